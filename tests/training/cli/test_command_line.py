"""The commands as a person types them: help, what data there is, and mistakes that end in one sentence."""

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.support.repository import ROOT
from tests.support.training.typed import type_in
from training.__main__ import main
from training.runs.config import TrainingConfig


@pytest.mark.parametrize("command", main.commands)
def test_every_option_has_a_help_text(command: str) -> None:
    options = [item for item in main.commands[command].params if item.param_type_name == "option"]

    assert all(getattr(item, "help", None) for item in options)
    assert type_in(command, "--help").exit_code == 0


def test_every_setting_of_a_run_is_an_option() -> None:
    text = type_in("train", "--help").output

    for field in dataclasses.fields(TrainingConfig):
        assert f"--{field.name.replace('_', '-')} " in text


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys; sys.argv = ['training', 'export', '--help']\n"
        "from training.__main__ import main\n"
        "try: main()\n"
        "finally: print({'keras', 'tensorflow', 'ai_edge_litert', 'streamlit'} & set(sys.modules))"
    )

    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert answer.stdout.endswith("set()\n")


def test_data_counts_and_draws(source: Path, tmp_path: Path) -> None:
    answer = type_in("data", source, "--sheet", tmp_path / "deep/sheet.png")

    assert answer.exit_code == 0, answer.output
    assert "happy                 2            1            1" in answer.output
    assert "Training: 0 repeat a face of the same split" in answer.output
    with Image.open(tmp_path / "deep/sheet.png") as sheet:
        assert sheet.size == (80 + 20 * 48, 7 * 48)


def test_data_names_what_it_left_out(source: Path, tmp_path: Path) -> None:
    source.write_text(source.read_text(encoding="utf-8") + "9,1 2,Training\n", encoding="utf-8")

    answer = type_in("data", source, "--sheet", tmp_path / "sheet.png")

    assert answer.exit_code == 0
    assert "1 rows or files are left out:\nfer2013.csv, row 30: emotion '9': expected 0 to 6" in answer.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("data", "{tmp}/missing.csv"), "nothing is there. FER2013 comes from Kaggle"),
        (("data", "{tmp}/no-columns.csv"), "no column Usage; expected emotion,pixels,Usage"),
        (("data", "{tmp}/bad-label.csv"), "emotion '8': expected 0 to 6"),
        (("data", "{tmp}/short.csv"), "pixels: expected 2304 values, found 2"),
        (("data", "{tmp}/empty"), "expected folders named train and test"),
        (("train", "--data", "{csv}", "--run", "{tmp}/run", "--network", "big"), "unknown network 'big'"),
        (("train", "--data", "{csv}", "--run", "{tmp}/run", "--epochs", "0"), "epochs: expected at least 1, found 0"),
        (("train", "--data", "{csv}", "--run", "{tmp}/other"), "holds a run with other settings"),
        (("train", "--data", "{tmp}/missing.csv", "--run", "{tmp}/run"), "nothing is there"),
        (("train", "--data", "{csv}", "--run", "{csv}"), "fer2013.csv: is a file; expected a folder"),
        (("evaluate", "--data", "{tmp}/missing.csv", "--run", "{tmp}/empty"), "no best.weights.h5"),
        (("export", "--data", "{tmp}/missing.csv", "--run", "{tmp}/empty", "--name", "x"), "no best.weights.h5"),
        (
            ("evaluate", "--data", "{tmp}/missing.csv", "--model", "compct"),
            "is installed; there are: blog, compact",
        ),
        (
            ("reproduce", "--data", "{csv}", "--name", "compct"),
            "is installed; there are: blog, compact",
        ),
        (("data", "{tmp}/large"), "expected 48x48 pixels, found 224x224. With --own, pictures of any size are read"),
        (("data", "{tmp}/large/train"), "evaluate --model NAME --also"),
        (("data", "{tmp}/jaffe"), "It looks like JAFFE, which networks are measured on: python -m training evaluate"),
        (("data", "{tmp}/jaffe", "--own"), "--model NAME --also"),
        (("data", "{tmp}/ckplus"), "It looks like CK+, which networks are measured on"),
        (("train", "--data", "{csv}", "--run", "{tmp}/run", "--recipe", "big"), "unknown recipe 'big'"),
        (("train", "--data", "{csv}", "--run", "{tmp}/run", "--frozen-epochs", "1"), "has no pretrained part"),
        (("train", "--data", "{csv}", "--run", "{tmp}/run", "--votes", "0.5"), "github.com/microsoft/FERPlus"),
        (("train", "--data", "{csv}", "--run", "{tmp}/run", "--votes-file", "{tmp}/none.csv"), "none.csv"),
        (("train", "--own", "--data", "{tmp}/missing", "--run", "{tmp}/run"), "nothing is there"),
        (("train", "--own", "--data", "{tmp}/empty", "--run", "{tmp}/run"), "expected"),
        (
            ("train", "--own", "--data", "{csv}", "--votes-file", "{csv}", "--run", "{tmp}/run"),
            "leave it out with --own",
        ),
        (("evaluate", "--model", "mirrored-votes", "--also", "{tmp}/empty"), "looks like no collection"),
        (("compare", "{tmp}/empty"), "expected a run with config.json, an entry of"),
        (("evaluate", "--data", "{csv}", "--run", "{tmp}/other"), "no best.weights.h5"),
        (
            ("evaluate", "--data", "{csv}", "--model", "none", "--models", "{tmp}"),
            "is installed; there are: none",
        ),
        (
            ("export", "--data", "{csv}", "--run", "{tmp}/other", "--name", "x", "--models", "{tmp}/m"),
            "no best.weights",
        ),
        (("export", "--data", "{csv}", "--run", "{tmp}/other", "--name", "X Y", "--models", "{tmp}/m"), "name 'X Y'"),
    ],
)
def test_a_mistake_ends_in_a_sentence(words: tuple[str, ...], message: str, source: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    for name in ("large/train/happy/1.png", "jaffe/KA.AN1.39.tiff", "ckplus/cohn-kanade-images/S005/001/S005_1.png"):
        (tmp_path / name).parent.mkdir(parents=True)
        Image.new("L", (224, 224)).save(tmp_path / name)
    TrainingConfig(epochs=5).save(tmp_path / "other/config.json")
    for name, text in (
        ("no-columns.csv", "emotion,pixels\n0,1"),
        ("bad-label.csv", "emotion,pixels,Usage\n8,1 2,Training\n"),
        ("short.csv", "emotion,pixels,Usage\n0,1 2,Training\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")

    answer = type_in(*(word.format(tmp=tmp_path, csv=source) for word in words))

    assert answer.exit_code == 1
    assert isinstance(answer.exception, SystemExit)
    assert message in answer.output
    assert "Traceback" not in answer.output


@pytest.mark.parametrize("words", [(), ("--run", "a", "--model", "b")])
def test_evaluate_needs_one_thing_to_evaluate(words: tuple[str, ...]) -> None:
    answer = type_in("evaluate", *words)

    assert answer.exit_code == 2
    assert "either --run FOLDER or --model NAME" in answer.output


def test_only_an_installed_network_has_a_record() -> None:
    answer = type_in("evaluate", "--run", "a", "--record")

    assert answer.exit_code == 2
    assert "--record is for an installed network; name it with --model NAME" in answer.output


@pytest.mark.usefixtures("tiny")
def test_a_run_that_a_person_stops_says_how_to_go_on(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("training.engine.train.train", stopped)

    answer = type_in("train", "--data", source, "--run", tmp_path / "run", "--network", "tiny")

    assert answer.exit_code == 1
    assert f"stopped; the same command goes on with {tmp_path / 'run'}" in answer.output

"""The command that makes an installed network anew."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from emotion.models.evaluation import load_evaluation
from emotion.models.store import MODELS, load_card, save_card
from tests.support.training.fixtures import Faces
from tests.support.training.typed import type_in
from training.__main__ import main
from training.data.faceset import FaceSet
from training.experiments.reproduction import stages
from training.exporting import export as exporting
from training.exporting.card import ExportConfig


def test_what_is_made_anew_unless_told_is_what_this_version_can_make() -> None:
    (option,) = [item for item in main.commands["reproduce"].params if item.name == "name"]

    card = load_card(MODELS / str(option.default))

    assert card.name == "mirrored-large"
    assert list(stages(card))[-1] == card.name


@pytest.fixture
def store(tiny_run: Path, faces_of: Faces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(exporting, "PRECISIONS", ("float32",))
    export_config = ExportConfig("tiny", tmp_path / "models", ship="float32")
    exporting.export(tiny_run, faces_of(56, 21, 14), export_config)
    return tmp_path / "models"


def test_an_installed_network_is_made_anew(store: Path, csv_of: Any, faces_of: Faces, tmp_path: Path) -> None:
    data: FaceSet = faces_of(56, 21, 14)
    source, folder = csv_of(tmp_path / "faces.csv", data), tmp_path / "again"
    before = {path: path.read_bytes() for path in store.rglob("*") if path.is_file()}
    words = ("reproduce", "--name", "tiny", "--models", store, "--data", source, "--folder", folder)

    answer = type_in(*words)

    assert answer.exit_code == 0, answer.output
    assert "PublicTest by the original labels: " in answer.output
    published, rebuilt = load_card(store / "tiny"), load_card(folder / "models/tiny")
    assert rebuilt.training["config"] == published.training["config"]
    old, new = (load_evaluation(folder / "tiny/evaluation.json") for folder in (store, folder / "models"))
    assert new.splits.public.accuracy == pytest.approx(old.splits.public.accuracy)
    assert rebuilt.private_readings == ()
    assert {path: path.read_bytes() for path in store.rglob("*") if path.is_file()} == before

    short = type_in(*words, "--seeds", 2, "--epochs", 2)

    assert "2 epochs, 2 seeds: mean " in short.output
    assert "Seed 2: PublicTest accuracy " in short.output


def test_runs_that_others_need_are_made_before_them(store: Path, csv_of: Any, faces_of: Faces, tmp_path: Path) -> None:
    source = csv_of(tmp_path / "faces.csv", faces_of(56, 21, 14))
    old = load_card(store / "tiny")
    first = {"config": old.training["config"]}
    making = {"config": first["config"] | {"start": "runs/first"}, "runs_before": {"runs/first": first}}
    save_card(store / "tiny", dataclasses.replace(old, training=making))

    answer = type_in(
        *("reproduce", "--name", "tiny", "--models", store, "--data", source, "--folder", tmp_path / "made")
    )

    assert answer.exit_code == 0, answer.output
    assert [line for line in answer.output.splitlines() if line.startswith("Training ")] == [
        f"Training {tmp_path / 'made/tiny' / stage}: tiny, 3 epochs, seed {first['config']['seed']}"
        for stage in ("stage1", "stage2")
    ]


@pytest.mark.parametrize("more", [(), ("--seeds", 2)])
def test_a_network_that_an_older_version_made_is_refused_before_anything_is_read(more: tuple[object, ...]) -> None:
    answer = type_in("reproduce", "--name", "mirrored-votes", "--data", "nowhere.csv", *more)

    assert answer.exit_code == 1
    assert answer.output.splitlines() == [
        "Error: mirrored-votes: this version would train something else; the same command makes it anew after "
        "git checkout 6032593  # version 1.0.0, whose training also needs PyTorch: pip install torch"
    ]

"""Commands one after another, from faces to a released model."""

import shutil
from pathlib import Path

import pytest
from PIL import Image

from emotion.labels import LABELS
from emotion.models.store import load_card
from tests.support.repository import ROOT
from tests.support.training.fixtures import Faces, WriteCsv
from tests.support.training.typed import type_in


@pytest.mark.usefixtures("tiny")
def test_a_network_learns_from_a_persons_own_folders(tmp_path: Path, faces_of: Faces) -> None:
    faces, folders = faces_of(14, 14, 0), {"train": "train", "public": "val"}
    for index in range(len(faces)):
        folder = tmp_path / "mine" / folders[str(faces.splits[index])] / LABELS[faces.labels[index]]
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(faces.pixels[index]).save(folder / f"{index}.png")

    answer = type_in(
        *("train", "--own", "--data", tmp_path / "mine", "--run", tmp_path / "run", "--network", "tiny"),
        *("--epochs", 1, "--warmup-epochs", 0, "--precision", "float32"),
    )

    assert answer.exit_code == 0, answer.output
    assert "Normalisation refreshed on plain faces" in answer.output
    assert (tmp_path / "run" / "best.weights.h5").exists()


def test_a_run_is_measured_in_every_way_and_compared(
    tiny_run: Path, tmp_path: Path, faces_of: Faces, csv_of: WriteCsv
) -> None:
    data = csv_of(tmp_path / "fer2013.csv", faces_of(56, 21, 14))
    run = shutil.copytree(tiny_run, tmp_path / "run")
    other = tmp_path / "Mine" / "joy"
    other.mkdir(parents=True)
    Image.fromarray(faces_of(1, 0, 0).pixels[0]).save(other / "a.png")

    measured = type_in("evaluate", "--data", data, "--run", run, "--robustness", "--also", tmp_path / "Mine")
    compared = type_in("compare", run, ROOT / "models/compact")

    assert measured.exit_code == 0, measured.output
    assert [
        word for word in ("PublicTest", "Mine", "VP8", "evaluation.json", "errors.png") if word not in measured.output
    ] == []
    assert "PrivateTest" not in measured.output
    for name in ("evaluation.json", "errors.png"):
        assert (run / name).stat().st_size > 0
    assert compared.exit_code == 0, compared.output
    assert "label_smoothing" not in compared.output.split("Settings that differ")[0]


def test_from_a_run_to_an_evaluated_entry(tiny_run: Path, tmp_path: Path, faces_of: Faces, csv_of: WriteCsv) -> None:
    data = csv_of(tmp_path / "fer2013.csv", faces_of(56, 21, 14))
    store = tmp_path / "models"

    exported = type_in(
        "export", "--data", data, "--run", tiny_run, "--name", "tiny", "--models", store, "--ship", "float16"
    )
    words = ("evaluate", "--data", data, "--model", "tiny", "--models", store, "--final", "--into", tmp_path / "pages")
    refused = type_in(*words)
    evaluated = type_in(*words, "--record")

    assert exported.exit_code == 0, exported.output
    assert "shipped: float16\nexpecting any expression alike: temperature" in exported.output
    assert evaluated.exit_code == 0, evaluated.output
    assert refused.exit_code == 1
    assert "add --record, or leave --final out" in refused.output
    assert "PrivateTest: 14 faces" in evaluated.output
    assert len(load_card(store / "tiny").private_readings) == 1
    assert {path.name for path in (tmp_path / "pages").iterdir()} == {"errors.png"}

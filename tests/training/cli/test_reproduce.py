"""The command that makes an installed network anew."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from emotion.models.evaluation import load_evaluation
from emotion.models.store import load_card, save_card
from emotion.web.server.settings import HostSettings
from tests.support.training.fixtures import Faces
from tests.support.training.typed import type_in
from training.__main__ import main
from training.data.faceset import FaceSet
from training.exporting import export as exporting
from training.exporting.card import ExportConfig


def test_the_apps_network_is_the_one_made_anew_unless_told() -> None:
    (option,) = [item for item in main.commands["reproduce"].params if item.name == "name"]

    assert option.default == HostSettings().model


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


def test_where_pytorch_is_missing_keras_trains(
    store: Path, csv_of: Any, faces_of: Faces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.cli.reproduce.find_spec", lambda name: None)
    monkeypatch.setattr("training.engine.choice.find_spec", lambda name: None)
    source = csv_of(tmp_path / "faces.csv", faces_of(56, 21, 14))
    words = ("reproduce", "--name", "tiny", "--models", store, "--data", source)
    old = load_card(store / "tiny")
    first = {"config": old.training["config"], "environment": {"backend": "pytorch"}}
    making = {**first, "config": old.training["config"] | {"start": "runs/first"}, "runs_before": {"runs/first": first}}
    save_card(store / "tiny", dataclasses.replace(old, training=making))

    answer = type_in(*words, "--folder", tmp_path / "made")

    assert answer.exit_code == 0, answer.output
    assert "so Keras trains" in answer.output

"""From a finished run to an installed network that the app can load, once for real."""

import csv
import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import keras
import numpy as np
import pytest

from emotion.classification.litert import LiteRTClassifier
from emotion.labels import LABELS
from emotion.models import store
from emotion.models.card import Card
from emotion.models.evaluation import Evaluation, load_evaluation
from tests.support.training.fixtures import Faces
from training.data.digest import digests
from training.data.faceset import FaceSet
from training.evaluation.evaluate import evaluate_entry
from training.evaluation.predictors import keras_predictor, litert_predictor
from training.evaluation.protocol import PEOPLE_DIFFER, PROTOCOL
from training.exporting import export as exporting
from training.exporting.card import ExportConfig
from training.exporting.convert import BOUNDS, PRECISIONS
from training.exporting.export import export
from training.exporting.text import describe
from training.networks.rebuild import best_network
from training.runs import records
from training.runs.command import command_line
from training.runs.config import TrainingConfig
from training.runs.environment import ENVIRONMENT, machine, versions
from training.runs.folder import CONFIG
from training.runs.history import HISTORY, read_history, write_history


def test_the_installed_network_answers_as_the_trained_one(models: Path, tiny_run: Path, data: FaceSet) -> None:
    card, content = store.load_model(models / "tiny")
    faces = data.split("public").pixels

    found = LiteRTClassifier(content).classify(faces).probabilities

    expected = keras_predictor(best_network(tiny_run))(faces)
    assert np.ptp(expected, axis=0).max() > 0.3, "the comparison below needs a network that tells faces apart"
    np.testing.assert_allclose(found, expected, atol=BOUNDS["float16"][0])
    assert card.files["litert"].precision == "float16"


def test_the_card_tells_all_that_is_needed(models: Path, tiny_run: Path, data: FaceSet) -> None:
    card = store.load_card(models / "tiny")

    assert (card.name, card.title, card.labels, card.input_shape) == ("tiny", "Tiny", LABELS, (48, 48, 1))
    assert card.parameters == best_network(tiny_run).count_params()
    assert card.multiply_adds == 12 * 12 * 3 * 3 * 4 + 12 * 12 * 4 * 7
    assert 0.05 < card.temperature < 20
    assert 0 <= card.threshold <= 1
    assert card.data["counts"]["train"] == dict.fromkeys(LABELS, 8)
    assert card.data["sha256"] == digests(data)
    assert card.training["command"].startswith("python -m training train --run runs/tiny --network tiny")
    assert card.training["config"]["epochs"] == card.training["epochs"] == 3
    assert card.training["minutes"] >= 0
    optional = {name for name in ("jax",) if find_spec(name)}
    assert set(card.versions) == {"python", "tensorflow", "keras", "numpy", "ai-edge-litert"} | optional
    assert "own terms are unclear" in card.terms
    assert card.private_readings == ()
    assert card.protocol == PROTOCOL
    assert card.limits[0] == PEOPLE_DIFFER
    assert any(sentence.startswith("On PublicTest it finds ") for sentence in card.limits)
    assert any("groups of people" in sentence for sentence in card.limits)
    for role in card.files:
        store.load_model(models / "tiny", role)  # compares each file with its sha256


def test_the_entry_has_its_history_and_its_evaluation(models: Path, tiny_run: Path) -> None:
    with open(models / "tiny/history.csv", newline="", encoding="utf-8") as file:
        assert [row["epoch"] for row in csv.DictReader(file)] == ["1", "2", "3"]
    written = json.loads((models / "tiny/evaluation.json").read_text(encoding="utf-8"))
    card = store.load_card(models / "tiny")

    assert list(written["splits"]) == ["public"]
    assert written["evaluated"]["sha256"] == card.files["litert"].sha256
    assert list(written["conversion"]) == list(PRECISIONS)
    assert set(written["sure"]) == {"accuracy", "share"}
    assert written["data"] == card.data["sha256"]
    public = written["splits"]["public"]
    assert public["count"] == public["without_twins"]["count"] == 21
    assert set(public["intervals"]) == {"accuracy", "balanced_accuracy", "macro_f1"}
    assert 0 <= public["calibration"]["after"]["ece"] <= 1
    assert "majority" not in public
    assert written["splits"]["public"]["calibration"]["temperature"] == card.temperature


def test_the_card_says_on_what_the_run_was_made(
    tiny_run: Path, data: FaceSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PRECISIONS", ("float32",))
    run = tmp_path / "run"
    shutil.copytree(tiny_run, run)
    records.write_json(run / ENVIRONMENT, {"backend": "jax", "machine": {"processors": 64}})

    card = export(run, data, ExportConfig("tiny", tmp_path / "models", ship="float32"))

    assert card.training["environment"] == {"backend": "jax", "machine": {"processors": 64}}
    assert card.training["command"] == command_line(TrainingConfig.load(run / CONFIG), "fer2013.csv", "runs/run")
    assert card.training["machine"] == machine()
    assert card.versions == versions()


def test_the_minutes_of_epochs_without_a_row_are_unknown(
    tiny_run: Path, data: FaceSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PRECISIONS", ("float32",))
    run = tmp_path / "run"
    shutil.copytree(tiny_run, run)
    write_history(run / HISTORY, [dict(row) for row in read_history(run / HISTORY)[1:]])

    training = export(run, data, ExportConfig("tiny", tmp_path / "models", ship="float32")).training

    assert training["epochs"] == 3
    assert "minutes" not in training


def test_the_description_names_each_precision(models: Path) -> None:
    text = describe(store.load_card(models / "tiny"), load_evaluation(models / "tiny/evaluation.json"))

    assert all(f"\n{name}: " in text for name in PRECISIONS)


def test_readings_of_private_test_survive_a_new_export(
    tiny_run: Path, data: FaceSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PRECISIONS", ("float32",))  # one conversion is enough here
    config = ExportConfig("tiny", tmp_path, ship="float32")
    export(tiny_run, data, config)
    evaluated = evaluate_entry(tmp_path / "tiny", data, "fer2013.csv", final=True)

    card = export(tiny_run, data, config)

    (reading,) = card.private_readings
    assert reading["accuracy"] == evaluated.splits.private.accuracy
    assert (reading["file"], reading["count"], reading["data"]) == ("network.tflite", 14, "fer2013.csv")
    assert store.load_card(tmp_path / "tiny") == card


def test_figures_of_other_data_do_not_survive_a_new_export(
    tiny_run: Path, data: FaceSet, faces_of: Faces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PRECISIONS", ("float32",))
    config = ExportConfig("tiny", tmp_path, ship="float32")

    def exported(faces: FaceSet) -> tuple[Card, Evaluation]:
        keras.utils.clear_session()  # layers are numbered in a session, and the numbers are part of the file
        return export(tiny_run, faces, config), load_evaluation(tmp_path / "tiny/evaluation.json")

    first = exported(data)
    evaluate_entry(tmp_path / "tiny", data, "fer2013.csv", final=True)

    same, other = exported(data), exported(faces_of(56, 21, 7))

    assert len({card.files["litert"].sha256 for card, _ in (first, same, other)}) == 1
    assert same[1].splits.private
    assert (other[1].splits.private, other[1].splits.together) == (None, None)
    assert other[1].sure
    assert other[1].conversion
    assert len(other[0].private_readings) == 1


def test_readings_of_a_missing_entry_are_none(tmp_path: Path) -> None:
    assert records.readings_of_entry(tmp_path / "nothing") == []


def test_the_default_predictor_is_the_apps(models: Path, data: FaceSet) -> None:
    _, content = store.load_model(models / "tiny")
    faces = data.split("public").pixels

    np.testing.assert_array_equal(
        litert_predictor(content)(faces), LiteRTClassifier(content).classify(faces).probabilities
    )

"""What `evaluation.json` says, and that no reading of PrivateTest is ever lost."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from emotion.labels import LABELS
from training import records
from training.evaluate import describe, evaluate, evaluate_run, evaluation
from training.faceset import FaceSet
from training.run_folder import BEST

Faces = Callable[..., FaceSet]


def by_grey_level(faces: np.ndarray) -> np.ndarray:
    """Read the label out of the made-up faces, which are brighter by 30 from label to label."""
    answers = ((faces.mean(axis=(1, 2)) - 29.5) / 30).round().astype(int).clip(0, 6)
    return np.eye(7, dtype=np.float32)[answers]


def always_happy(faces: np.ndarray) -> np.ndarray:
    return np.tile(np.eye(7, dtype=np.float32)[3], (len(faces), 1))


def test_only_the_splits_that_are_asked_for_are_read(faces_of: Faces) -> None:
    data = faces_of(7, 14, 7)
    seen: list[int] = []

    def predict(faces: np.ndarray) -> np.ndarray:
        seen.append(len(faces))
        return by_grey_level(faces)

    found = evaluate(predict, data, ("public",))

    assert list(found) == ["public"]
    assert seen == [14]
    assert (found["public"]["count"], found["public"]["accuracy"]) == (14, 1.0)


def test_twins_in_other_splits_are_left_out_of_the_second_figures(faces_of: Faces) -> None:
    data = faces_of(7, 7, 7)
    data.pixels[7] = data.pixels[0]  # angry, PublicTest and Training
    data.pixels[9] = data.pixels[16]  # fear, PublicTest and PrivateTest
    data.pixels[11] = data.pixels[8]  # two in PublicTest are no twins

    found = evaluate(always_happy, data, ("public", "private"))

    assert found["public"]["count"] == 7
    assert found["public"]["accuracy"] == pytest.approx(1 / 7)
    assert found["public"]["without_twins"]["count"] == 5
    assert found["public"]["without_twins"]["accuracy"] == pytest.approx(1 / 5)
    assert found["public"]["without_twins"]["per_class"]["angry"]["support"] == 0
    assert found["private"]["without_twins"]["count"] == 6


def test_more_faces_than_a_batch_keep_their_order(faces_of: Faces) -> None:
    assert evaluate(by_grey_level, faces_of(1, 300, 0), ("public",))["public"]["accuracy"] == 1.0


def test_a_split_without_faces_is_refused(faces_of: Faces) -> None:
    with pytest.raises(ValueError, match="no PrivateTest face"):
        evaluate(by_grey_level, faces_of(7, 7, 0), ("public", "private"))


@pytest.mark.parametrize(("sha256", "kept"), [("aa", True), ("bb", False)])
def test_figures_of_the_same_file_stay_beside_new_ones(sha256: str, kept: bool, tmp_path: Path) -> None:
    path = tmp_path / "evaluation.json"
    records.write_json(path, evaluation("network.tflite", "aa", {"public": {"count": 1}, "private": {"count": 2}}))

    found = evaluation("network.tflite", sha256, {"public": {"count": 3}}, path)

    assert found["splits"]["public"] == {"count": 3}
    assert ("private" in found["splits"]) is kept


@pytest.fixture
def run(tiny_run: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    for name in ("config.json", "history.csv", BEST):
        (folder / name).write_bytes((tiny_run / name).read_bytes())
    return folder


def test_a_run_is_evaluated_without_private_test(run: Path, faces_of: Faces) -> None:
    evaluate_run(run, faces_of(56, 21, 14), "fer2013.csv", final=False)

    written = json.loads((run / "evaluation.json").read_text(encoding="utf-8"))
    assert (written["version"], written["labels"], list(written["splits"])) == (1, list(LABELS), ["public"])
    assert written["splits"]["public"]["count"] == 21
    assert np.shape(written["splits"]["public"]["confusion"]["counts"]) == (7, 7)
    assert not (run / records.PRIVATE_READINGS).exists()
    assert "PublicTest: 21 faces" in describe(written)


def test_every_reading_of_private_test_is_kept(run: Path, faces_of: Faces) -> None:
    data = faces_of(56, 21, 14)

    first = evaluate_run(run, data, "fer2013.csv", final=True)
    evaluate_run(run, data, "other.csv", final=True)
    evaluate_run(run, data, "fer2013.csv", final=False)

    readings = records.readings_of_run(run)
    assert [record["data"] for record in readings] == ["fer2013.csv", "other.csv"]
    assert readings[0]["accuracy"] == first["splits"]["private"]["accuracy"]
    assert (readings[0]["count"], readings[0]["file"]) == (14, BEST)
    assert "private" in json.loads((run / "evaluation.json").read_text(encoding="utf-8"))["splits"]


@pytest.mark.parametrize("text", ["{", "{}", "[1]", '[{"accuracy": 1}]'])
def test_a_spoilt_list_of_readings_stops_everything(text: str, run: Path, faces_of: Faces) -> None:
    path = run / records.PRIVATE_READINGS
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match=r"private_readings\.json"):
        evaluate_run(run, faces_of(7, 7, 7), "fer2013.csv", final=True)

    assert path.read_text(encoding="utf-8") == text


def test_united_readings_stand_once_and_in_order() -> None:
    early, late = {"date": "2026-01-01", "accuracy": 0.6}, {"date": "2026-02-01", "accuracy": 0.7}

    found: tuple[Any, ...] = records.united([late, early], [early])

    assert found == (early, late)

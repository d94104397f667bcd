"""What `evaluation.json` says, and that no reading of PrivateTest is ever lost."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from emotion.classification.calibration import Calibration
from emotion.labels import LABELS
from emotion.models.evaluation import load_evaluation
from tests.support.training.fixtures import Faces
from training.data.corruptions import CONDITIONS
from training.data.digest import digests
from training.data.faceset import OTHER, FaceSet
from training.evaluation.all_figures import all_figures
from training.evaluation.calibrate import fit_temperature
from training.evaluation.evaluate import evaluate_run, predictions
from training.evaluation.predictors import keras_predictor
from training.evaluation.text import describe
from training.networks.rebuild import best_network
from training.runs import records
from training.runs.folder import BEST


def by_grey_level(faces: np.ndarray) -> np.ndarray:
    """Read the label out of the made-up faces, which are brighter by 30 from label to label."""
    answers = ((faces.mean(axis=(1, 2)) - 29.5) / 30).round().astype(int).clip(0, 6)
    return np.eye(7, dtype=np.float32)[answers]


def test_only_the_splits_that_are_asked_for_are_read(faces_of: Faces) -> None:
    seen: list[int] = []

    def predict(faces: np.ndarray) -> np.ndarray:
        seen.append(len(faces))
        return by_grey_level(faces)

    found = predictions(predict, faces_of(7, 14, 7), ("public",))

    assert list(found) == ["public"]
    assert seen == [14]


def test_more_faces_than_a_batch_keep_their_order(faces_of: Faces) -> None:
    data = faces_of(1, 300, 0)

    found = predictions(by_grey_level, data, ("public",))["public"]

    np.testing.assert_array_equal(found.argmax(axis=1), data.split("public").labels)


def test_a_split_without_faces_is_refused(faces_of: Faces) -> None:
    with pytest.raises(ValueError, match="no PrivateTest face"):
        predictions(by_grey_level, faces_of(7, 7, 0), ("public", "private"))


def other(faces: FaceSet, left_out: int) -> FaceSet:
    """Return faces as those of another collection."""
    elsewhere = np.full(len(faces), OTHER)
    return dataclasses.replace(faces, splits=elsewhere, problems=("one was left out",) * left_out)


def of_others(others: dict[str, FaceSet], temperature: float) -> dict[str, Any]:
    data = next(iter(others.values()))  # of whose splits none is read
    return all_figures(by_grey_level, data, {}, (Calibration(temperature), None), True, others=others)["others"]


def test_other_collections_have_figures_of_their_own(faces_of: Faces) -> None:
    faces = faces_of(0, 14, 0)

    found = of_others({"ckplus": other(faces, 3), "my friends": other(faces.where(faces.labels == 3), 0)}, 1.5)

    assert [found[name]["title"] for name in found] == ["CK+", "my friends"]
    assert [found[name]["faces_left_out"] for name in found] == [3, 0]
    assert [found[name]["count"] for name in found] == [14, 2]
    assert [found[name]["accuracy"] for name in found] == [1.0, 1.0]
    assert found["ckplus"]["calibration"]["temperature"] == 1.5


def test_faces_with_splits_are_no_other_collection(run: Path, faces_of: Faces) -> None:
    with pytest.raises(ValueError, match="mine: expected a collection without splits, found private, train;"):
        evaluate_run(run, faces_of(7, 7, 7), "fer2013.csv", final=True, others={"mine": faces_of(7, 0, 7)})

    assert not (run / records.PRIVATE_READINGS).exists()


def test_a_collection_without_faces_is_an_ordinary_case(faces_of: Faces) -> None:
    assert of_others({"ckplus": other(faces_of(0, 0, 0), 1)}, 1.0)["ckplus"]["count"] == 0


@pytest.fixture
def run(tiny_run: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    for name in ("config.json", "history.csv", BEST):
        (folder / name).write_bytes((tiny_run / name).read_bytes())
    return folder


def test_a_run_is_evaluated_without_private_test(run: Path, faces_of: Faces) -> None:
    found = evaluate_run(run, faces_of(56, 21, 14), "fer2013.csv", final=False)

    written = json.loads((run / "evaluation.json").read_text(encoding="utf-8"))
    assert (written["version"], written["labels"], list(written["splits"])) == (2, list(LABELS), ["public"])
    assert written["splits"]["public"]["count"] == 21
    assert np.shape(written["splits"]["public"]["confusion"]["counts"]) == (7, 7)
    assert not (run / records.PRIVATE_READINGS).exists()
    assert 0.05 < written["splits"]["public"]["calibration"]["temperature"] < 20
    assert "robustness" not in written
    assert "PublicTest: 21 faces" in describe(found)


def test_a_runs_temperature_is_the_one_that_fits_public_test(run: Path, faces_of: Faces) -> None:
    data = faces_of(56, 21, 14)
    public = data.split("public")

    found = evaluate_run(run, data, "fer2013.csv", final=True).splits

    expected = fit_temperature(public.labels, keras_predictor(best_network(run))(public.pixels))
    assert found.public.calibration.temperature == pytest.approx(expected, abs=0.001)
    assert found.private.calibration.temperature == found.public.calibration.temperature
    assert found.together.count == 35


def test_what_else_is_asked_for_is_measured_and_stays(run: Path, faces_of: Faces, tmp_path: Path) -> None:
    data = faces_of(56, 21, 14)
    others = {"jaffe": other(faces_of(0, 7, 0), 2)}

    evaluate_run(run, data, "fer2013.csv", False, robustness=True, others=others, errors=tmp_path / "errors.png")
    evaluate_run(run, data, "fer2013.csv", False)

    written = json.loads((run / "evaluation.json").read_text(encoding="utf-8"))
    assert len(written["robustness"]["conditions"]) == len(CONDITIONS)
    first = {condition["accuracy"][0] for condition in written["robustness"]["conditions"]}
    assert first == {written["splits"]["public"]["accuracy"]}
    assert written["others"]["jaffe"]["title"] == "JAFFE"
    assert (tmp_path / "errors.png").exists()


def test_figures_of_other_data_do_not_stay(run: Path, faces_of: Faces) -> None:
    evaluate_run(run, faces_of(56, 21, 14), "fer2013.csv", final=True, others={"jaffe": other(faces_of(0, 7, 0), 2)})

    found = evaluate_run(run, faces_of(56, 21, 7), "fer2013.csv", final=False)

    assert found.data == digests(faces_of(56, 21, 7))
    assert (found.splits.private, found.splits.together, found.others) == (None, None, {})
    assert load_evaluation(run / "evaluation.json") == found


def test_every_reading_of_private_test_is_kept(run: Path, faces_of: Faces) -> None:
    data = faces_of(56, 21, 14)

    first = evaluate_run(run, data, "fer2013.csv", final=True)
    evaluate_run(run, data, "other.csv", final=True)
    evaluate_run(run, data, "fer2013.csv", final=False)

    readings = records.readings_of_run(run)
    assert [record["data"] for record in readings] == ["fer2013.csv", "other.csv"]
    assert readings[0]["accuracy"] == first.splits.private.accuracy
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

    found: tuple[Any, ...] = records.merge([late, early], [early])

    assert found == (early, late)

"""What `evaluation.json` keeps of an earlier one, and how the splits are joined."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from emotion.labels import LABELS
from tests.training.evaluation.documents import PART, VERSION_1, always, split, with_votes
from training.data.faceset import FaceSet
from training.evaluation.document import evaluation, figures
from training.evaluation.metrics import metrics
from training.runs import records

Faces = Callable[..., FaceSet]


def test_both_tests_together_come_from_their_matrices() -> None:
    found = evaluation("network.tflite", "aa", {"public": split(3, 1), "private": split(1, 3)})["splits"]

    expected = metrics(np.zeros(8, np.int64), np.concatenate([always(0, 4), always(2, 4)]))
    assert list(found) == ["public", "private", "together"]
    assert found["together"] == expected


@pytest.mark.parametrize(("sha256", "kept"), [("aa", True), ("bb", False)])
def test_what_was_measured_of_the_same_file_stays(sha256: str, kept: bool, tmp_path: Path) -> None:
    path = tmp_path / "evaluation.json"
    splits = {"public": split(1, 0), "private": split(2, 0)}
    others: dict[str, Any] = {"ckplus": {"count": 5}, "mine": {"count": 6}}
    records.write_json(path, evaluation("network.tflite", "aa", splits, None, {"count": 1}, others))

    found = evaluation("network.tflite", sha256, {"public": split(3, 0)}, path, others={"mine": {"count": 7}})

    assert found["splits"]["public"]["count"] == 3
    assert ("private" in found["splits"]) is kept
    assert ("robustness" in found) is kept
    assert found["others"] == ({"ckplus": {"count": 5}} if kept else {}) | {"mine": {"count": 7}}
    if kept:
        assert found["splits"]["together"]["count"] == 5
    else:
        assert "together" not in found["splits"]


def test_confidences_at_another_temperature_do_not_stay(faces_of: Faces, tmp_path: Path) -> None:
    path = tmp_path / "evaluation.json"
    data = with_votes(faces_of(7, 7, 7), [3, 3, 3, 6, 6, 9, 0])
    other = {"title": "CK+", **split(2, 1)}
    private = figures(data, "private", always(3, 7), 1.0)
    records.write_json(path, evaluation("a", "aa", {"private": private}, others={"ckplus": other}))
    public = figures(data, "public", always(3, 7), 0.5)

    kept = evaluation("a", "aa", {"public": public}, path)

    confidence = {"calibration", "coverage"}
    assert set(kept["splits"]["private"]) == set(private) - confidence
    assert set(kept["splits"]["private"]["majority"]["without_twins"]) == PART - confidence
    assert kept["splits"]["private"]["voters"] == {"count": 0, "accuracy": 0.0}
    assert kept["others"]["ckplus"]["accuracy"] == pytest.approx(2 / 3)
    assert "calibration" not in kept["others"]["ckplus"]
    assert confidence < set(kept["splits"]["public"])
    same = evaluation("a", "aa", {"public": figures(data, "public", always(3, 7), 1.0)}, path)
    assert same["splits"]["private"] == private


def test_new_robustness_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "evaluation.json"
    records.write_json(path, evaluation("network.tflite", "aa", {"public": split(1, 0)}, None, {"count": 1}))

    found = evaluation("network.tflite", "aa", {"public": split(1, 0)}, path, {"count": 2})

    assert found["robustness"] == {"count": 2}


def test_splits_of_an_older_format_are_still_joined(tmp_path: Path) -> None:
    path = tmp_path / "evaluation.json"
    old = {key: value for key, value in split(2, 2).items() if key in VERSION_1}
    document = {"version": 1, "evaluated": {"file": "network.tflite", "sha256": "aa"}, "splits": {"private": old}}
    records.write_json(path, document)

    found = evaluation("network.tflite", "aa", {"public": split(4, 0)}, path)

    assert found["splits"]["private"] == old
    assert found["splits"]["together"]["accuracy"] == 6 / 8
    assert "groups of people" in found["not_measured"][0]
    assert (found["version"], found["labels"]) == (2, list(LABELS))


@pytest.mark.parametrize("text", ["{", "[1]", '{"evaluated": {}}'])
def test_an_evaluation_of_another_form_stops_or_is_replaced(text: str, tmp_path: Path) -> None:
    path = tmp_path / "evaluation.json"
    path.write_text(text, encoding="utf-8")

    if text == "{":
        with pytest.raises(ValueError, match=r"evaluation\.json: no readable JSON"):
            evaluation("network.tflite", "aa", {"public": split(1, 0)}, path)
    else:
        assert list(evaluation("network.tflite", "aa", {"public": split(1, 0)}, path)["splits"]) == ["public"]

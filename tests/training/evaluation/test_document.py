"""What `evaluation.json` says of each set of faces, and what stays of an earlier one."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from emotion.labels import LABELS
from emotion.temperature import tempered
from training import records
from training.data.faceset import FaceSet
from training.evaluation.document import by_voters, evaluation, figures, part, summary, voters
from training.evaluation.metrics import metrics
from training.evaluation.reliability import reliability

Faces = Callable[..., FaceSet]

VERSION_1 = {"count", "accuracy", "balanced_accuracy", "macro_f1", "per_class", "confusion"}
PART = {*VERSION_1, "intervals", "roc", "calibration", "coverage"}


def always(label: int, count: int) -> np.ndarray:
    return np.tile(np.where(np.arange(7) == label, 0.4, 0.1), (count, 1))


def with_votes(data: FaceSet, votes: list[int | None]) -> FaceSet:
    """Give each PublicTest face ten votes for one label, or four for its best."""
    counts = np.zeros((len(data), 10), np.int64)
    for row, label in zip(np.flatnonzero(data.splits == "public"), votes, strict=True):
        counts[row] = [4, 0, 0, 3, 3, 0, 0, 0, 0, 0] if label is None else 10 * np.eye(10, dtype=np.int64)[label]
    return dataclasses.replace(data, votes=counts)


def test_a_part_has_every_figure_of_the_format() -> None:
    labels = np.array([3, 3, 0])

    found = part(labels, always(3, 3), 0.5)

    assert set(found) == PART
    assert {key: found[key] for key in VERSION_1} == metrics(labels, always(3, 3))
    assert found["calibration"]["after"] == reliability(labels, tempered(always(3, 3), 0.5))
    assert found["coverage"]["threshold"][0] == pytest.approx(tempered(always(3, 1), 0.5).max())
    assert set(found["intervals"]) == {"accuracy", "balanced_accuracy", "macro_f1"}


def test_a_part_without_faces_can_be_written_down(tmp_path: Path) -> None:
    records.write_json(tmp_path / "part.json", part(np.empty(0, np.int64), np.empty((0, 7)), 1.0))

    assert records.read_json(tmp_path / "part.json")["count"] == 0


def test_twins_in_other_splits_are_left_out_of_the_second_figures(faces_of: Faces) -> None:
    data = faces_of(7, 7, 7)
    data.pixels[7] = data.pixels[0]  # angry, PublicTest and Training
    data.pixels[9] = data.pixels[16]  # fear, PublicTest and PrivateTest
    data.pixels[11] = data.pixels[8]  # two in PublicTest are no twins

    public = figures(data, "public", always(3, 7), 1.0)

    assert public["count"] == 7
    assert public["accuracy"] == pytest.approx(1 / 7)
    assert set(public["without_twins"]) == PART
    assert public["without_twins"]["count"] == 5
    assert public["without_twins"]["accuracy"] == pytest.approx(1 / 5)
    assert public["without_twins"]["per_class"]["angry"]["support"] == 0
    assert figures(data, "private", always(3, 7), 1.0)["without_twins"]["count"] == 6
    assert public["without_near_duplicates"] == public["without_twins"]
    assert "majority" not in public


def test_photographs_that_look_the_same_are_left_out_of_the_third_figures(faces_of: Faces) -> None:
    data = faces_of(7, 7, 7)
    data.pixels[7] = data.pixels[0][:, ::-1]  # angry, PublicTest and Training

    public = figures(data, "public", always(3, 7), 1.0)

    assert public["without_twins"]["count"] == 7
    assert set(public["without_near_duplicates"]) == PART
    assert public["without_near_duplicates"]["count"] == 6
    assert public["without_near_duplicates"]["per_class"]["angry"]["support"] == 0


def test_the_majority_is_the_truth_of_the_faces_that_have_one(faces_of: Faces) -> None:
    data = with_votes(faces_of(7, 7, 7), [3, 3, 3, None, 6, 9, 0])  # the sixth is voted not a face
    data.pixels[13] = data.pixels[0]  # the last of PublicTest

    found = figures(data, "public", always(3, 7), 1.0)["majority"]

    assert (found["count"], found["accuracy"]) == (5, pytest.approx(3 / 5))
    assert found["per_class"]["happy"]["support"] == 3
    assert (found["without_twins"]["count"], found["without_twins"]["accuracy"]) == (4, pytest.approx(3 / 4))
    assert set(found["without_twins"]) == PART


def test_voters_agree_by_their_share(faces_of: Faces) -> None:
    data = with_votes(faces_of(7, 7, 7), [3, 3, 3, None, 6, 9, 0])
    counts = data.votes
    assert counts is not None
    counts[7] = [0, 0, 0, 3, 1, 0, 0, 0, 6, 0]  # four of ten for our labels are too few
    counts[8] = [1, 0, 0, 4, 0, 0, 0, 5, 0, 0]  # five of ten are enough

    found = figures(data, "public", always(3, 7), 0.5)["voters"]

    # Of happy: 4/5, all, 3/10 (of the undecided), none twice; the one that is no face has no say.
    assert set(found) == {"count", "accuracy", "calibration", "coverage"}
    assert found["count"] == 5
    assert found["accuracy"] == pytest.approx((0.8 + 1 + 0.3) / 5)
    assert found["calibration"]["temperature"] == 0.5
    assert found["calibration"]["before"]["ece"] == pytest.approx(abs(found["accuracy"] - 0.4))
    assert found["coverage"]["accuracy"][-1] == pytest.approx(found["accuracy"])


def test_faces_without_votes_have_no_voters(faces_of: Faces) -> None:
    with pytest.raises(ValueError, match=r"needs FER\+ votes"):
        by_voters(faces_of(7, 0, 0), always(3, 7))
    without = with_votes(faces_of(0, 1, 0), [9])
    assert voters(without, always(3, 1), 1.0)["count"] == 0


def split(right: int, wrong: int) -> dict[str, Any]:
    """Return the figures of faces that are all angry, some taken for fear."""
    return part(np.zeros(right + wrong, np.int64), np.concatenate([always(0, right), always(2, wrong)]), 1.0)


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


def test_a_card_states_a_few_figures(faces_of: Faces) -> None:
    data = with_votes(faces_of(7, 7, 7), [3, 3, 3, None, 6, 9, 0])

    found = figures(data, "public", always(3, 7), 1.0)
    short = summary(found)

    stated = ["count", "accuracy", "balanced_accuracy", "macro_f1", "intervals", "ece"]
    assert list(short) == [*stated, "without_twins", "without_near_duplicates", "majority", "voters"]
    assert list(short["voters"]) == ["count", "accuracy", "ece"]
    assert list(short["without_twins"]) == stated
    assert short["majority"] == {key: found["majority"][key] for key in ("count", "accuracy", "macro_f1")}
    assert short["ece"] == found["calibration"]["after"]["ece"]


def test_a_card_leaves_out_what_an_older_evaluation_lacks() -> None:
    old = {key: value for key, value in split(2, 2).items() if key in VERSION_1}

    assert summary(old) == {key: old[key] for key in ("count", "accuracy", "balanced_accuracy", "macro_f1")}

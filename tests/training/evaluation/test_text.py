"""The tables that people read in a terminal, of new evaluations and of older ones."""

from typing import Any

import numpy as np

from tests.support.training.documents import DATA
from training.evaluation.document import evaluation
from training.evaluation.metrics import metrics
from training.evaluation.sets import part
from training.evaluation.text import describe

# Seven faces read rightly with 0.9, and the last wrongly with 0.5: calibration error (7 * 0.1 + 0.5) / 8,
# and (7 * 0.002 + 0.857) / 8 at temperature 0.5.
LABELS = np.array([0, 1, 2, 3, 4, 5, 6, 6])
RIGHT = np.where(np.eye(7)[[0, 1, 2, 3, 4, 5, 6, 0]] == 1, 0.9, 0.1 / 6)
RIGHT[7] = [0.5, *[0.5 / 6] * 6]


def split() -> dict[str, Any]:
    found = part(LABELS, RIGHT, 0.5)
    voters = {key: found[key] for key in ("calibration", "coverage")} | {"count": 8, "accuracy": 0.7}
    majority = {**part(LABELS[:6], RIGHT[:6], 1.0), "without_twins": found}
    return {**found, "without_twins": found, "without_near_duplicates": found, "majority": majority, "voters": voters}


def row(text: str, name: str) -> list[str]:
    """Return the cells of the first line that begins with a name."""
    (line, *_) = [line for line in text.splitlines() if line.strip().startswith(name)]
    return line.strip().removeprefix(name).split()


def test_each_set_of_faces_has_a_line_of_figures() -> None:
    text = describe(evaluation("network.tflite", "aa", DATA, {"public": split(), "private": split()}))

    columns = "accuracy 95 % balanced macro-F1 ROC area ECE before after surest 50 surest 80 surest 100"
    assert row(text, "accuracy") == columns.split()[1:]
    accuracy, interval, *others = row(text, "PublicTest: 8 faces")
    assert accuracy == "87.5"
    assert [float(bound) for bound in interval.split("-")] == [62.5, 100.0]
    assert others == ["92.9", "90.5", "100.0", "15.0", "10.9", "100.0", "100.0", "87.5"]
    assert row(text, "without near-duplicates: 8 faces")[0] == "87.5"
    assert row(text, "by FER+ majority: 6 faces")[0] == "100.0"
    by_voters = ["70.0", "-", "-", "-", "-", "15.0", "10.9", "100.0", "100.0", "87.5"]
    assert row(text, "by single voters: 8 faces") == by_voters
    assert row(text, "PrivateTest: 8 faces")[0] == "87.5"
    assert row(text, "Both together: 16 faces") == ["87.5", "-", "92.9", "90.5", "-", "-", "-", "-", "-", "-"]


def test_what_was_not_measured_comes_last() -> None:
    assert (
        "groups of people" in describe(evaluation("network.tflite", "aa", DATA, {"public": split()})).splitlines()[-1]
    )


def test_recall_stands_by_label() -> None:
    text = describe(evaluation("network.tflite", "aa", DATA, {"public": split()})).split("recall")[1]

    assert text.split("\n")[0].split() == ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"]
    assert row(text, "PublicTest: 8 faces") == ["100.0"] * 6 + ["50.0"]


def test_columns_stand_below_each_other() -> None:
    lines = describe(evaluation("network.tflite", "aa", DATA, {"public": split()})).splitlines()

    assert lines[2] == "Expecting an everyday crowd, as it learned:"
    assert len({len(line) for line in lines[3:10]}) == 1
    assert len({len(line) for line in lines[11:17]}) == 1
    assert lines[10] == ""
    assert lines[4].startswith("PublicTest: 8 faces ")
    assert max(map(len, lines)) <= 140


def test_robustness_has_a_line_for_each_condition() -> None:
    conditions = [
        {"name": "blur", "title": "Blur", "unit": "pixels", "levels": [0, 0.5, 2], "accuracy": [0.7, 0.65, 0.4]},
        {"name": "eyes", "title": "Eyes hidden", "unit": "share", "levels": [0, 1], "accuracy": [0.7, 0.6]},
    ]
    robustness = {"split": "public", "count": 8, "conditions": conditions}

    text = describe(evaluation("network.tflite", "aa", DATA, {"public": split()}, robustness=robustness))

    assert row(text, "Blur (pixels)") == ["0:", "70.0", "0.5:", "65.0", "2:", "40.0"]
    assert row(text, "Eyes hidden (share)") == ["0:", "70.0", "1:", "60.0"]


def test_other_collections_have_their_titles() -> None:
    others = {"ckplus": {"title": "CK+", "faces_left_out": 2, **part(LABELS, RIGHT, 1.0)}}

    assert row(describe(evaluation("a", "aa", DATA, {"public": split()}, others=others)), "CK+: 8 faces")[0] == "87.5"


def test_an_older_evaluation_is_described_as_far_as_it_goes() -> None:
    old = metrics(LABELS, RIGHT)

    text = describe(evaluation("network.tflite", "aa", DATA, {"public": {**old, "without_twins": old}}))

    assert row(text, "PublicTest: 8 faces") == ["87.5", "-", "92.9", "90.5", "-", "-", "-", "-", "-", "-"]
    assert row(text, "without twins: 8 faces")[0] == "87.5"

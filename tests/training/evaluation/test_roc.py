"""Curves and areas against cases worked out by hand; the area also against a count of pairs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.labels import LABELS
from training.evaluation.roc import curve, roc


def area(positive: list[bool], scores: list[float]) -> float:
    found = curve(np.array(positive), np.array(scores))
    assert found is not None
    return float(np.trapezoid(found[1], found[0]))


@pytest.mark.parametrize(
    ("positive", "scores", "points", "expected"),
    [
        ("++--", (0.9, 0.8, 0.2, 0.1), [(0, 0), (0, 0.5), (0, 1), (0.5, 1), (1, 1)], 1.0),
        ("++--", (0.1, 0.2, 0.8, 0.9), [(0, 0), (0.5, 0), (1, 0), (1, 0.5), (1, 1)], 0.0),
        ("++--", (0.9, 0.3, 0.8, 0.1), [(0, 0), (0, 0.5), (0.5, 0.5), (0.5, 1), (1, 1)], 0.75),
        ("+-+-", (0.5, 0.5, 0.5, 0.5), [(0, 0), (1, 1)], 0.5),
        ("+-+-", (0.9, 0.9, 0.2, 0.1), [(0, 0), (0.5, 0.5), (0.5, 1), (1, 1)], 0.625),
    ],
)
def test_curves_by_hand(
    positive: str, scores: tuple[float, ...], points: list[tuple[float, float]], expected: float
) -> None:
    chosen = [sign == "+" for sign in positive]
    found = curve(np.array(chosen), np.array(scores))

    assert found is not None
    assert list(zip(*found, strict=True)) == points
    assert area(chosen, list(scores)) == pytest.approx(expected)


@pytest.mark.parametrize("positive", [[], [True, True], [False]])
def test_faces_of_one_kind_alone_have_no_curve(positive: list[bool]) -> None:
    assert curve(np.array(positive, np.bool_), np.arange(len(positive)) / 10) is None


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([0.1, 0.2, 0.3, 0.4])), min_size=2, max_size=25))
def test_the_area_is_the_share_of_pairs_in_the_right_order(faces: list[tuple[bool, float]]) -> None:
    high = [score for positive, score in faces if positive]
    low = [score for positive, score in faces if not positive]
    if not high or not low:
        return
    pairs = [(one > other) + (one == other) / 2 for one in high for other in low]

    assert area([positive for positive, _ in faces], [score for _, score in faces]) == pytest.approx(np.mean(pairs))


# Angry 0.9, 0.3; fear 0.8, 0.1 for angry: the third case above. For fear the rest is 0.1, 0.7, 0.2, 0.9.
TRUE = np.array([0, 0, 2, 2])
PROBABILITIES = np.array(
    [[0.9, 0, 0.1, 0, 0, 0, 0], [0.3, 0, 0.7, 0, 0, 0, 0], [0.8, 0, 0.2, 0, 0, 0, 0], [0.1, 0, 0.9, 0, 0, 0, 0]]
)


def test_each_label_stands_against_all_others() -> None:
    found = roc(TRUE, PROBABILITIES)

    assert found["area"] == dict.fromkeys(LABELS) | {"angry": 0.75, "fear": 0.75}
    assert found["mean_area"] == 0.75
    assert [label for label, rates in found["true_positive_rate"].items() if rates] == ["angry", "fear"]


def test_the_grid_reads_the_curve_at_every_hundredth() -> None:
    found = roc(TRUE, PROBABILITIES)

    rates = found["true_positive_rate"]["angry"]
    assert found["false_positive_rate"] == [step / 100 for step in range(101)]
    assert rates == [0.5] * 50 + [1.0] * 51  # at a step of the curve its upper end counts


def test_no_face_is_an_ordinary_case() -> None:
    found = roc(np.empty(0, np.int64), np.empty((0, 7), np.float32))

    assert found["area"] == found["true_positive_rate"] == dict.fromkeys(LABELS)
    assert found["mean_area"] is None

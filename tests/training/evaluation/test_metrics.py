"""Every figure against a case worked out by hand."""

import numpy as np
import pytest

from emotion.labels import LABELS
from training.evaluation.metrics import accuracy, agreement, confusion, metrics, of_confusion

# Four angry faces read angry, angry, angry, happy; two happy ones read happy, sad; one sad one read happy.
TRUE = np.array([0, 0, 0, 0, 3, 3, 4])
ANSWERS = np.array([0, 0, 0, 3, 3, 4, 3])


def certain(answers: np.ndarray) -> np.ndarray:
    return np.eye(7, dtype=np.float32)[answers]


def test_figures_by_hand() -> None:
    found = metrics(TRUE, certain(ANSWERS))

    assert found["count"] == 7
    assert found["accuracy"] == pytest.approx(4 / 7)
    assert found["balanced_accuracy"] == pytest.approx((3 / 4 + 1 / 2 + 0) / 3)
    assert found["macro_f1"] == pytest.approx((6 / 7 + 2 / 5 + 0) / 3)
    assert found["per_class"]["angry"] == pytest.approx({"precision": 1, "recall": 3 / 4, "f1": 6 / 7, "support": 4})
    assert found["per_class"]["happy"] == pytest.approx({"precision": 1 / 3, "recall": 0.5, "f1": 0.4, "support": 2})
    assert found["per_class"]["sad"] == {"precision": 0, "recall": 0, "f1": 0, "support": 1}
    assert found["per_class"]["fear"] == {"precision": 0, "recall": 0, "f1": 0, "support": 0}
    assert list(found["per_class"]) == list(LABELS)


def test_rows_of_the_confusion_are_the_truth() -> None:
    counts = np.array(metrics(TRUE, certain(ANSWERS))["confusion"]["counts"])
    fractions = np.array(metrics(TRUE, certain(ANSWERS))["confusion"]["fractions"])

    assert {(row, column): int(counts[row, column]) for row, column in np.argwhere(counts)} == {
        (0, 0): 3,
        (0, 3): 1,
        (3, 3): 1,
        (3, 4): 1,
        (4, 3): 1,
    }
    np.testing.assert_allclose(fractions[0], [0.75, 0, 0, 0.25, 0, 0, 0])
    np.testing.assert_allclose(fractions.sum(axis=1), [1, 0, 0, 1, 1, 0, 0])
    np.testing.assert_array_equal(confusion(TRUE, ANSWERS), counts)


def test_an_answer_that_no_face_deserves_counts_in_macro_f1_alone() -> None:
    found = metrics(np.array([0, 0]), certain(np.array([0, 6])))

    assert found["balanced_accuracy"] == 0.5
    assert found["macro_f1"] == pytest.approx((2 / 3 + 0) / 2)


def test_no_face_is_an_ordinary_case() -> None:
    found = metrics(np.empty(0, np.int64), np.empty((0, 7), np.float32))

    assert (found["count"], found["accuracy"], found["balanced_accuracy"], found["macro_f1"]) == (0, 0, 0, 0)
    assert accuracy(np.empty(0, np.int64), np.empty((0, 7), np.float32)) == 0


@pytest.mark.parametrize(
    ("probabilities", "message"),
    [
        (np.zeros((2, 7)), r"expected labels \[n\] and probabilities \[n, 7\], found \[1\] and \[2, 7\]"),
        (np.zeros((1, 8)), r"found \[1\] and \[1, 8\]"),
        (np.full((1, 7), np.nan), "no finite numbers"),
    ],
)
def test_what_does_not_fit_is_refused(probabilities: np.ndarray, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        metrics(np.array([0]), probabilities)


def test_the_matrix_alone_gives_all_figures() -> None:
    assert of_confusion(confusion(TRUE, ANSWERS)) == metrics(TRUE, certain(ANSWERS))


def test_accuracy_is_that_of_the_metrics() -> None:
    assert accuracy(TRUE, certain(ANSWERS)) == metrics(TRUE, certain(ANSWERS))["accuracy"]


def test_a_label_agrees_or_does_not_and_voters_agree_by_their_share() -> None:
    answers = certain(np.array([3, 0, 3]))
    votes = np.zeros((3, 7), np.float32)
    votes[:, 3], votes[:, 0] = [0.75, 0.75, 0.0], [0.25, 0.25, 1.0]

    assert agreement(np.array([3, 3, 0]), answers).tolist() == [1, 0, 0]
    assert agreement(votes, answers).tolist() == [0.75, 0.25, 0]

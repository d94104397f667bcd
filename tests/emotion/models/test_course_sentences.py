"""How a training went, in sentences: computed, and silent where the history is."""

from collections.abc import Sequence

import pytest

from emotion.models import course_sentences
from emotion.models.history import Row


def rows(
    validation: Sequence[float | None], training: Sequence[float | None] | None = None, **more: Sequence[float]
) -> list[Row]:
    """Return a history of these accuracies and further columns, None for an empty cell."""
    training = training or validation
    columns = {"val_accuracy": validation, "accuracy": training, **more}
    return [
        {"epoch": str(place + 1)}
        | {name: "" if values[place] is None else str(values[place]) for name, values in columns.items()}
        for place in range(len(validation))
    ]


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([], ""),
        (rows([None, None]), ""),
        (rows([0.5]), "Accuracy on PublicTest was best at epoch 1 of 1 with 50.0 %."),
        (
            rows([0.3, 0.5, 0.6]),
            "Accuracy on PublicTest was best at epoch 3 of 3 with 60.0 %. It still rose when training ended.",
        ),
        (
            rows([0.3, 0.598, 0.6, 0.59], [0.3, 0.6, 0.7, 0.8]),
            "Accuracy on PublicTest was best at epoch 3 of 4 with 60.0 %. From epoch 2 on it gained half a point at "
            "most, while accuracy on the faces it learned from, changed as they were and by what it was told of them, "
            "rose from 60.0 % to 80.0 %.",
        ),
        (rows([0.3, 0.6, 0.5], [0.3, 0.6, 0.605]), "Accuracy on PublicTest was best at epoch 2 of 3 with 60.0 %."),
        (rows([0.3, 0.6, 0.5], [0.3, None, None]), "Accuracy on PublicTest was best at epoch 2 of 3 with 60.0 %."),
    ],
)
def test_when_the_accuracy_was_best_and_what_went_on_rising(history: list[Row], expected: str) -> None:
    assert course_sentences.accuracy(history) == expected


def test_a_training_that_goes_on_tells_how_far_it_is() -> None:
    told = course_sentences.accuracy(rows([0.3, 0.6, 0.5]), planned=50)

    assert told == "After 3 of 50 epochs accuracy on PublicTest has been best at epoch 2 with 60.0 %."
    assert course_sentences.accuracy(rows([0.3, 0.6, 0.5]), planned=3).startswith("Accuracy on PublicTest was best")


def test_whose_labels_judge_is_said_where_it_matters() -> None:
    assert course_sentences.accuracy(rows([0.6]), truth="by the original labels").startswith(
        "Accuracy on PublicTest, by the original labels, was best at epoch 1"
    )


@pytest.mark.parametrize(
    ("losses", "expected"),
    [
        ([1.5, 1.0, 1.01], "Loss on PublicTest was lowest at epoch 2 with 1.000."),
        ([1.5, 1.0, 1.25], "Loss on PublicTest was lowest at epoch 2 with 1.000, and rose to 1.250 until the end."),
    ],
)
def test_when_the_loss_was_lowest(losses: list[float], expected: str) -> None:
    assert course_sentences.loss(rows([0.1, 0.2, 0.3], val_loss=losses)) == expected


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        ([0.001, 0.001, 0.001], "The learning rate stayed at 0.001."),
        ([0.05, 0.1, 0.0], "The learning rate rose to 0.1 at epoch 2 and fell to 0 at the end."),
        ([0.04, 0.02, 0.01], "The learning rate began at 0.04 and fell to 0.01 at the end."),
        ([0.01, 0.02, 0.04], "The learning rate rose to 0.04 at epoch 3."),
    ],
)
def test_how_the_learning_rate_went(rates: list[float], expected: str) -> None:
    assert course_sentences.learning_rate(rows([0.1, 0.2, 0.3], learning_rate=rates)) == expected


def test_columns_that_are_missing_say_nothing() -> None:
    assert course_sentences.loss(rows([0.1])) == course_sentences.learning_rate(rows([0.1])) == ""


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        (rows([0.1, 0.2]), ""),
        (rows([None, None], [0.1, 0.2]), ""),
        (
            rows([0.1, None, 0.3], [None, None, 0.3]),
            "Not recorded, and marked with a cross: accuracy on PublicTest of 1 epoch and accuracy on training faces "
            "of 2 epochs.",
        ),
    ],
)
def test_gaps_are_told(history: list[Row], expected: str) -> None:
    assert course_sentences.missing(history) == expected

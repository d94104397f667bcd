"""The commonest confusions and the worst labels, read off the confusion matrix."""

import numpy as np

from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.errors import recalls_worst_first, worst_confusions
from emotion.models.evaluation import typed
from emotion.models.figures import Figures
from training.evaluation.metrics import of_confusion


def figures() -> Figures:
    counts = np.zeros((7, 7), np.int64)
    counts[0, 0], counts[0, 2], counts[0, 3] = 5, 3, 2
    counts[1, 1], counts[1, 0] = 1, 3
    counts[3, 3] = 8
    return typed(of_confusion(counts), Figures)


def test_the_commonest_come_first_and_of_equals_the_larger_share() -> None:
    found = worst_confusions(figures(), 9)

    assert [(one.true, one.taken_for, one.count, one.share) for one in found] == [
        (LABELS[1], LABELS[0], 3, 0.75),
        (LABELS[0], LABELS[2], 3, 0.3),
        (LABELS[0], LABELS[3], 2, 0.2),
    ]
    assert len(worst_confusions(figures(), 2)) == 2


def test_a_confusion_is_told_in_a_sentence() -> None:
    true, taken_for = DISPLAY_NAMES[LABELS[1]], DISPLAY_NAMES[LABELS[0]]

    sentence = worst_confusions(figures(), 1)[0].in_words

    assert sentence == f"75 % of the faces labelled {true} were taken for {taken_for} (3 faces)."


def test_labels_without_faces_have_no_recall() -> None:
    found = recalls_worst_first(figures())

    assert [(one.label, one.recall, one.support) for one in found] == [
        (LABELS[1], 0.25, 4),
        (LABELS[0], 0.5, 10),
        (LABELS[3], 1.0, 8),
    ]

"""Where a model is wrong: what it most often takes for what, and the labels that it finds worst."""

from dataclasses import dataclass

from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.figures import Figures
from emotion.wording import percent


@dataclass(frozen=True)
class ConfusedPair:
    """Faces of one label that were taken for another: how many, and their share of the true label's faces."""

    true: str
    taken_for: str
    count: int
    share: float

    @property
    def in_words(self) -> str:
        """One sentence of it."""
        true, taken_for = DISPLAY_NAMES[self.true], DISPLAY_NAMES[self.taken_for]
        return f"{percent(self.share)} of the faces labelled {true} were taken for {taken_for} ({self.count:,} faces)."


@dataclass(frozen=True)
class LabelRecall:
    """The share of one label's faces that were found, and how many faces it has."""

    label: str
    recall: float
    support: int


def worst_confusions(figures: Figures, count: int) -> list[ConfusedPair]:
    """Return the most frequent confusions, by number of faces, at most `count`; none that never happened."""
    rows = figures.confusion.counts
    pairs = [
        ConfusedPair(true, taken_for, rows[row][column], rows[row][column] / sum(rows[row]))
        for row, true in enumerate(LABELS)
        for column, taken_for in enumerate(LABELS)
        if row != column and rows[row][column]
    ]
    return sorted(pairs, key=lambda pair: (-pair.count, -pair.share))[: max(0, count)]


def recalls_worst_first(figures: Figures) -> list[LabelRecall]:
    """Return the recall of each label that has faces, the worst first."""
    scores = figures.per_class
    found = [LabelRecall(label, scores[label].recall, scores[label].support) for label in LABELS]
    return sorted((one for one in found if one.support), key=lambda one: one.recall)

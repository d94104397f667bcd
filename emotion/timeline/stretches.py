"""The stretches of a timeline in which one person's answer stays the same, for a strip of colours."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from emotion.labels import LABELS
from emotion.timeline.counted import seconds_counted
from emotion.timeline.table import Timeline

UNSURE: Final = "unsure"
COLUMNS: Final = 500  # of a strip, about as many as can be told apart on a screen


class Stretch(NamedTuple):
    """A time in which an answer stays the same.

    Attributes:
        start: seconds.
        end: likewise.
        answer: one of `LABELS`, or `UNSURE`.
    """

    start: float
    end: float
    answer: str


def stretches(timeline: Timeline, person: int, columns: int = COLUMNS) -> tuple[Stretch, ...]:
    """Return the stretches of a person in the order of time, none where they are away.

    Where there are more than `columns`, each column of the timeline's length gets the answer with most of its time.
    """
    times, records = timeline.of(person)
    lasting = seconds_counted(timeline)[records["result"]]
    answers = np.where(records["sure"], records["label"], len(LABELS))
    found = tuple(_together(zip(times.tolist(), (times + lasting).tolist(), answers.tolist(), strict=True)))
    if len(found) <= columns:
        return found
    width = max(timeline.seconds, float(times[-1])) / columns
    spent = np.zeros((columns, len(LABELS) + 1))
    np.add.at(spent, (np.minimum((times / width).astype(int), columns - 1), answers), lasting)
    seen = np.flatnonzero(spent.sum(axis=1) > 0).tolist()
    most = spent.argmax(axis=1).tolist()
    return tuple(_together((column * width, (column + 1) * width, most[column]) for column in seen))


def _together(parts: Iterator[tuple[float, float, int]]) -> Iterator[Stretch]:
    """Yield parts that follow each other with the same answer as one."""
    names = [*LABELS, UNSURE]
    start, end, answer = 0.0, 0.0, -1
    for begins, ends, own in parts:
        if own != answer or begins > end + 1e-6:
            if answer >= 0:
                yield Stretch(start, end, names[answer])
            start, answer = begins, own
        end = ends
    if answer >= 0:
        yield Stretch(start, end, names[answer])

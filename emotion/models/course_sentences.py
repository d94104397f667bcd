"""How a training went, in sentences computed from its history; empty where the history does not say."""

from collections.abc import Sequence
from typing import Final

from emotion.models.history import Row, best_epoch, epochs_of, numbers
from emotion.wording import counted, percent

CLOSE: Final = 0.005  # of accuracy: nearer to the best than that counts as having reached it
NOTABLE: Final = 0.01  # of accuracy: what training faces must gain more to be told
HIGHER: Final = 1.02  # times the lowest loss: what counts as having risen again

Rows = Sequence[Row]


def accuracy(rows: Rows, planned: int | None = None, truth: str = "") -> str:
    """Say when the accuracy was best, and whether training faces went on to gain where PublicTest did not.

    Args:
        rows: of the history.
        planned: epochs that the training is to have; None where it is over, or nobody knows.
        truth: what the accuracy is judged by, such as "by the original labels"; empty for what goes without saying.

    Raises:
        ValueError: a cell is neither empty nor a number.
    """
    best = best_epoch(rows)
    if best is None:
        return ""
    epochs = epochs_of(rows)
    judged = f", {truth}," if truth else ""
    if planned is not None and epochs[-1] < planned:
        done = f"After {epochs[-1]} of {planned} epochs accuracy on PublicTest{judged}"
        return f"{done} has been best at epoch {best[0]} with {percent(best[1], 1)}."
    told = f"Accuracy on PublicTest{judged} was best at epoch {best[0]} of {epochs[-1]} with {percent(best[1], 1)}."
    return " ".join(filter(None, (told, _gained(rows, epochs, best[1]))))


def _gained(rows: Rows, epochs: Sequence[int], best: float) -> str:
    """Say from when on training faces alone gained, or that PublicTest still rose; empty where neither is so."""
    validation, training = numbers(rows, "val_accuracy"), numbers(rows, "accuracy")
    place = next(place for place, value in enumerate(validation) if value is not None and value >= best - CLOSE)
    first, last = training[place], training[-1]
    if place == len(rows) - 1:
        return "It still rose when training ended." if len(rows) > 1 else ""
    if first is None or last is None or last - first < NOTABLE:
        return ""
    return (
        f"From epoch {epochs[place]} on it gained half a point at most, while accuracy on the faces it learned from, "
        f"changed as they were and by what it was told of them, rose from {percent(first, 1)} to {percent(last, 1)}."
    )


def loss(rows: Rows) -> str:
    """Say when the loss on PublicTest was lowest, and whether it rose again; errors as `accuracy`."""
    known = [
        (value, epoch)
        for value, epoch in zip(numbers(rows, "val_loss"), epochs_of(rows), strict=True)
        if value is not None
    ]
    if not known:
        return ""
    lowest, epoch = min(known)
    last = known[-1][0]
    then = f", and rose to {last:.3f} until the end" if last > HIGHER * lowest else ""
    return f"Loss on PublicTest was lowest at epoch {epoch} with {lowest:.3f}{then}."


def learning_rate(rows: Rows) -> str:
    """Say how the learning rate went; errors as `accuracy`."""
    rates = zip(numbers(rows, "learning_rate"), epochs_of(rows), strict=True)
    known = [(rate, epoch) for rate, epoch in rates if rate is not None]
    if not known:
        return ""
    highest, at = max(known, key=lambda item: item[0])
    first, last = known[0][0], known[-1][0]
    if all(rate == first for rate, _ in known):
        return f"The learning rate stayed at {first:g}."
    rose = f"rose to {highest:.3g} at epoch {at}" if highest > first else f"began at {first:.3g}"
    fell = f" and fell to {last:.2g} at the end" if last < highest else ""
    return f"The learning rate {rose}{fell}."


def missing(rows: Rows) -> str:
    """Say which epochs have an empty cell where others of the column have none; empty where none has."""
    epochs = epochs_of(rows)
    told = []
    for column, name in (("val_accuracy", "accuracy on PublicTest"), ("accuracy", "accuracy on training faces")):
        values = numbers(rows, column)
        gaps = [epoch for epoch, value in zip(epochs, values, strict=True) if value is None]
        if gaps and len(gaps) < len(rows):
            told.append(f"{name} of {counted(len(gaps), 'epoch')}")
    return f"Not recorded, and marked with a cross: {' and '.join(told)}." if told else ""

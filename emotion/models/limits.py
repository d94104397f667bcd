"""What a model is bad at, in sentences for people, as far as it was measured."""

from collections.abc import Iterator
from typing import Final

from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.card import Card
from emotion.models.evaluation import SPLIT_NAMES, Evaluation
from emotion.models.figures import Condition
from emotion.wording import percent

# Conditions of `evaluation.json` that happen to everybody, at a level that is hard but usual.
HARDER: Final = (
    ("size", 24, "faces only 24 pixels wide"),
    ("darkening", 0.3, "a third of the light"),
    ("rotation", 30, "heads tilted by 30 degrees"),
    ("mouth", 1, "the mouth hidden"),
)


def weak_points(card: Card, evaluation: Evaluation | None) -> list[str]:
    """Return sentences on what a model is bad at with its default expectation; none where that was not measured.

    One that learned from FER+'s voters is judged by their majority, where that was measured.
    """
    if evaluation is None:
        return []
    evaluation = evaluation.expecting(card.expectations[0])
    by_voters = card.calibrated_on == "voters"
    return [*_labels(evaluation, by_voters), *_harder_pictures(evaluation, by_voters)]


def _labels(evaluation: Evaluation, by_voters: bool) -> Iterator[str]:
    who = "that most voters call" if by_voters else "labelled"
    for split in ("private", "public"):
        whole = evaluation.splits.of(split)
        figures = whole.majority if whole and by_voters else whole
        if figures:
            recalls = {label: figures.per_class[label].recall for label in LABELS}
            best, worst = max(recalls, key=recalls.__getitem__), min(recalls, key=recalls.__getitem__)
            yield (
                f"On {SPLIT_NAMES[split]} it finds {100 * recalls[best]:.0f} of 100 faces {who} "
                f"{DISPLAY_NAMES[best]}, but only {100 * recalls[worst]:.0f} of 100 {who} {DISPLAY_NAMES[worst]}."
            )
            return


def _harder_pictures(evaluation: Evaluation, by_voters: bool) -> Iterator[str]:
    public, robustness = evaluation.splits.public, evaluation.robustness
    plain = public.majority if public and by_voters else public
    if plain is None or robustness is None:
        return
    by_name = {condition.name: condition for condition in robustness.conditions}
    parts = [
        f"{scores} with {words}"
        for name, level, words in HARDER
        if name in by_name and (scores := _at_level(by_name[name], level, by_voters)) is not None
    ]
    if parts:
        counted = "that most voters agree on " if by_voters else ""
        yield (
            f"Harder pictures cost accuracy. Of the faces of PublicTest {counted}it reads "
            f"{percent(plain.accuracy)} right as they are (mean recall {percent(plain.balanced_accuracy)}), "
            f"{', '.join(parts)}."
        )


def _at_level(condition: Condition, level: float, by_voters: bool) -> str | None:
    """Return accuracy and, where it was measured, mean recall at a level, for people."""
    by_majority = condition.majority_accuracy, condition.majority_balanced_accuracy
    scores = by_majority if by_voters else (condition.accuracy, condition.balanced_accuracy)
    accuracy, recall = (dict(zip(condition.levels, values or (), strict=bool(values))).get(level) for values in scores)
    if accuracy is None:
        return None
    return percent(accuracy) + (f" ({percent(recall)})" if recall is not None else "")

"""What a model is bad at, in sentences for people, as far as it was measured."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.facts import SPLIT_NAMES, at, number
from emotion.models.record import ModelRecord

# Conditions of `evaluation.json` that happen to everybody, at a level that is hard but usual.
HARDER: Final = (
    ("size", 24, "faces only 24 pixels wide"),
    ("darkening", 0.3, "a third of the light"),
    ("rotation", 30, "heads tilted by 30 degrees"),
    ("mouth", 1, "the mouth hidden"),
)


def weak_points(record: ModelRecord) -> list[str]:
    """Return sentences on what a model is bad at; none where that was not measured.

    One that learned from FER+'s voters is judged by their majority, where that was measured.
    """
    by_voters = record.card.calibrated_on == "voters"
    return [*_labels(record.evaluation, by_voters), *_harder_pictures(record.evaluation, by_voters)]


def _labels(evaluation: Mapping[str, Any], by_voters: bool) -> Iterator[str]:
    inside, who = (("majority",), "that most voters call") if by_voters else ((), "labelled")
    for split in ("private", "public"):
        recalls = {
            label: recall
            for label in LABELS
            if (recall := number(evaluation, "splits", split, *inside, "per_class", label, "recall")) is not None
        }
        if len(recalls) > 1:
            best, worst = max(recalls, key=recalls.__getitem__), min(recalls, key=recalls.__getitem__)
            yield (
                f"On {SPLIT_NAMES[split]} it finds {100 * recalls[best]:.0f} of 100 faces {who} "
                f"{DISPLAY_NAMES[best]}, but only {100 * recalls[worst]:.0f} of 100 {who} {DISPLAY_NAMES[worst]}."
            )
            return


def _harder_pictures(evaluation: Mapping[str, Any], by_voters: bool) -> Iterator[str]:
    conditions = at(evaluation, "robustness", "conditions")
    if not isinstance(conditions, list):
        return
    by_name = {condition.get("name"): condition for condition in conditions if isinstance(condition, Mapping)}
    inside, key = (("majority",), "majority_accuracy") if by_voters else ((), "accuracy")
    plain = number(evaluation, "splits", "public", *inside, "accuracy")
    parts = [
        f"{100 * accuracy:.0f} % with {words}"
        for name, level, words in HARDER
        if (accuracy := _level(by_name.get(name), level, key)) is not None
    ]
    if plain is not None and parts:
        counted = "that most voters agree on " if by_voters else ""
        yield (
            f"Harder pictures cost accuracy. Of the faces of PublicTest {counted}it reads "
            f"{100 * plain:.0f} % right as they are, {', '.join(parts)}."
        )


def _level(condition: Mapping[str, Any] | None, level: float, key: str) -> float | None:
    levels, accuracies = at(condition, "levels"), at(condition, key)
    if not isinstance(levels, list) or not isinstance(accuracies, list) or level not in levels:
        return None
    place = levels.index(level)
    return number({"at": accuracies[place]}, "at") if place < len(accuracies) else None

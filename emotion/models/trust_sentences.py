"""How far a model's confidence and its answers can be trusted, in sentences computed from its figures.

Each is empty where the figures in question were not measured.
"""

from typing import Final

from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.evaluation import Evaluation
from emotion.models.figures import AnyFigures, Condition, Figures, Reliability
from emotion.models.slicing import Slicing
from emotion.models.thresholds import at_threshold as measured_at
from emotion.wording import percent

SAID: Final = 0.8  # the confidence that the sentence on calibration takes for its example
HALF: Final = 0.5  # of the faces, likewise for coverage
NOTABLE: Final = 0.01  # of confidence: what it must be off on average to be called too sure or too modest


def calibration(figures: AnyFigures | None, voters: bool = False) -> str:
    """Say how often answers of a high confidence are right, and how far off confidence is in general."""
    if figures is None or figures.calibration is None:
        return ""
    after = figures.calibration.after
    told = []
    for part in after.bins:
        if part.low <= SAID < part.high and part.confidence is not None and part.accuracy is not None:
            said, faces = percent(part.confidence), f"{part.count:,} faces"
            told.append(
                f"When it says about {said}, {percent(part.accuracy)} of the voters agree ({faces})."
                if voters
                else f"When it says about {said}, it is right in {percent(part.accuracy)} of cases ({faces})."
            )
    told.append(f"On average the two lie {100 * after.ece:.1f} points apart{_direction(after)}.")
    return " ".join(told)


def _direction(reliability: Reliability) -> str:
    known = [(part, part.confidence, part.accuracy) for part in reliability.bins if part.count]
    total = sum(part.count for part, _, _ in known)
    over = sum(
        part.count * (confidence - right)
        for part, confidence, right in known
        if confidence is not None and right is not None
    )
    if not total or abs(over) < NOTABLE * total:
        return ""
    return "; it is too sure of itself" if over > 0 else "; it is too modest"


def roc(figures: AnyFigures | None) -> str:
    """Say which label is told from all others best and worst."""
    found = figures.roc if isinstance(figures, Figures) else None
    areas = {label: area for label in LABELS if found and (area := found.area[label]) is not None}
    if len(areas) < 2:
        return ""
    best, worst = max(areas, key=areas.__getitem__), min(areas, key=areas.__getitem__)
    return (
        f"{DISPLAY_NAMES[best]} is told from all others best, with an area of {areas[best]:.3f}; "
        f"{DISPLAY_NAMES[worst].lower()} worst, with {areas[worst]:.3f}. Guessing has 0.5."
    )


def coverage(figures: AnyFigures | None, voters: bool = False) -> str:
    """Say what answering only the surest half of the faces is worth."""
    found = figures.coverage if figures else None
    half = next((place for place, share in enumerate(found.share) if share >= HALF), None) if found else None
    if found is None or half is None:
        return ""
    kept, whole = percent(found.accuracy[half]), percent(found.accuracy[-1])
    judged = "voters agree with" if voters else "it is right with"
    return f"Of the surest {percent(found.share[half])} of its answers {judged} {kept}; of all of them with {whole}."


def at_threshold(figures: AnyFigures | None, threshold: float, voters: bool = False) -> str:
    """Say how many faces are answered from a confidence on, and how often the answer is right."""
    left = measured_at(figures, threshold) if figures else None
    if left is None:
        return ""
    if left.accuracy is None:
        return f"From {percent(left.threshold)} on it answers none of the faces."
    judged = "of the voters agree with these answers" if voters else "of these answers are right"
    return (
        f"From {percent(left.threshold)} on it answers {percent(left.share)} of the faces ({left.faces:,}); "
        f"{percent(left.accuracy, 1)} {judged}."
    )


def condition(found: Condition, by_majority: bool, measure: str = "accuracy") -> str:
    """Say what the hardest level of a condition costs, by the majority of FER+'s votes where that was measured."""
    values = (getattr(found, f"majority_{measure}") if by_majority else None) or getattr(found, measure)
    if not values or len(values) < 2:
        return ""
    return f"{percent(values[0])} as they are, {percent(values[-1])} at the hardest."


def robustness(evaluation: Evaluation | None, by_majority: bool) -> str:
    """Say which condition costs most at its hardest, and which least."""
    conditions = evaluation.robustness.conditions if evaluation and evaluation.robustness else ()
    ends = []
    for item in conditions:
        values = (item.majority_accuracy if by_majority else None) or item.accuracy
        if len(values) > 1:
            ends.append((values[-1], values[0], (item.title or item.name).lower()))
    if len(ends) < 2:
        return ""
    worst, best = min(ends), max(ends)
    return (
        f"At the hardest level “{worst[2]}” costs most: {percent(worst[1])} of the faces as they are, "
        f"{percent(worst[0])} then. “{best[2][:1].upper()}{best[2][1:]}” costs least: {percent(best[0])} are left."
    )


def groups(slicing: Slicing | None) -> str:
    """Say which group of faces is read best and which worst, and whether their intervals overlap."""
    known = [group for group in slicing.groups if group.count and not group.few] if slicing else []
    if len(known) < 2:
        return ""
    best, worst = max(known, key=lambda group: group.accuracy), min(known, key=lambda group: group.accuracy)
    apart = best.accuracy_interval[0] > worst.accuracy_interval[1]
    firm = "" if apart else " Their intervals overlap, so chance may have made the difference."
    return (
        f"Read best: {best.title.lower()}, {percent(best.accuracy)}; worst: {worst.title.lower()}, "
        f"{percent(worst.accuracy)}.{firm}"
    )

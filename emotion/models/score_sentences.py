"""What a model reads right and what it confuses, in sentences computed from its figures; empty where none are known."""

from typing import Final

from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.errors import recalls_worst_first, worst_confusions
from emotion.models.figures import Figures, SplitFigures
from emotion.models.paired import PairedComparison
from emotion.wording import counted, percent

DECIDED: Final = 0.05  # of McNemar's test: below that probability one model counts as better
RARE: Final = 0.001
ENOUGH: Final = 30  # faces of a label, below which what is said of them is rough


def scores(public: SplitFigures | None, voters: bool) -> str:
    """Say how many faces of PublicTest are read right, and how many of new photographs.

    Args:
        public: figures of PublicTest.
        voters: whether the model is for what voters see, so that the majority of FER+'s votes comes first.
    """
    if public is None:
        return ""
    majority = public.majority if voters else None
    told = [_right(majority or public, "that most of FER+'s voters agree on" if majority else "of PublicTest")]
    if majority:
        told.append(labels_are_lower(public))
    elif public.without_near_duplicates:
        new = public.without_near_duplicates
        less = 100 * (public.accuracy - new.accuracy)
        told.append(
            f"On those without a near-duplicate elsewhere it is {percent(new.accuracy, 1)}, "
            f"{abs(less):.1f} points {'less' if less >= 0 else 'more'}."
        )
    return " ".join(filter(None, told))


def _right(figures: Figures, which: str) -> str:
    bounds = figures.interval("accuracy")
    between = f" (95 % interval {100 * bounds[0]:.1f} to {100 * bounds[1]:.1f})" if bounds else ""
    return f"Of the {figures.count:,} faces {which} it reads {percent(figures.accuracy, 1)} right{between}."


def labels_are_lower(public: SplitFigures | None) -> str:
    """Say why a model of votes is worth less by the original labels; empty where it is not, or that is not known."""
    if public is None or public.majority is None or public.accuracy >= public.majority.accuracy:
        return ""
    return (
        f"By the original labels it is {percent(public.accuracy, 1)} of all {public.count:,}: it learned what people "
        "see in a face, and they often choose another word than the original label."
    )


def recalls(figures: Figures | None) -> str:
    """List how many faces of each label are found, the worst first."""
    found = recalls_worst_first(figures) if figures else []
    if not found:
        return ""
    listed = ", ".join(f"{_name(one.label)} {percent(one.recall)}" for one in found)
    few = [f"{DISPLAY_NAMES[one.label]} with {counted(one.support, 'face')}" for one in found if one.support < ENOUGH]
    rough = f" {' and '.join(few)} {'is' if len(few) == 1 else 'are'} rough." if few else ""
    return f"Of each label it finds, the worst first: {listed}.{rough}"


def confusions(figures: Figures | None, most: int = 3) -> list[str]:
    """Say which label is taken for which most, by number of faces; none where nothing is confused."""
    told = []
    for place, pair in enumerate(worst_confusions(figures, most) if figures else ()):
        what = f"{_name(pair.true)} for {_name(pair.taken_for)}"
        support = sum(figures.confusion.counts[LABELS.index(pair.true)]) if figures else 0
        how_many = f"{pair.count:,} of {support:,} faces, {percent(pair.share)}"
        told.append(f"It takes {what} most: {how_many}." if not place else f"Then {what}: {how_many}.")
    return told


def _name(label: str) -> str:
    return DISPLAY_NAMES[label].lower()


def compared(first: str, second: str, found: PairedComparison) -> str:
    """Say which of two models reads more of the same faces right, and how likely chance alone is to do that.

    Titles stand in quotes, since they may have commas.

    Args:
        first, second: their titles.
        found: of the two, in that order.
    """
    first, second = f'"{first}"', f'"{second}"'
    sign = 1 if found.accuracy.value >= 0 else -1
    better, worse = (first, second)[::sign]
    points, low, high = (100 * sign * end for end in (found.accuracy.value, found.accuracy.low, found.accuracy.high))
    same = f"On the same {found.count:,} faces"
    alone = f"{found.first_right:,} faces are read right by {first} alone, {found.second_right:,} by {second} alone"
    if found.p_value >= DECIDED:
        return f"{same} neither is shown to be better: {alone} (McNemar's exact test, p = {found.p_value:.2f})."
    likely = f"less than {RARE:g}" if found.p_value < RARE else f"{found.p_value:.3f}"
    return (
        f"{same} {better} is more accurate than {worse} by {points:.1f} points (95 % interval {min(low, high):.1f} to "
        f"{max(low, high):.1f}): {alone}. Were both as good, the probability of so uneven a count would be {likely} "
        "(McNemar's exact test)."
    )

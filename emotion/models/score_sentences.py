"""What a model reads right and what it confuses, in sentences computed from its figures; empty where none are known."""

from collections.abc import Sequence
from typing import Final

from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.figures import Figures, SplitFigures
from emotion.wording import percent

ENOUGH: Final = 30  # faces of a label, without which a share of them is too rough to be called the worst
NAMES: Final = tuple(DISPLAY_NAMES[label].lower() for label in LABELS)


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
    if figures is None:
        return ""
    known = [(figures.per_class[label].recall, label) for label in LABELS if figures.per_class[label].support]
    if not known:
        return ""
    listed = ", ".join(f"{DISPLAY_NAMES[label].lower()} {percent(recall)}" for recall, label in sorted(known))
    few = [label for _, label in known if figures.per_class[label].support < ENOUGH]
    counts = " and ".join(f"{DISPLAY_NAMES[label]} with {figures.per_class[label].support} faces" for label in few)
    rough = f" {counts} {'is' if len(few) == 1 else 'are'} rough." if few else ""
    return f"Of each label it finds, the worst first: {listed}.{rough}"


def confusions(figures: Figures | None, most: int = 3) -> list[str]:
    """Say which label is taken for which most, by share of the label's faces; none where nothing is confused."""
    if figures is None:
        return []
    pairs = _pairs(figures.confusion.counts)
    told = []
    for place, (true, answer, count, support) in enumerate(pairs[:most]):
        what = f"{NAMES[true]} for {NAMES[answer]}"
        how_many = f"{count:,} of {support:,} faces, {percent(count / support)}"
        told.append(f"It takes {what} most: {how_many}." if not place else f"Then {what}: {how_many}.")
    return told


def _pairs(rows: Sequence[Sequence[int]]) -> list[tuple[int, int, int, int]]:
    """Return true label, answer, faces and faces of the label, the largest share of a label first.

    Labels of few faces come in only where no other is confused.
    """
    pairs = [
        (true, answer, row[answer], sum(row))
        for true, row in enumerate(rows)
        for answer in range(len(LABELS))
        if answer != true and row[answer]
    ]
    firm = [pair for pair in pairs if pair[3] >= ENOUGH]
    return sorted(firm or pairs, key=lambda pair: (-pair[2] / pair[3], -pair[2], pair[:2]))

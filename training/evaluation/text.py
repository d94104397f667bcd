"""An evaluation for people, as lines of text."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from emotion.classification.calibration import Expectation
from emotion.labels import LABELS
from emotion.models.evaluation import Evaluation, sets_of
from emotion.models.figures import AnyFigures, Figures, MajorityFigures, Robustness
from emotion.models.slicing import FEW, Slicing
from emotion.models.strict import Interval

COVERED: Final = (0.5, 0.8, 1.0)  # shares of the faces for which the accuracy is shown
HEADINGS: Final = (
    *("accuracy", "95 %", "balanced", "macro-F1", "ROC area", "ECE before", "after"),
    *(f"surest {100 * share:.0f}" for share in COVERED),
)
MISSING: Final = "-"


def describe(evaluation: Evaluation) -> str:
    """Return an evaluation as a few tables; figures that it lacks show as a hyphen.

    A line for each set of faces: accuracy with its interval, balanced accuracy, macro-F1, mean ROC area, calibration
    error before and after the temperature, accuracy of the surest 50, 80 and 100 % of the faces. Then recall by label,
    and a line for each robustness condition. All of it once more where any expression is expected alike.
    """
    lines = [f"{evaluation.evaluated.file}: all figures in %", ""]
    if evaluation.alike is None:
        lines += [f"Expecting {Expectation.CROWD.in_words}, as it learned:", *_tables(evaluation)]
    else:
        for expectation in Expectation:
            strength = f", strength {evaluation.alike.strength:g}" if expectation is Expectation.ALIKE else ""
            lines += [f"Expecting {expectation.in_words}{strength}:", *_tables(evaluation.expecting(expectation)), ""]
        lines.pop()
    lines += ["", *evaluation.not_measured] if evaluation.not_measured else []
    return "\n".join(lines)


def _tables(evaluation: Evaluation) -> list[str]:
    parts = [(f"{name}: {part.count:,} faces", part) for name, part in _parts(evaluation)]
    lines = _table([("", *HEADINGS), *((name, *_figures(part)) for name, part in parts)])
    recalls = [
        (name, *(_percent(part.per_class[label].recall) for label in LABELS))
        for name, part in parts
        if isinstance(part, Figures)
    ]
    lines += ["", *_table([("recall", *LABELS), *recalls])]
    if evaluation.robustness:
        lines += ["", *_robustness(evaluation.robustness)]
    for slicing in evaluation.splits.public.groups if evaluation.splits.public else ():
        lines += ["", *_groups(slicing)]
    return lines


def _parts(evaluation: Evaluation) -> Iterator[tuple[str, AnyFigures]]:
    """Yield the sets of faces with their names, those within a split below it."""
    for name, within, part in sets_of(evaluation):
        yield f"  {within}" if within else name, part
        if isinstance(part, MajorityFigures) and part.without_twins:
            yield "  and without twins", part.without_twins


def _figures(part: AnyFigures) -> tuple[str, ...]:
    scores = part if isinstance(part, Figures) else None
    interval = scores.interval("accuracy") if scores else None
    calibration, coverage = part.calibration, part.coverage
    covered = zip(coverage.share, coverage.accuracy, strict=True) if coverage else ()
    by_share = {round(share, 2): value for share, value in covered}
    return (
        _percent(part.accuracy),
        _between(interval),
        _percent(scores.balanced_accuracy if scores else None),
        _percent(scores.macro_f1 if scores else None),
        _percent(scores.roc.mean_area if scores and scores.roc else None),
        _percent(calibration.before.ece if calibration else None),
        _percent(calibration.after.ece if calibration else None),
        *(_percent(by_share.get(share)) for share in COVERED),
    )


def _robustness(robustness: Robustness) -> list[str]:
    """Return the accuracy at each level, by the original labels, and the mean recall where it was measured."""
    rows = []
    for condition in robustness.conditions:
        recalls = condition.balanced_accuracy or (None,) * len(condition.levels)
        levels = zip(condition.levels, condition.accuracy, recalls, strict=True)
        cells = (f"{_level(level)}: {_percent(value)}{_beside(recall)}" for level, value, recall in levels)
        rows.append((f"{condition.title} ({condition.unit})", *cells))
    return [f"accuracy/mean recall on {robustness.count:,} faces of PublicTest made harder to read", *_table(rows)]


def _groups(slicing: Slicing) -> list[str]:
    """Return a line for each group of own faces, with a note on those that are too small to tell much."""
    rows = [
        (
            f"{group.title}: {group.count:,} faces{'*' if group.few else ''}",
            *(_percent(group.accuracy if group.count else None), _between(group.accuracy_interval)),
            *(_percent(group.balanced_accuracy if group.count else None), _between(group.balanced_accuracy_interval)),
            *(_percent(group.found), _between(group.found_interval), f"{group.pictures or 0:,}"),
        )
        for group in slicing.groups
    ]
    note = [f"* fewer than {FEW} faces: too few to tell much"] if any(group.few for group in slicing.groups) else []
    headings = (slicing.title, "accuracy", "95 %", "balanced", "95 %", "found", "95 %", "pictures")
    return [*_table([headings, *rows]), *note]


def _between(interval: Interval | None) -> str:
    return f"{_percent(interval[0])}-{_percent(interval[1])}" if interval else MISSING


def _beside(recall: float | None) -> str:
    return "" if recall is None else f"/{_percent(recall)}"


def _level(level: float | str | None) -> str:
    return f"{level:g}" if isinstance(level, int | float) else str(level)


def _percent(share: float | None) -> str:
    return MISSING if share is None else f"{100 * share:.1f}"


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines: the first column to the left, the others to the right; short rows end sooner."""
    first, *others = (max(map(len, column)) for column in zip_longest(*rows, fillvalue=""))
    return ["  ".join([row[0].ljust(first), *map(str.rjust, row[1:], others)]).rstrip() for row in rows]

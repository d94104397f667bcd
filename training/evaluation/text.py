"""An evaluation for people, as lines of text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from emotion.labels import LABELS
from training.data.faceset import OFFICIAL_NAMES

Part = Mapping[str, Any]

COVERED: Final = (0.5, 0.8, 1.0)  # shares of the faces for which the accuracy is shown
HEADINGS: Final = (
    *("accuracy", "95 %", "balanced", "macro-F1", "ROC area", "ECE before", "after"),
    *(f"surest {100 * share:.0f}" for share in COVERED),
)
MISSING: Final = "-"


def describe(document: Mapping[str, Any]) -> str:
    """Return an `evaluation.json` as a few tables; figures that it lacks show as a hyphen.

    A line for each set of faces: accuracy with its interval, balanced accuracy, macro-F1, mean ROC area, calibration
    error before and after the temperature, accuracy of the surest 50, 80 and 100 % of the faces. Then recall by label,
    and a line for each robustness condition.
    """
    parts = [*_parts(document)]
    lines = [f"{document['evaluated']['file']}: all figures in %", ""]
    lines += _table([("", *HEADINGS), *((name, *_figures(part)) for name, part in parts)])
    recalls = [
        (name, *(_percent(part["per_class"][label]["recall"]) for label in LABELS))
        for name, part in parts
        if "per_class" in part
    ]
    lines += ["", *_table([("recall", *LABELS), *recalls])]
    if "robustness" in document:
        lines += ["", *_robustness(document["robustness"])]
    lines += ["", *document["not_measured"]] if document.get("not_measured") else []
    return "\n".join(lines)


def _parts(document: Mapping[str, Any]) -> Iterator[tuple[str, Part]]:
    """Yield a name for people and the figures of each set of faces, the most important first."""
    for split, whole in document["splits"].items():
        yield _named(OFFICIAL_NAMES.get(split, "Both"), whole)
        if "without_twins" in whole:
            yield _named("  without twins", whole["without_twins"])
        if "without_near_duplicates" in whole:
            yield _named("  without near-duplicates", whole["without_near_duplicates"])
        if "majority" in whole:
            yield _named("  by the majority", whole["majority"])
            yield _named("  and without twins", whole["majority"]["without_twins"])
        if "voters" in whole:
            yield _named("  by single voters", whole["voters"])
    for name, part in document.get("others", {}).items():
        yield _named(part.get("title", name), part)


def _named(name: str, part: Part) -> tuple[str, Part]:
    return f"{name}: {part['count']:,} faces", part


def _figures(part: Part) -> tuple[str, ...]:
    low, high = part.get("intervals", {}).get("accuracy", (None, None))
    errors = part.get("calibration", {})
    covered = part.get("coverage", {"share": (), "accuracy": ()})
    by_share = {round(share, 2): value for share, value in zip(covered["share"], covered["accuracy"], strict=True)}
    return (
        _percent(part["accuracy"]),
        MISSING if low is None else f"{_percent(low)}-{_percent(high)}",
        _percent(part.get("balanced_accuracy")),
        _percent(part.get("macro_f1")),
        _percent(part.get("roc", {}).get("mean_area")),
        *(_percent(errors.get(when, {}).get("ece")) for when in ("before", "after")),
        *(_percent(by_share.get(share)) for share in COVERED),
    )


def _robustness(robustness: Mapping[str, Any]) -> list[str]:
    """Return the accuracy at each level, by the original labels; rows of unequal length."""
    rows = []
    for condition in robustness["conditions"]:
        levels = zip(condition["levels"], condition["accuracy"], strict=True)
        rows.append(
            (
                f"{condition['title']} ({condition['unit']})",
                *(f"{level:g}: {_percent(value)}" for level, value in levels),
            )
        )
    longest = max(map(len, rows), default=0)
    padded = [(*row, *[""] * (longest - len(row))) for row in rows]
    return [f"accuracy on {robustness['count']:,} faces of PublicTest made harder to read", *_table(padded)]


def _percent(share: float | None) -> str:
    return MISSING if share is None else f"{100 * share:.1f}"


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows of equal length as lines: the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            [row[0].ljust(widths[0]), *(text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True))]
        ).rstrip()
        for row in rows
    ]

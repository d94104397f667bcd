"""The parts of a timeline as rows of a table: one figure a row, with its interval, as statistics programs like it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from emotion.models.identity import ModelIdentity
from emotion.timeline.conditions import AFTER, BEFORE, CONFIDENCE, Estimate, Part
from emotion.timeline.notes import Notes

# A public promise, as the columns of a timeline. Only append.
PART_COLUMNS: Final = (
    *("person", "name", "part", "of", "count", "seconds", "usable"),
    *("measure", "label", "value", "low", "high"),
    *("model", "model_version", "expects"),
)
PART_UNITS: Final[Mapping[str, str]] = {
    "person": "the number; empty for all persons together",
    "part": "whole, condition (its spans), or marker (the seconds after the markers of one name)",
    "of": "name of the condition or marker",
    "count": "spans or markers of that name",
    "seconds": "in view in this part",
    "usable": "share of these seconds in which the face has no issue, 0 to 1",
    "measure": "share: of the seconds, by sure answer, 0 to 1; mean: probability, 0 to 1; change: mean probability in "
    f"the {AFTER:g} s after the markers less that in the {BEFORE:g} s before, -1 to 1",
    "low, high": f"{CONFIDENCE} % interval over blocks of 2 s (or markers) of this recording; empty where there are "
    "fewer than five",
}
DIGITS: Final = 4


def part_rows(parts: Sequence[Part], model: ModelIdentity, notes: Notes) -> Iterator[dict[str, object]]:
    """Yield one row of `PART_COLUMNS` for each figure of each part."""
    by_model = {"model": model.name, "model_version": model.version, "expects": model.expects}
    for part in parts:
        front = {
            "person": part.person,
            "name": "everybody" if part.person is None else notes.name(part.person),
            "part": part.kind,
            "of": part.name or None,
            "count": part.count,
            "seconds": round(part.seconds, 3),
            "usable": round(part.usable, DIGITS),
        }
        measures = {"share": part.shares, "mean": part.means, "change": part.changes}
        for measure, estimates in measures.items():
            for label, estimate in estimates.items():
                yield {**front, "measure": measure, "label": label, **_cells(estimate), **by_model}


def _cells(estimate: Estimate) -> dict[str, object]:
    values = {"value": estimate.value, "low": estimate.low, "high": estimate.high}
    return {name: None if value is None else round(value, DIGITS) for name, value in values.items()}

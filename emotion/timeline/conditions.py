"""What faces looked like in each condition and around each marker: of one person or of all, with intervals.

Frames that follow each other are alike, so an interval is not made of single frames but of blocks of two seconds, drawn
anew a thousand times (the block bootstrap: Carlstein 1986, Kuensch 1989). It says how far a figure hangs on which
seconds were recorded, and nothing about other people or another day.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS
from emotion.timeline.counted import ALL, around, seconds_counted
from emotion.timeline.notes import Marker, Notes, Span
from emotion.timeline.table import Timeline
from emotion.wording import percent

BLOCK: Final = 2.0  # seconds; smoothing and a face's own pace make nearer results alike
FEWEST: Final = 5  # blocks, or markers, of which an interval is made at least
DRAWS: Final = 1000
CONFIDENCE: Final = 95  # per cent of the draws that an interval holds
BEFORE: Final = 1.0  # seconds before a marker that are compared with those after it
AFTER: Final = 3.0  # seconds after a marker that belong to it
UNSURE: Final = "unsure"

Kind = Literal["whole", "condition", "marker"]
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A figure with the interval that `CONFIDENCE` per cent of the draws lie in; None where there is too little."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Part:
    """What one person's face, or all faces, looked like in a part of the time.

    Attributes:
        person: the number; None for all together.
        kind: the whole time, a condition's spans, or the seconds after the markers of one name.
        name: of the condition or marker; empty for the whole.
        count: how many spans or markers there are of that name; 1 for the whole.
        seconds: in view.
        usable: share of these in which the face has no issue, 0 to 1.
        shares: of the seconds by sure answer, 0 to 1, of each label and `UNSURE`; together 1.
        means: mean probabilities by label, 0 to 1.
        changes: of a marker: mean probability in the `AFTER` seconds after less that in the `BEFORE` seconds before it,
            -1 to 1, by label, over all markers of that name with the face in view on both sides; else empty.
    """

    person: int | None
    kind: Kind
    name: str
    count: int
    seconds: float
    usable: float
    shares: Mapping[str, Estimate]
    means: Mapping[str, Estimate]
    changes: Mapping[str, Estimate] = field(default_factory=lambda: MappingProxyType({}))


def share_in_words(estimate: Estimate) -> str:
    """Return a share in per cent, with its interval where that says something: 40 % (31 to 52)."""
    if estimate.low is None or estimate.high is None or estimate.low == estimate.high:
        return percent(estimate.value)
    return f"{percent(estimate.value)} ({100 * estimate.low:.0f} to {100 * estimate.high:.0f})"


def parts_of(timeline: Timeline, notes: Notes) -> tuple[Part, ...]:
    """Return what is to be told of a timeline: of all persons together, then of each, the whole and each part of it.

    Spans that are left out count nowhere. A part in which nobody is in view is left out; of one person alone, all
    together would say the same again and is left out, too.

    Args:
        timeline: whose persons are already joined, see `emotion.timeline.people`.
        notes: whose markers and spans say what the parts are.
    """
    persons: list[int | None] = [*([None] if len(timeline.persons) > 1 else []), *timeline.persons]
    found = (_part(timeline, notes, person, *part) for person in persons for part in _kinds(notes))
    return tuple(part for part in found if part is not None)


def _kinds(notes: Notes) -> Iterator[tuple[Kind, str, tuple[Span, ...], tuple[Marker, ...]]]:
    yield "whole", "", ALL, ()
    for condition in notes.conditions:
        yield "condition", condition, tuple(span for span in notes.spans if span.condition == condition), ()
    for name in dict.fromkeys(marker.name for marker in notes.markers):
        markers = tuple(marker for marker in notes.markers if marker.name == name)
        yield "marker", name, tuple(Span(marker.at, marker.at + AFTER) for marker in markers), markers


def _part(
    timeline: Timeline,
    notes: Notes,
    person: int | None,
    kind: Kind,
    name: str,
    spans: tuple[Span, ...],
    markers: tuple[Marker, ...],
) -> Part | None:
    records = timeline.faces if person is None else timeline.of(person)[1]
    weights = seconds_counted(timeline, notes.left_out, spans)[records["result"]]
    if not weights.sum() > 0:
        return None
    counted = weights > 0
    records, weights = records[counted], weights[counted]
    probabilities, sure = records["probabilities"].astype(np.float64), records["sure"]
    answers = np.where(sure, records["label"], len(LABELS))
    values = np.hstack([np.eye(len(LABELS) + 1)[answers], probabilities])
    blocks = (timeline.results["at"][records["result"]] // BLOCK).astype(np.int64)
    estimates = _estimates(values, weights, blocks)
    return Part(
        person=person,
        kind=kind,
        name=name,
        count=len(spans),
        seconds=float(weights.sum()),
        usable=float(weights[records["issues"] == 0].sum() / weights.sum()),
        shares=MappingProxyType(dict(zip((*LABELS, UNSURE), estimates, strict=False))),
        means=MappingProxyType(dict(zip(LABELS, estimates[len(LABELS) + 1 :], strict=True))),
        changes=_changes(timeline, notes, person, markers),
    )


def _changes(timeline: Timeline, notes: Notes, person: int | None, markers: Sequence[Marker]) -> Mapping[str, Estimate]:
    """Return the mean change at markers by label, empty where the face is never in view on both sides of one."""
    differences = []
    for marker in markers:
        before = _mean(timeline, notes, person, Span(max(0.0, marker.at - BEFORE), marker.at)) if marker.at else None
        after = _mean(timeline, notes, person, Span(marker.at, marker.at + AFTER))
        if before is not None and after is not None:
            differences.append(after - before)
    if not differences:
        return MappingProxyType({})
    values = np.array(differences)
    estimates = _estimates(values, np.ones(len(values)), np.arange(len(values)))
    return MappingProxyType(dict(zip(LABELS, estimates, strict=True)))


def _mean(timeline: Timeline, notes: Notes, person: int | None, span: Span) -> Array | None:
    near = around(timeline, span)  # an hour has thousands of results, and may have hundreds of markers
    records = near.faces if person is None else near.of(person)[1]
    weights = seconds_counted(near, notes.left_out, (span,))[records["result"]]
    if not weights.sum() > 0:
        return None
    return np.asarray(weights @ records["probabilities"].astype(np.float64) / weights.sum())


def _estimates(values: Array, weights: Array, blocks: npt.NDArray[np.int64]) -> list[Estimate]:
    """Return the weighted mean of each column of values [n, k], with an interval made of blocks [n]."""
    means = weights @ values / weights.sum()
    numbers, block = np.unique(blocks, return_inverse=True)
    if len(numbers) < FEWEST:
        return [Estimate(float(mean)) for mean in means]
    sums = np.zeros((len(numbers), values.shape[1] + 1))
    np.add.at(sums, block, np.hstack([weights[:, None] * values, weights[:, None]]))
    drawn = _draws()(len(numbers)) @ sums
    low, high = np.percentile(drawn[:, :-1] / drawn[:, -1:], [(100 - CONFIDENCE) / 2, (100 + CONFIDENCE) / 2], axis=0)
    return [Estimate(*map(float, estimate)) for estimate in zip(means, low, high, strict=True)]


def _draws() -> Callable[[int], Array]:
    """Return what draws how often each of so many blocks comes, [DRAWS, n]; the same at every call."""
    random = np.random.default_rng(0)
    return lambda count: random.multinomial(count, [1 / count] * count, DRAWS).astype(np.float64)

"""The summary of a timeline by person: when in view, how long, which expressions, and where they changed most."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion.answers import HOLD
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.quality import ISSUES, Issue, mask
from emotion.timeline.counted import left_out_of, seconds_counted
from emotion.timeline.notes import Span
from emotion.timeline.table import Records, Timeline
from emotion.wording import clock_time, listed_shares, percent

BRIEF: Final = 0.5  # seconds; who is in view for less is listed apart: mostly things that are no face
WINDOW: Final = 0.5  # seconds before and after a moment that are compared
MIN_SEPARATION: Final = 1.0  # seconds at least between two changes
MIN_CHANGE: Final = 0.3  # total variation distance under which nothing counts as a change
MAX_CHANGES: Final = 5  # of each person


@dataclass(frozen=True)
class Change:
    """A moment at which a face's expression changed.

    Attributes:
        at: seconds.
        before: the label half a second earlier.
        after: the label half a second later, another.
        size: total variation distance of the smoothed probabilities between the two, 0 to 1.
    """

    at: float
    before: str
    after: str
    size: float


@dataclass(frozen=True)
class PersonSummary:
    """One person of a timeline. `shares` are of the time in view, not of frames, and with `unsure` sum to 1.

    Attributes:
        person: the number in the timeline, and in the exported rows.
        first: seconds, when first seen.
        last: seconds, when last seen.
        seconds: in view; the person's absences do not count.
        shares: by label, the share of time in which it was the answer, and sure.
        unsure: the share of time in which no answer was sure.
        mean: the seven mean probabilities in the order of `LABELS`, weighted by time.
        changes: the strongest, at most `MAX_CHANGES`, in the order of time.
        usable: share of the frames with this person that were searched in which the face has no issue.
        issues: share of these frames in which it has each issue; it may have several at once.
    """

    person: int
    first: float
    last: float
    seconds: float
    shares: Mapping[str, float]
    unsure: float
    mean: tuple[float, ...]
    changes: tuple[Change, ...]
    usable: float
    issues: Mapping[Issue, float]


@dataclass(frozen=True)
class TimelineSummary:
    """Everybody in a timeline.

    Attributes:
        persons: those in view for `BRIEF` or longer, in the order in which they came.
        brief: the others.
        usable: share of all frames that were searched in which at least one face has no issue; 0 without any frame.
    """

    persons: tuple[PersonSummary, ...]
    brief: tuple[PersonSummary, ...]
    usable: float


def summarize(timeline: Timeline, left_out: Iterable[Span] = ()) -> TimelineSummary:
    """Return the summary of each person; how long a result counts is said by `emotion.timeline.counted`.

    Args:
        timeline: of a video or a recording.
        left_out: spans that count for nobody; who is in view in these alone is not there.
    """
    left_out = tuple(left_out)
    seconds, counts = seconds_counted(timeline, left_out), ~left_out_of(timeline, left_out)
    present = [person for person in timeline.persons if counts[timeline.of(person)[1]["result"]].any()]
    everybody = [_person(timeline, person, seconds, counts) for person in present]
    return TimelineSummary(
        tuple(person for person in everybody if person.seconds >= BRIEF),
        tuple(person for person in everybody if person.seconds < BRIEF),
        _usable(timeline, counts),
    )


def summary_in_words(summary: PersonSummary, name: str = "") -> str:
    """Say the same in sentences, the most frequent expression first; `name` in place of the number."""
    shares = [(DISPLAY_NAMES[label].lower(), share) for label, share in summary.shares.items()]
    shares = sorted([*shares, ("unsure", summary.unsure)], key=lambda pair: -pair[1])
    text = (
        f"{name or f'Person {summary.person}'}: in view for {summary.seconds:.1f} s, "
        f"from {clock_time(summary.first)} to {clock_time(summary.last)}. Share of that time: {listed_shares(shares)}. "
        f"{usable_in_words(summary)}"
    )
    if summary.changes:
        changes = "; ".join(
            f"at {clock_time(change.at)} from {DISPLAY_NAMES[change.before].lower()} "
            f"to {DISPLAY_NAMES[change.after].lower()}"
            for change in summary.changes
        )
        text += f" Strongest changes: {changes}."
    return text


def usable_in_words(summary: PersonSummary) -> str:
    """Say in how many frames the face could be read, and why not in the others, the most frequent reason first."""
    reasons = listed_shares((issue.value, share) for issue, share in sorted(summary.issues.items(), key=_falling))
    return f"Usable frames: {percent(summary.usable)}{f' ({reasons})' if reasons else ''}."


def _falling(item: tuple[Issue, float]) -> float:
    return -item[1]


def _usable(timeline: Timeline, counts: npt.NDArray[np.bool_]) -> float:
    usable = np.unique(timeline.faces["result"][timeline.faces["issues"] == 0])
    return float(counts[usable].sum() / counts.sum()) if counts.any() else 0.0


def _person(
    timeline: Timeline, person: int, seconds_of: npt.NDArray[np.float64], counts: npt.NDArray[np.bool_]
) -> PersonSummary:
    times, records = timeline.of(person)
    kept = counts[records["result"]]
    changes = [change for change in _changes(times, records) if kept[np.abs(times - change.at) <= WINDOW].all()]
    times, records = times[kept], records[kept]
    weights = seconds_of[records["result"]]
    seconds = float(weights.sum())
    # In a timeline of no length, such as a video of one frame that declares none, all results count alike.
    portions = weights / seconds if seconds > 0 else np.full(len(records), 1 / len(records))
    sure = np.bincount(records["label"], portions * records["sure"], minlength=len(LABELS))
    return PersonSummary(
        person=person,
        first=float(times[0]),
        last=float(times[-1] + weights[-1]),
        seconds=seconds,
        shares=MappingProxyType(dict(zip(LABELS, sure.tolist(), strict=True))),
        unsure=float((portions * ~records["sure"]).sum()),
        mean=tuple((portions @ records["probabilities"].astype(np.float64)).tolist()),
        changes=tuple(changes),
        usable=float((records["issues"] == 0).mean()),
        issues=MappingProxyType({issue: float((records["issues"] & mask([issue]) > 0).mean()) for issue in ISSUES}),
    )


def _changes(times: npt.NDArray[np.float64], records: Records) -> tuple[Change, ...]:
    """Return the strongest changes: half a second before is compared with half a second after, at each result."""
    labels, probabilities = records["label"], records["probabilities"].astype(np.float64)
    before = np.maximum(0, np.searchsorted(times, times - WINDOW, "right") - 1)
    after = np.searchsorted(times, times + WINDOW, "right") - 1
    sizes = np.abs(probabilities[after] - probabilities[before]).sum(axis=1) / 2
    changes: list[Change] = []
    # A label that is not sure takes over a while after it leads, see `emotion.answers`.
    settled = np.searchsorted(times, times + WINDOW + HOLD, "right") - 1
    new = np.where(labels[after] != labels[before], labels[after], labels[settled])
    candidates = np.flatnonzero((sizes >= MIN_CHANGE) & (new != labels[before]))
    for index in candidates[np.argsort(-sizes[candidates], kind="stable")].tolist():
        start, end = int(before[index]), int(after[index])
        at = _quickest(times[start : end + 1], probabilities[start : end + 1])
        if len(changes) < MAX_CHANGES and all(abs(at - other.at) >= MIN_SEPARATION for other in changes):
            changes.append(Change(at, LABELS[labels[start]], LABELS[new[index]], float(sizes[index])))
    return tuple(sorted(changes, key=lambda change: change.at))


def _quickest(times: npt.NDArray[np.float64], probabilities: npt.NDArray[np.float64]) -> float:
    """Return the time at which probabilities move quickest: smoothing makes the whole way last longer than the change.

    Both have at least two rows.
    """
    speeds = np.abs(np.diff(probabilities, axis=0)).sum(axis=1) / np.diff(times)
    return float(times[1 + int(speeds.argmax())])

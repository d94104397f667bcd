"""The live timeline: one face's last results as a figure, and the same in words for those who cannot see it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from emotion.charts.timeline_layout import Figure, label_line, mark_at, time_ago_axis, timeline_figure
from emotion.labels import COLOURS, DISPLAY_NAMES, LABELS
from emotion.results import FaceResult, FrameResult, Mark
from emotion.wording import listed_shares

HEIGHT: Final = 260  # pixels
POINTS_A_SECOND: Final = 4.0  # enough for the eye; more would only make the page heavy


@dataclass(frozen=True)
class Moment:
    """One face's probabilities at one time; None when the face was not in view."""

    at: float  # seconds
    face: FaceResult | None


def moments(results: Sequence[FrameResult], number: int | None) -> tuple[Moment, ...]:
    """Follow one face through results, oldest first, at most four times a second.

    Args:
        results: of one stream, oldest first.
        number: the face to follow; None follows whom each result follows.
    """
    chosen: list[Moment] = []
    for result in results:
        if chosen and result.at - chosen[-1].at < 1 / POINTS_A_SECOND:
            continue
        faces = [face for face in result.faces if face.display_number == number]
        chosen.append(Moment(result.at, result.in_focus if number is None else next(iter(faces), None)))
    return tuple(chosen)


def live_timeline(
    followed: Sequence[Moment],
    seconds: float,
    colours: Mapping[str, str] = COLOURS,
    marks: Sequence[Mark] = (),
) -> Figure:
    """Draw the seven probabilities over the last seconds, in per cent, now at the right edge.

    Args:
        followed: of `moments`.
        seconds: of the time axis.
        colours: of the labels, for the background that the chart stands on.
        marks: of the stream; those before the axis begins are left out.
    """
    now = followed[-1].at if followed else 0.0
    times = [moment.at - now for moment in followed]
    lines = []
    for index, label in enumerate(LABELS):
        values = [None if moment.face is None else 100 * moment.face.probabilities[index] for moment in followed]
        lines.append(label_line(label, times, values, colours))
    drawn = [mark_at(mark.at - now, mark.words) for mark in marks if now - seconds <= mark.at <= now]
    shapes, annotations = [shape for shape, _ in drawn], [annotation for _, annotation in drawn]
    axis = time_ago_axis(seconds)
    return timeline_figure(lines, axis, HEIGHT, uirevision="timeline", shapes=shapes, annotations=annotations)


def timeline_in_words(followed: Sequence[Moment]) -> str:
    """Say what a timeline shows: the share of time of each sure answer and of unsure ones, most first."""
    faces = [moment.face for moment in followed if moment.face is not None]
    if not faces:
        return "No face in view so far."
    answers = Counter(DISPLAY_NAMES[face.label].lower() if face.sure else "unsure" for face in faces)
    named = listed_shares((name, count / len(faces)) for name, count in answers.most_common())
    return f"Share of the time in view: {named}."

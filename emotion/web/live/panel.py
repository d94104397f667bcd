"""What stands beside the picture: the current answer, the bars, the strip, and the last minute."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

import streamlit as st

from emotion.charts.live import HEIGHT, live_timeline, moments, timeline_in_words
from emotion.live.callback import REMEMBERED
from emotion.live.publication import UPDATE
from emotion.results import FaceResult, FrameResult, Mark
from emotion.web.live import announcement, strip
from emotion.web.shared import bars, look
from emotion.web.shared.bars import Phase

STRIP_UPDATE: Final = 1.0  # seconds
HISTORY_UPDATE: Final = 3.0  # seconds; a figure costs server and browser more than all else on the page
SOON: Final = 0.1  # seconds between updates until the first second of a stream is over
LARGEST: Final = "Largest"
CHOSEN: Final = "face_chosen"


class Source(Protocol):
    """What can be shown: a camera, or a clip.

    Attributes:
        on: whether it changes by itself.
        phase: how far it is.
        frame_rate: frames a second that its camera is held to while the server is busy; None otherwise.
    """

    @property
    def on(self) -> bool: ...

    @property
    def phase(self) -> Phase: ...

    @property
    def frame_rate(self) -> float | None: ...

    def ask(self) -> FrameResult | None:
        """Return the result that its picture shows."""

    def recent(self) -> Sequence[FrameResult]:
        """Return the results of the last 60 seconds, oldest first."""

    def marks(self) -> Sequence[Mark]:
        """Return what happened in that time beside what was seen."""


def results(source: Source, arrived: Callable[[], bool] | None = None) -> None:
    """Show the answer and the bars of the chosen face, kept up to date while the source moves.

    Args:
        source: what is shown.
        arrived: asked after each update whether the page is to be built anew, since more can be shown.
    """
    st.fragment(_results, run_every=_every(source, UPDATE if arrived is None else SOON))(source, arrived)


def _every(source: Source, seconds: float) -> float | None:
    return seconds if source.on else None


def last_minute(source: Source) -> None:
    """Show the last 60 seconds of the chosen face as a coloured strip, kept up to date while the source moves."""
    st.fragment(_last_minute, run_every=_every(source, STRIP_UPDATE))(source)


def history(source: Source) -> None:
    """Show the last 60 seconds of the chosen face as lines, kept up to date while the source moves."""
    st.fragment(_history, run_every=_every(source, HISTORY_UPDATE))(source)


def _results(source: Source, arrived: Callable[[], bool] | None) -> None:
    phase, result = source.phase, source.ask()
    read = result if phase is Phase.RUNNING else None
    face = chosen_face(read)
    st.html(bars.panel(read, face, phase, source.frame_rate))
    if arrived is not None:  # parts of Streamlit's that take time to load come later
        if arrived():
            st.rerun()
        return
    announcement.say(bars.headline(face, phase))
    choose_face(result)


def choose_face(result: FrameResult | None) -> None:
    """Offer the faces of a result by their numbers, and the one that is followed."""
    numbers = [str(face.display_number) for face in result.faces] if result else []
    st.segmented_control(
        "Face",
        [LARGEST, *numbers],
        default=LARGEST,
        required=True,
        key=CHOSEN,
        help="Several faces carry numbers in the picture. Largest stays with one until another is clearly larger.",
    )


def _last_minute(source: Source) -> None:
    st.html(strip.strip(moments(source.recent(), chosen_number()), REMEMBERED, source.marks()))


def _history(source: Source) -> None:
    followed = moments(source.recent(), chosen_number())
    words = timeline_in_words(followed)
    if any(moment.face is not None for moment in followed):
        figure = live_timeline(followed, REMEMBERED, look.chart_colours(), source.marks())
        st.plotly_chart(figure, key="timeline", config={"displayModeBar": False}, width="stretch", alt=words)
    else:  # nothing to draw yet, and Plotly is the heaviest part of the page
        st.html(f'<div style="height:{HEIGHT}px" aria-hidden="true"></div>')
    st.caption(words)


def chosen_face(result: FrameResult | None) -> FaceResult | None:
    """Return the face that the visitor follows; None when it is not in view."""
    if result is None:
        return None
    number = chosen_number()
    if number is None:
        return result.in_focus
    return next((face for face in result.faces if face.display_number == number), None)


def chosen_number() -> int | None:
    """Return the display number of the face that the visitor chose; None for the one that is followed."""
    chosen = st.session_state.get(CHOSEN, LARGEST)
    return None if chosen in (None, LARGEST) else int(chosen)

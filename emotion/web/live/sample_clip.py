"""The sample clip on the live page: needs neither camera nor WebRTC, and the same bars and timeline follow it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Final

import streamlit as st

from emotion.classification.calibration import Expectation
from emotion.detection.presets import DetectorChoice
from emotion.models.loaded import LoadedModel
from emotion.results import FrameResult, Mark
from emotion.sample.clip import SampleClip, make_clip
from emotion.web.live import switch
from emotion.web.server import browser
from emotion.web.shared.bars import Phase

PLAYING: Final = "sample_clip_playing"
POSITION: Final = "sample_clip_position"
NAME: Final = "mien_clip"
CREDIT: Final = "The astronaut Eileen Collins (NASA, public domain), turned, beside herself, and in changing light."

_player = st.components.v2.component(NAME, js=Path(__file__).with_name("clip.js").read_text("utf-8"))


@dataclass(frozen=True)
class Position:
    """Where the visitor's player is, as it last told.

    Attributes:
        at: seconds of the clip.
        moving: whether it plays.
        told_at: when that was, seconds of `monotonic`.
    """

    at: float = 0.0
    moving: bool = False
    told_at: float = 0.0

    def now(self, seconds: float) -> float:
        """Return where the player is by now, in a clip of so many seconds that begins again at its end."""
        passed = monotonic() - self.told_at if self.moving else 0.0
        return (self.at + passed) % seconds


@dataclass(frozen=True)
class ClipSource:
    """The clip as what the panel shows: at each time what the live page would have shown then."""

    clip: SampleClip
    on: bool = True
    frame_rate: float | None = None

    @property
    def phase(self) -> Phase:
        """A clip always has a picture."""
        return Phase.RUNNING

    def ask(self) -> FrameResult | None:
        """Return the result of the frame that the visitor sees."""
        return self.recent()[-1]

    def recent(self) -> Sequence[FrameResult]:
        """Return the results from the clip's beginning to the frame that the visitor sees."""
        return self.clip.until(_position().now(self.clip.seconds))

    def marks(self) -> Sequence[Mark]:
        """Nothing happens in a clip beside what is seen."""
        return ()


def playing() -> bool:
    """Whether this session plays the clip."""
    return bool(st.session_state.get(PLAYING))


def play() -> None:
    """Play the clip in place of the camera, which goes off."""
    switch.leave("You played the sample clip, so the recording ended.")
    st.session_state[PLAYING] = True
    st.session_state.pop(POSITION, None)


def stop() -> None:
    """Go back to the camera."""
    st.session_state[PLAYING] = False


def address() -> dict[str, Any]:
    """Return where the clip lies without anything drawn on it, for browsers that read faces themselves."""
    return browser.clip_url()


def show(model: LoadedModel, detector: DetectorChoice) -> ClipSource:
    """Show the clip with its controls; return what the panel shows of it."""
    with st.spinner("Making the clip with the chosen network: a few seconds the first time."):
        clip = _clip(model.card.name, model.expectation, detector, model)
    with st.container(key="sample_clip"):
        st.video(clip.video, loop=True, autoplay=True, muted=True)
    _player(key=NAME, on_position_change=_moved)
    below()
    return ClipSource(clip)


def below() -> None:
    """Show what stands under the clip: who is in it, and the way back."""
    st.caption(CREDIT)
    st.button("Back to the camera", on_click=stop, icon=":material/videocam:")


@st.cache_resource(show_spinner=False, max_entries=4)
def _clip(name: str, expectation: Expectation, detector: DetectorChoice, _model: LoadedModel) -> SampleClip:
    return make_clip(_model, detector)


def _position() -> Position:
    held = st.session_state.get(POSITION)
    return held if isinstance(held, Position) else Position()


def _moved() -> None:
    held = st.session_state.get(NAME)
    st.session_state[POSITION] = position_of(held.get("position") if isinstance(held, Mapping) else None)


def position_of(told: Any) -> Position:
    """Return a position as a browser told it; the beginning when it has another form than expected."""
    at = told.get("at") if isinstance(told, Mapping) else None
    if not isinstance(at, int | float) or not 0 <= at < 3600:
        return Position()
    return Position(float(at), told.get("moving") is True, monotonic())

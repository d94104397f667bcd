"""The camera of one session: its callback, its place among others, and what state it is in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from time import monotonic, thread_time
from typing import Final
from uuid import uuid4

import av
import streamlit as st

from emotion.detection.presets import DEFAULT_CHOICE, DetectorChoice, make_detector
from emotion.live.callback import LiveCallback
from emotion.live.state import LiveSettings
from emotion.models.loaded import LoadedModel
from emotion.results import FrameResult, Mark
from emotion.web.live import recording, trouble
from emotion.web.live.link import Report
from emotion.web.server import metrics
from emotion.web.server.resources import pace, slots
from emotion.web.shared.bars import Phase

KEY: Final = "camera"
SESSION: Final = "camera_session"
PATIENCE: Final = 15.0  # seconds until a connection that is not reached gets an explanation
FIRST: Final = 15  # analysed frames, a second, before all of the page is built
UNHEARD: Final = 25.0  # seconds after which a start of which nothing was heard is waited for no more
STANDSTILL: Final = 2.0  # seconds without a frame after which the stream counts as paused


@dataclass
class CameraSession:
    """What one session's camera needs across reruns of the page.

    It is one of the sources that `emotion.web.live.panel` shows.

    Attributes:
        session_id: random, names the session's place among the running cameras.
        model: that `callback` reads with.
        settings: that `callback` obeys.
        detector: that finds the faces for `callback`.
        wanted_at: when the browser last began to connect, seconds of `monotonic`; None while the camera is off.
        refused: whether the last attempt found all places taken.
        in_line: whether it waits for one.
        on: whether the camera is on or connecting.
        shown_on: the same as the page was last built.
        start: names the start that the page asks its browser for; each is done once.
        report: what the browser told of the newest attempt.
        used: whether `callback` was given to a stream.
        starting: when the page asked for a start of which nothing is known yet, seconds of `monotonic`; None otherwise.
    """

    session_id: str
    model: LoadedModel
    settings: LiveSettings
    detector: DetectorChoice = DEFAULT_CHOICE
    wanted_at: float | None = None
    refused: bool = False
    in_line: bool = False
    on: bool = False
    shown_on: bool = False
    start: str = ""
    report: Report = field(default_factory=Report)
    used: bool = False
    starting: float | None = None

    def __call__(self, frame: av.VideoFrame) -> av.VideoFrame:
        """Read one frame, and keep the session's place."""
        slots().keep(self.session_id)
        callback = self.callback
        callback.spacing = 1 / pace().step.reads
        answer = callback(frame)
        metrics.count(callback.state)
        return answer

    async def newest(self, frames: list[av.VideoFrame]) -> list[av.VideoFrame]:
        """Read the newest of the frames that came while another was read, as streamlit-webrtc hands them over."""
        metrics.DROPPED.inc(len(frames) - 1)
        began, spent = monotonic(), thread_time()
        answer = self(frames[-1])
        pace().told(len(frames), monotonic() - began, thread_time() - spent)
        return [answer]

    @property
    def frame_rate(self) -> float | None:
        """Frames a second that the camera is held to while the server is busy; None otherwise."""
        return pace().step.frames if pace().slowed else None

    @cached_property
    def callback(self) -> LiveCallback:
        """Called by the stream's worker thread; made when first asked for, which takes a twentieth of a second."""
        return LiveCallback(make_detector("stream", self.detector), self.model.classifier(), self.settings)

    def renew(self) -> None:
        """Have a callback of its own for each stream: a worker that is still ending must not share an interpreter."""
        if self.used:
            vars(self).pop("callback", None)
            self.callback.settings = self.settings  # made here, before the worker asks for it
        self.used = True

    def obey(self, model: LoadedModel, settings: LiveSettings, detector: DetectorChoice) -> None:
        """Read with this model, these settings and this detector from the next frame on."""
        made = "callback" in vars(self)
        if self.model != model:
            other = self.model.card.name != model.card.name
            did = "chose another network" if other else "changed what is expected"
            recording.end(f"You {did}, so the recording ended.")
            if made:
                words = model.card.title if other else f"Expecting {model.expectation.in_words}"
                self.callback.switch(model.classifier(), settings, words)
        elif self.settings.baseline != settings.baseline:
            recording.end(recording.BASELINE)
            if made:
                self.callback.mark(f"Resting face {'subtracted' if settings.baseline else 'as read'}")
        if made:
            self.callback.settings = settings
            if self.detector != detector:
                self.callback.detector = make_detector("stream", detector)
        self.model, self.settings, self.detector = model, settings, detector

    @property
    def overdue(self) -> bool:
        """Whether the camera was switched on a while ago and no frame has come since."""
        late = self.wanted_at is not None and monotonic() - self.wanted_at > PATIENCE
        return late and self.callback.state.frames == 0

    @property
    def phase(self) -> Phase:
        """How far the stream is.

        A browser does not tell the server that its visitor pressed "Pause": it sends black frames, or none.
        """
        state = self.callback.state
        if not self.on:
            return Phase.WAITING if self.in_line else Phase.OFF
        if state.newest_at is None:
            return Phase.CONNECTING
        return Phase.PAUSED if state.black or monotonic() - state.newest_at > STANDSTILL else Phase.RUNNING

    def ask(self) -> FrameResult | None:
        """Return the result that the picture shows; None while there is none."""
        return self.callback.ask() if self.on else None

    def recent(self) -> Sequence[FrameResult]:
        """Return the results of the last 60 seconds, oldest first."""
        return self.callback.recent()

    def marks(self) -> Sequence[Mark]:
        """Return what happened in the last 60 seconds beside what was seen, oldest first."""
        return self.callback.marks()

    def want(self) -> None:
        """Have the browser start the camera, as if its visitor pressed the button in the camera's frame."""
        self.start, self.report, self.starting, self.on = uuid4().hex, Report(), monotonic(), True

    @property
    def still_starting(self) -> bool:
        """Whether the page waits for the first second of a start that it asked for."""
        if self.starting is None:
            return False
        told, late = self.report.failed or self.report.codes, monotonic() - self.starting > UNHEARD
        if told or late or self.refused or self.overdue or self.callback.state.analysed >= FIRST:
            self.starting = None
        return self.starting is not None

    def heard(self, report: Report) -> None:
        """Take what the browser told."""
        before, self.report = self.report, report
        if trouble.trouble_of(report) and report.failure != before.failure:
            trouble.log(report)


def camera_session(
    model: LoadedModel, settings: LiveSettings, detector: DetectorChoice = DEFAULT_CHOICE
) -> CameraSession:
    """Return this session's camera, made when first asked for, and let a running stream obey all three."""
    held = st.session_state.get(SESSION)
    if not isinstance(held, CameraSession):
        held = CameraSession(uuid4().hex, model, settings, detector)
        st.session_state[SESSION] = held
    held.obey(model, settings, detector)
    return held


def starting() -> bool:
    """Whether this session waits for the first picture of a start that the page asked for."""
    held = st.session_state.get(SESSION)
    return isinstance(held, CameraSession) and held.still_starting

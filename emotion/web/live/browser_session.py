"""The camera that a visitor's own browser reads: what the page knows of it, which are numbers and no picture."""

import logging
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final
from uuid import uuid4

import streamlit as st

from emotion.browser.batch import results_of
from emotion.browser.stream import BrowserStream
from emotion.detection.presets import DetectorChoice
from emotion.live.state import LiveSettings
from emotion.models.loaded import LoadedModel
from emotion.results import FrameResult, Mark
from emotion.web.live import recording, trouble
from emotion.web.live.link import Report, report_of
from emotion.web.shared.bars import Phase

logger = logging.getLogger(__name__)

SESSION: Final = "browser_session"
SILENT: Final = 5.0  # seconds without news after which a camera that was on counts as paused
PHASES: Final[Mapping[str, Phase]] = {phase.name.lower(): phase for phase in Phase}
STEPS: Final = ("detect", "classify", "track")


@dataclass
class BrowserSession:
    """What one session knows of the camera that its visitor's browser reads; one of the panel's sources.

    Attributes:
        model: that the browser reads with.
        stream: its results, and the settings that it obeys.
        detector: how sensitively it searches; it has BlazeFace alone.
        start: names the start that the page asks its browser for; each is done once.
        report: what the browser told of the newest attempt.
        told: how far the camera is, as the browser told last.
        newest: number of the newest news, which the browser repeats until it hears that they came.
        kept: whether the visitor keeps the numbers, too.
        rate: results a second.
        steps: milliseconds in the browser by step, of `STEPS`.
        shown: what the page was last built for, see `state`.
        frame_rate: the server asks for no fewer frames: they cost it nothing.
    """

    model: LoadedModel
    stream: BrowserStream
    detector: DetectorChoice
    start: str = ""
    report: Report = field(default_factory=Report)
    told: Phase = Phase.OFF
    newest: int = 0
    kept: bool = False
    rate: float = 0.0
    steps: Mapping[str, float] = field(default_factory=dict)
    shown: tuple[object, ...] = ()
    frame_rate: float | None = None
    heard_at: float = 0.0

    @property
    def state(self) -> tuple[object, ...]:
        """What decides how the page is built."""
        return self.on, self.kept, self.report.failure

    @property
    def on(self) -> bool:
        """Whether the camera is on or connecting and its numbers come here."""
        return self.told is not Phase.OFF and not self.kept

    @property
    def phase(self) -> Phase:
        """How far the stream is."""
        silent = monotonic() - self.heard_at > SILENT
        return Phase.PAUSED if self.told is Phase.RUNNING and silent else self.told

    @property
    def callback(self) -> BrowserStream:
        """What a recording takes results from."""
        return self.stream

    def ask(self) -> FrameResult | None:
        """Return the newest result; None while there is none."""
        recent = self.stream.recent()
        return recent[-1] if self.on and recent else None

    def recent(self) -> Sequence[FrameResult]:
        """Return the results of the last 60 seconds, oldest first."""
        return self.stream.recent()

    def marks(self) -> Sequence[Mark]:
        """Return what happened in the last 60 seconds beside what was seen, oldest first."""
        return self.stream.marks()

    def want(self) -> None:
        """Have the browser start the camera."""
        self.start, self.report = uuid4().hex, Report()

    def obey(self, model: LoadedModel, settings: LiveSettings, detector: DetectorChoice) -> None:
        """Have the browser read with this model and these settings."""
        if self.model != model:
            other = self.model.card.name != model.card.name
            did = "chose another network" if other else "changed what is expected"
            recording.end(f"You {did}, so the recording ended.")
            self.stream.mark(model.card.title if other else f"Expecting {model.expectation.in_words}")
        elif self.stream.settings.baseline != settings.baseline:
            recording.end(recording.BASELINE)
            self.stream.mark(f"Resting face {'subtracted' if settings.baseline else 'as read'}")
        self.model, self.stream.settings, self.detector = model, settings, detector

    def heard(self, news: Any) -> None:
        """Take what the browser told; what has another form than expected is left out."""
        if not isinstance(news, Mapping):
            return
        self.heard_at = monotonic()
        self.told = PHASES.get(str(news.get("phase")), Phase.OFF)
        self.newest = round(_number(news.get("number")))
        self.kept = news.get("kept") is True
        self.rate = _number(news.get("rate"))
        steps = news.get("steps")
        self.steps = {name: _number(steps.get(name)) for name in STEPS} if isinstance(steps, Mapping) else {}
        before, self.report = self.report, report_of(news)
        if self.report.failed and self.report.failure != before.failure:
            trouble.log(self.report)
        if not self.on:
            recording.end(recording.KEPT if self.kept else recording.CAMERA_OFF)
        first, results = news.get("first"), news.get("results")
        if isinstance(first, int) and isinstance(results, str) and results:
            try:
                self.stream.take(max(0, first), results_of(results))
            except ValueError as error:
                logger.warning("a browser told results that cannot be used: %s", error)


def browser_session(model: LoadedModel, settings: LiveSettings, detector: DetectorChoice) -> BrowserSession:
    """Return this session's camera as its browser reads it, made when first asked for, and let it obey all three."""
    held = st.session_state.get(SESSION)
    if not isinstance(held, BrowserSession):
        held = BrowserSession(model, BrowserStream(settings), detector)
        st.session_state[SESSION] = held
    held.obey(model, settings, detector)
    return held


def _number(value: Any) -> float:
    sound = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return max(0.0, float(value)) if sound else 0.0

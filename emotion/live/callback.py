"""The callback of one camera stream: frame in, annotated frame out, newest result kept for the page."""

import logging
from collections import deque
from dataclasses import dataclass, field, replace
from math import isfinite
from threading import Lock
from time import monotonic, thread_time
from typing import Final

import av
import cv2
import numpy as np

from emotion.analysis import Analyzer
from emotion.classification.base import ExpressionClassifier
from emotion.detection.base import Detector
from emotion.drawing.overlay import draw
from emotion.images.frames import frame_of
from emotion.images.input import InputPicture
from emotion.images.scene import SceneWatch
from emotion.live.focus import Focus
from emotion.live.publication import Publication
from emotion.live.recorder import LiveRecorder
from emotion.live.resting import subtracted
from emotion.live.state import EARLY, LiveSettings, LiveState
from emotion.results import FrameResult, Mark
from emotion.tracking import Tracker

logger = logging.getLogger(__name__)

REMEMBERED: Final = 60.0  # seconds of results kept for the timeline
MOST: Final = 2000  # results kept at most, twice what comes in that time: a bound on memory where a clock stands still
BLACK: Final = 18  # levels of 255: video's black is 16 or 0, and codecs round; a camera in the dark has brighter noise


@dataclass
class _Reader:
    """A model and what it has seen of the stream.

    Once a frame was read with it, all but `publication` is the worker thread's alone.
    """

    analyzer: Analyzer
    tracker: Tracker
    scene: SceneWatch = field(default_factory=SceneWatch)
    focus: Focus = field(default_factory=Focus)
    publication: Publication = field(default_factory=Publication)
    analysed_at: float | None = None


class LiveCallback:
    """Called by one stream's worker thread with each frame; the page's thread reads `state` and `recent`.

    An exception would freeze the video without a word, so none leaves: the frame goes back as it came.

    Attributes:
        settings: may be replaced at any time; the next frame obeys.
        detector: finds the faces; may be replaced at any time, and is from then on the stream's alone.
        recorder: takes every new result; None when nothing is recorded. May be replaced at any time.
        spacing: seconds between two reads at least, beside the settings', while the machine is busy.
    """

    def __init__(
        self,
        detector: Detector,
        classifier: ExpressionClassifier,
        settings: LiveSettings | None = None,
    ) -> None:
        self.settings = settings or LiveSettings()
        self.recorder: LiveRecorder | None = None
        self.spacing = 0.0
        self.detector = detector
        self._reader = self._reader_for(classifier, self.settings)
        self._lock = Lock()
        self._state = LiveState()
        self._recent: deque[FrameResult] = deque(maxlen=MOST)
        self._marks: deque[Mark] = deque()

    @property
    def state(self) -> LiveState:
        """The newest state."""
        with self._lock:
            return self._state

    def recent(self) -> tuple[FrameResult, ...]:
        """Return the results of the last 60 seconds, oldest first."""
        with self._lock:
            return tuple(self._recent)

    def ask(self) -> FrameResult | None:
        """Return the result whose answers the picture shows, for the page as it updates; None before the first."""
        return self._reader.publication.ask(monotonic())

    def marks(self) -> tuple[Mark, ...]:
        """Return what happened in the last 60 seconds beside what was seen, oldest first."""
        with self._lock:
            return tuple(self._marks)

    def switch(self, classifier: ExpressionClassifier, settings: LiveSettings, words: str = "") -> None:
        """Read with another model from the next frame on; what was read before stays in `recent`, with a mark after it.

        Args:
            classifier: warm, and from now on the stream's alone.
            settings: with the model's threshold; both take effect at the same frame.
            words: of the mark; empty for none.
        """
        reader = self._reader_for(classifier, settings)
        with self._lock:
            self.settings, self._reader = settings, reader
            self._state = replace(self._state, result=None)
        if words:
            self.mark(words)

    def mark(self, words: str) -> None:
        """Note that something happened after the newest result; nothing before the first."""
        with self._lock:
            if self._recent:
                self._marks.append(Mark(self._recent[-1].at, words))

    def __call__(self, frame: av.VideoFrame) -> av.VideoFrame:
        """Return the frame with what was read drawn on it, or the frame as it came when anything failed."""
        at = frame.time if frame.time is not None and isfinite(frame.time) else monotonic()  # not without a time base
        with self._lock:
            reader, settings, state, recorder = self._reader, self.settings, self._state, self.recorder
        try:
            picture = InputPicture.of_frame(frame)
            result, steps = self._read(frame, picture, at, reader, settings, state)
            if recorder is not None and steps:
                recorder.add(result)
            started, now = thread_time(), monotonic()
            answer = self._annotate(frame, picture, reader.publication.answered(result, now), settings)
            drawn = {"draw": (thread_time() - started) * 1000}
            black = int(picture.grey.max()) <= BLACK
        except Exception as error:
            self._failed(error)
            return frame
        self._succeeded(reader, result, {**steps, **drawn}, at, now, black)
        return answer

    def _reader_for(self, classifier: ExpressionClassifier, settings: LiveSettings) -> _Reader:
        return _Reader(Analyzer(self.detector, classifier, settings.tracking.threshold), Tracker(settings.tracking))

    def _read(
        self,
        frame: av.VideoFrame,
        picture: InputPicture,
        at: float,
        reader: _Reader,
        settings: LiveSettings,
        state: LiveState,
    ) -> tuple[FrameResult, dict[str, float]]:
        """Return the result to show, and what a new one cost; nothing when it is the one before."""
        previous = state.result
        interval = max(settings.interval, self.spacing)
        soon = reader.analysed_at is not None and 0 <= at - reader.analysed_at < interval * EARLY
        if soon and previous is not None and (previous.width, previous.height) == (frame.width, frame.height):
            return previous, {}
        reader.analyzer.detector, reader.tracker.settings = self.detector, settings.tracking
        analysis = reader.analyzer.analyze(picture)
        reader.analysed_at = at
        read = analysis.result
        if settings.baseline is not None:
            read = subtracted(read, previous, settings.baseline, settings.tracking.threshold)
        another = reader.scene.changed(picture.grey)
        result = reader.tracker.update(replace(read, frame=state.frames), at, another)
        result = replace(result, followed=reader.focus.update(result))
        return result, {"detect": analysis.detect_ms, "classify": analysis.classify_ms}

    def _annotate(
        self, frame: av.VideoFrame, picture: InputPicture, result: FrameResult, settings: LiveSettings
    ) -> av.VideoFrame:
        if not result.faces and not settings.mirror:
            return frame
        colour = picture.colour
        if settings.mirror:
            colour = np.asarray(cv2.flip(colour, 1), np.uint8)  # several times quicker than a view turned round
            faces = tuple(replace(face, box=face.box.mirrored(frame.width)) for face in result.faces)
            result = replace(result, faces=faces)
        letters = settings.smallest_letters(frame.width)
        return frame_of(draw(colour, result, settings.scores, letters), frame)

    def _succeeded(
        self, reader: _Reader, result: FrameResult, steps: dict[str, float], at: float, now: float, black: bool
    ) -> None:
        analysed = "detect" in steps
        with self._lock:
            # The model may have been switched while this frame was read with the one before.
            kept = reader is self._reader
            self._state = self._state.succeeded(result if kept else self._state.result, steps, now, black)
            for remembered in (self._recent, self._marks):
                while remembered and remembered[-1].at > at:  # the clock stepped back
                    remembered.pop()
                while remembered and at - remembered[0].at > REMEMBERED:
                    remembered.popleft()
            if analysed and kept:
                self._recent.append(result)

    def _failed(self, error: Exception) -> None:
        with self._lock:
            state, self._state = self._state, self._state.failed(monotonic())
        if state.errors == 0:
            logger.error("reading a frame failed; the video goes on without it", exc_info=error)

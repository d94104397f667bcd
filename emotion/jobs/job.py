"""One video being read, in a thread of its own, whatever the page does meanwhile."""

import errno
import logging
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from threading import Event, Lock
from typing import Final, Literal

from emotion.analysis import Analyzer
from emotion.detection.presets import DEFAULT_CHOICE, DetectorChoice, make_detector
from emotion.drawing.anonymize import blur_faces
from emotion.drawing.overlay import draw
from emotion.export.timeline import TimelineSource
from emotion.export.timeline_export import TimelineExport
from emotion.images.types import Picture
from emotion.models.loaded import LoadedModel
from emotion.results import FrameResult
from emotion.timeline.summary import TimelineSummary, summarize
from emotion.video.analysis import analyze_video
from emotion.video.opening import VideoError
from emotion.video.result import VideoResult
from emotion.video.settings import Progress, VideoSettings, anonymizing

Phase = Literal["waiting", "reading", "done", "failed"]

STOPPED_AT_ONCE: Final = "It was stopped before the first frame was read."
_NO_ROOM: Final = (
    "The server has no room left for the video's files. Send a shorter or smaller video, or try again later."
)
_FAULT: Final = "Reading the video failed. Try again; if it fails again, the host's log has the reason."
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class VideoOptions:
    """How a visitor wants a video read.

    Attributes:
        detector: how faces are searched for.
        every: read each nth frame; None goes by the video's rate.
        scores: draw the seven bars beside each face of the annotated video.
        blurred: make faces unrecognisable in the annotated video.
        annotated: make the annotated video.
    """

    detector: DetectorChoice = DEFAULT_CHOICE
    every: int | None = None
    scores: bool = True
    blurred: bool = False
    annotated: bool = True

    @property
    def anonymized(self) -> bool:
        """Whether faces are to be hidden, for which every frame is read."""
        return self.annotated and self.blurred

    def settings(self, threshold: float, longest: float) -> VideoSettings:
        """Return the core's settings for a model's threshold and videos of at most `longest` seconds."""
        settings = VideoSettings(every=self.every, longest=longest, scores=self.scores)
        settings = replace(settings, tracking=replace(settings.tracking, threshold=threshold))
        return anonymizing(settings) if self.anonymized else settings

    def annotate_frame(self, picture: Picture, result: FrameResult) -> Picture:
        """Return a frame of the annotated video: RGB uint8 [height, width, 3], a new one."""
        return draw(blur_faces(picture, result) if self.blurred else picture, result, self.scores)


@dataclass(frozen=True)
class JobState:
    """How far a job is; replaced as a whole, so that the page never sees half of it.

    Attributes:
        phase: waiting for its turn, reading, done (also when it was stopped on the way), or failed.
        progress: the newest, None before the first.
        result: what was read, when done.
        summary: of it.
        export: the results as files, likewise.
        problem: why it failed, a sentence for people.
    """

    phase: Phase = "waiting"
    progress: Progress | None = None
    result: VideoResult | None = None
    summary: TimelineSummary | None = None
    export: TimelineExport | None = None
    problem: str = ""

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.phase in ("done", "failed")


class VideoJob:
    """Reads one video file. `run` belongs to one thread; everything else may be called from any.

    Attributes:
        state: replaced when something happened.
    """

    def __init__(
        self,
        name: str,
        source: Path,
        folder: TemporaryDirectory[str],
        model: LoadedModel,
        options: VideoOptions,
        longest: float,
        keeps_source: bool = False,
    ) -> None:
        """Prepare it.

        Args:
            name: of the file that was sent, told in the results.
            source: the file.
            folder: private, holds `source`; the job makes the annotated video there, and removes it in the end.
            model: a verified one; the job makes an interpreter of its own.
            options: how to read and draw.
            longest: seconds; a longer video is refused.
            keeps_source: leave the file and its folder when it was read, so that another job can read it again.
        """
        self.name, self.model, self.options, self.state = name, model, options, JobState()
        self._source, self._folder, self._longest, self._keeps_source = source, folder, longest, keeps_source
        self._annotated = Path(folder.name) / (f"annotated {token_hex(4)}.mp4" if keeps_source else "annotated.mp4")
        self._stop, self._ended, self._lock = Event(), Event(), Lock()
        self._discarded = self._running = False

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask it to stop at the next frame; what was read until then is kept."""
        self._stop.set()

    def drop(self) -> None:
        """Remove the annotated video of a job that has ended; the file that was read stays."""
        self._annotated.unlink(missing_ok=True)

    def discard(self) -> None:
        """Stop it and remove the whole folder: at once, or when the thread that still uses it lets go."""
        self._stop.set()
        with self._lock:
            self._discarded = True
            if not self._running:
                self._folder.cleanup()

    def wait(self, seconds: float) -> bool:
        """Wait until it has ended, at most so long; return whether it has."""
        return self._ended.wait(seconds)

    def run(self) -> None:
        """Read the video; every error ends as a sentence in the state."""
        with self._lock:
            if self._discarded:
                self._ended.set()
                return
            self._running = True
        self.state = JobState("reading")
        try:
            ended = self._read()
        except VideoError as error:
            ended = JobState("failed", problem=str(error))
        except Exception as error:
            _log.exception("a video could not be read")
            full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
            ended = JobState("failed", problem=_NO_ROOM if full else _FAULT)
        with self._lock:
            self._running = False
            if not self._keeps_source:
                self._source.unlink(missing_ok=True)
            # Nothing to keep the folder for, unless the annotated video is in it, or the one that was sent.
            kept = self._keeps_source or (ended.result is not None and ended.result.output is not None)
            if self._discarded or not kept:
                self._folder.cleanup()
            self.state = ended
        self._ended.set()

    def _read(self) -> JobState:
        model, options = self.model, self.options
        result = analyze_video(
            self._source,
            Analyzer(make_detector("video", options.detector), model.classifier(), model.threshold),
            options.settings(model.threshold, self._longest),
            progress=self._tell,
            cancelled=self._stop.is_set,
            annotate=self._annotated if options.annotated else None,
            annotate_frame=options.annotate_frame,
        )
        if not result.timeline.frames:
            return JobState("failed", problem=STOPPED_AT_ONCE)
        source = TimelineSource(self.name, result.damaged, result.ended_early)
        export = TimelineExport(result.timeline, model.identity, source)
        return JobState("done", result=result, summary=summarize(result.timeline), export=export)

    def _tell(self, progress: Progress) -> None:
        self.state = JobState("reading", progress)

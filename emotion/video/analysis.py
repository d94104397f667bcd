"""Analyses a video file frame by frame to a result and an annotated video; memory does not grow with its length."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Final

import av

from emotion.analysis import Analyzer
from emotion.drawing.overlay import draw
from emotion.images.scene import SceneWatch
from emotion.results import FrameResult
from emotion.timeline.table import Timeline, TimelineBuilder
from emotion.tracking import Tracker
from emotion.video.annotation import AnnotateFrame, Annotation
from emotion.video.file import TimedFrame, VideoFile
from emotion.video.frames import View, input_of
from emotion.video.opening import ADVICE, VideoError
from emotion.video.result import VideoResult
from emotion.video.settings import Progress, VideoSettings
from emotion.wording import rough_duration

SHORT: Final = 0.5  # seconds; in a shorter video a face is shown at once, else it might never be
_JITTER: Final = 0.95  # share of the interval after which a frame is due: files round their times


def analyze_video(
    path: Path,
    analyzer: Analyzer,
    settings: VideoSettings | None = None,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    annotate: Path | None = None,
    annotate_frame: AnnotateFrame | None = None,
    clock: Callable[[], float] = monotonic,
) -> VideoResult:
    """Analyse a video file: detect, classify and follow its faces, and annotate it where that is asked for.

    Args:
        path: an MP4, MOV, WebM, MKV or AVI file; its content decides what it is.
        analyzer: finds and reads the faces of a frame.
        settings: None takes the defaults.
        progress: called after each frame that is analysed, and at the end.
        cancelled: asked at each frame; True stops, and the results until then are returned.
        annotate: where to write the annotated MP4, every frame of the source with the newest result, its longer side
            at most 1920 pixels. It appears there when it is whole, also after `cancelled` and where a source breaks
            off, then up to there; after an error there is none.
        annotate_frame: draws a result, whose faces have their persons' numbers, on a picture of the annotated video;
            None draws boxes, labels and, by the settings, bars.
        clock: seconds that only grow.

    Raises:
        VideoError: no video that can be read, too large, or longer than the settings allow.
        OSError: a file cannot be read or written.
    """
    settings = settings or VideoSettings()
    if annotate is not None and annotate.resolve() == path.resolve():
        raise ValueError(f"{annotate}: the annotated video cannot take the place of the one it is made from")
    annotate_frame = annotate_frame or (lambda picture, result: draw(picture, result, settings.scores))
    with ExitStack() as stack:
        file = stack.enter_context(VideoFile(path, settings.threads))
        check_length(file, settings.longest)
        reader = _FrameReader(file, analyzer, settings)
        annotation = Annotation(annotate, file, annotate_frame, settings.threads, stack)
        started, stop, ended_early = clock(), False, ""
        for item in file.demux():
            if cancelled is not None and cancelled():
                stop, ended_early = True, f"Stopped at {reader.end:.1f} s, as asked for."
                break
            if not isinstance(item, TimedFrame):
                annotation.add_sound(item)
                continue
            if item.at > settings.longest:
                ended_early = f"Only the first {settings.longest:.0f} s were read; the video is longer than that."
                break
            analysed = reader.take(item)
            annotation.add(item, reader.view, reader.result)
            if analysed and progress is not None:
                progress(_progress(file, clock() - started))
        if not reader.frames and not stop:
            raise VideoError(_no_frame(file))
        timeline = reader.timeline()
        result = VideoResult(timeline, file.damaged, ended_early or file.ended_early, stop, annotation.output)
    if progress is not None:
        progress(Progress(1.0 if not stop else file.share, timeline.seconds, 0.0))
    return result


class _FrameReader:
    """Analyses the frames that are due and keeps the newest result for those between."""

    def __init__(self, file: VideoFile, analyzer: Analyzer, settings: VideoSettings) -> None:
        tracking = settings.tracking
        if file.declared_duration is not None and file.declared_duration < SHORT:
            tracking = replace(tracking, confirm_after=0.0)
        self._builder = TimelineBuilder()
        self.result = FrameResult(1, 1)
        self.width, self.height, self.frames, self.end = 0, 0, 0, 0.0
        self._aspect = file.video.sample_aspect_ratio
        self._analyzer, self._tracker, self._settings = analyzer, Tracker(tracking), settings
        self._scene = SceneWatch()
        self._analysed_at = -1.0
        self.view, self._seen = View(1, 1), (0, 0, 0)

    def take(self, timed: TimedFrame) -> bool:
        """Take the next frame; return whether it was analysed."""
        self._update_view(timed.frame)
        if not self.frames:
            # A stream may change its size midway: boxes stay in the pixels of its first frame.
            self.width, self.height = self.view.width, self.view.height
        self.frames, self.end = self.frames + 1, timed.at + timed.duration
        if not self._due(timed):
            return False
        self._analysed_at = timed.at
        picture = input_of(timed.frame, self.view)
        result = self._analyzer.analyze(picture).result
        result = replace(result.scaled(self.width, self.height), frame=timed.index)
        self.result = self._tracker.update(result, timed.at, self._scene.changed(picture.grey))
        self._builder.add(self.result)
        return True

    def _update_view(self, frame: av.VideoFrame) -> None:
        # Not at every frame: PyAV ties a frame whose side data were asked for to them in a circle, so that it stays in
        # memory until the garbage collector comes, which is hundreds of frames late.
        seen = frame.width, frame.height, frame.rotation
        if seen != self._seen:
            self.view, self._seen = View.of(frame, self._aspect), seen

    def _due(self, timed: TimedFrame) -> bool:
        if self._settings.every is not None:
            return timed.index % self._settings.every == 0
        return timed.index == 0 or timed.at - self._analysed_at >= _JITTER * self._settings.interval

    def timeline(self) -> Timeline:
        """Return the results of all frames taken."""
        return Timeline(self.width, self.height, self.end, self.frames, *self._builder.arrays())


def check_length(file: VideoFile, longest: float) -> None:
    """Refuse a file whose declared duration is over `longest` seconds; one that declares none is accepted.

    Raises:
        VideoError: it is longer.
    """
    declared = file.declared_duration
    if declared is not None and declared > longest:
        raise VideoError(
            f"The video is {rough_duration(declared)} long; at most {rough_duration(longest)} are accepted. "
            "Send a shorter part."
        )


def _no_frame(file: VideoFile) -> str:
    frames = f"{file.damaged} damaged ones" if file.damaged else "none"
    return f"The video has no frame that can be read: expected at least one, found {frames}. {ADVICE}"


def _progress(file: VideoFile, passed: float) -> Progress:
    share = file.share
    return Progress(share, file.end, passed * (1 - share) / share if share > 0.01 else None)

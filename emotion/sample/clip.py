"""The sample clip: what the live page would show of the astronaut, as an annotated video and its results."""

import io
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

import av

from emotion.analysis import Analyzer
from emotion.detection.presets import DEFAULT_CHOICE, DetectorChoice, make_detector
from emotion.drawing.overlay import draw
from emotion.images.input import InputPicture
from emotion.images.types import Picture
from emotion.live.callback import LiveCallback
from emotion.live.state import LiveSettings
from emotion.models.loaded import LoadedModel
from emotion.results import FrameResult
from emotion.sample.scene import HEIGHT, RATE, WIDTH, frames
from emotion.tracking import TrackingSettings
from emotion.video.writer import encoder

UNIT: Final = Fraction(1, RATE)


@dataclass(frozen=True)
class SampleClip:
    """A clip and what was read in it.

    Attributes:
        video: MP4, H.264 where it can be had, with the results drawn on it.
        results: one for each frame, its time from the clip's beginning, pixels of its picture.
    """

    video: bytes = field(repr=False)
    results: tuple[FrameResult, ...] = field(repr=False)

    @cached_property
    def _times(self) -> list[float]:
        return [result.at for result in self.results]

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.results) / RATE

    def until(self, at: float) -> Sequence[FrameResult]:
        """Return the results up to a time, seconds, oldest first; the first one at least."""
        return self.results[: max(1, bisect_right(self._times, at))]


def make_clip(model: LoadedModel, detector: DetectorChoice = DEFAULT_CHOICE) -> SampleClip:
    """Read the sample sequence as a camera's frames are read.

    It takes some seconds.

    Raises:
        emotion.models.store.ModelError: as `LoadedModel.classifier`.
    """
    settings = LiveSettings(TrackingSettings(threshold=model.threshold), mirror=False)
    callback = LiveCallback(make_detector("stream", detector), model.classifier(), settings)
    results: list[FrameResult] = []

    def read() -> Iterator[av.VideoFrame]:
        for frame in _frames():
            annotated = callback(frame)
            if callback.state.result is not None:
                results.append(callback.state.result)
            yield annotated

    return SampleClip(_video(read()), tuple(results))


def plain_clip() -> bytes:
    """Return the sequence as a video without anything drawn on it, for browsers that read it themselves."""
    return _video(_frames())


def annotated_photo(model: LoadedModel) -> Picture:
    """Return the first frame of the clip with what is read in it drawn over it, RGB uint8 [480, 640, 3]."""
    picture = next(frames())
    analyzer = Analyzer(make_detector("video"), model.classifier(), model.threshold)
    return draw(picture, analyzer.analyze(InputPicture.of_rgb(picture)).result)


def _frames() -> Iterator[av.VideoFrame]:
    for index, picture in enumerate(frames()):
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")
        frame.pts, frame.time_base = index, UNIT
        yield frame


def _video(pictures: Iterable[av.VideoFrame]) -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        name, options = encoder()
        video: Any = container.add_stream(name, rate=RATE, options=dict(options))
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for picture in pictures:
            container.mux(video.encode(picture.reformat(format="yuv420p")))
        container.mux(video.encode())
    return file.getvalue()

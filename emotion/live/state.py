"""What passes between a stream and its page, each a frozen value: settings one way, the newest state the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import ceil
from types import MappingProxyType
from typing import Final

from emotion.classification.baseline import NeutralBaseline
from emotion.drawing.primitives import SMALLEST
from emotion.results import FrameResult
from emotion.tracking import TrackingSettings

READABLE: Final = 8.6  # CSS pixels: the height of a capital letter in writing of 12
EARLY: Final = 0.9  # share of the interval after which a frame is read again: cameras keep no exact time
AVERAGED: Final = 0.1  # share of the newest value in the running means
STEPS: Final = ("detect", "classify", "draw")


@dataclass(frozen=True)
class LiveSettings:
    """What a visitor can change while the stream runs."""

    tracking: TrackingSettings = field(default_factory=TrackingSettings)
    interval: float = 1 / 15  # seconds; a frame that follows the last analysed one sooner shows the same result
    mirror: bool = True  # flip the picture left to right, as people expect of their own face
    scores: bool = True  # draw the seven bars beside each face
    baseline: NeutralBaseline | None = None  # subtracted from the face that is followed
    shown_width: int | None = None  # CSS pixels in which the picture is shown, on a small screen; None elsewhere

    def smallest_letters(self, width: int) -> int:
        """Return how high capital letters have to be in a picture of this width to be read where it is shown."""
        return SMALLEST if self.shown_width is None else max(SMALLEST, ceil(READABLE * width / self.shown_width))


@dataclass(frozen=True)
class LiveState:
    """What the page may know of a stream; a new one after every frame.

    Attributes:
        result: the newest, in pixels of the camera's frame, not mirrored, and whom it follows; None before the first.
        frames: frames that came.
        analysed: frames that were searched for faces.
        errors: frames that failed and went back as they came.
        failing: whether the newest frame failed.
        newest_at: when the newest frame came, seconds of `monotonic`; None before the first.
        black: whether the newest frame is black all over, as browsers send them while their camera is paused.
        frames_per_second: running mean.
        steps: milliseconds of processor time that the newest frame cost by step.
        milliseconds: running mean of processor time by step: detect and classify per analysed frame, draw per frame.
    """

    result: FrameResult | None = None
    frames: int = 0
    analysed: int = 0
    errors: int = 0
    failing: bool = False
    newest_at: float | None = None
    black: bool = False
    frames_per_second: float = 0.0
    steps: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    milliseconds: Mapping[str, float] = field(default_factory=lambda: MappingProxyType(dict.fromkeys(STEPS, 0.0)))

    def succeeded(self, result: FrameResult | None, steps: Mapping[str, float], now: float, black: bool) -> "LiveState":
        """Return the state after a frame that was shown.

        Args:
            result: the newest.
            steps: milliseconds that it cost by step; without "detect" the frame shows the result before.
            now: when it was done, seconds of `monotonic`.
            black: whether it is black all over.
        """
        rate = self.frames_per_second
        if self.newest_at is not None and now > self.newest_at:
            passed = now - self.newest_at
            rate = 1 / (_mean(1 / rate, passed) if rate else passed)
        means = {step: _mean(self.milliseconds[step], newest) for step, newest in steps.items()}
        return LiveState(
            result=result,
            frames=self.frames + 1,
            analysed=self.analysed + ("detect" in steps),
            errors=self.errors,
            failing=False,
            newest_at=now,
            black=black,
            frames_per_second=rate,
            steps=MappingProxyType(dict(steps)),
            milliseconds=MappingProxyType({**self.milliseconds, **means}),
        )

    def failed(self, now: float) -> "LiveState":
        """Return the state after a frame that went back as it came."""
        return replace(self, frames=self.frames + 1, errors=self.errors + 1, failing=True, newest_at=now, black=False)


def _mean(mean: float, newest: float) -> float:
    return mean + AVERAGED * (newest - mean) if mean else newest

"""Settings of the analysis of a video, and its progress."""

from dataclasses import dataclass, field, replace

from emotion.tracking import TrackingSettings


@dataclass(frozen=True)
class VideoSettings:
    """How a video is analysed and annotated."""

    tracking: TrackingSettings = field(default_factory=TrackingSettings)
    interval: float = 1 / 15  # seconds at least from an analysed frame to the next: 24 to 60 a second give 12 to 15
    every: int | None = None  # analyse each nth frame instead, whatever its time; 1 reads all
    longest: float = 3600.0  # seconds; a longer video is refused
    scores: bool = True  # draw the seven bars beside each face
    threads: int = 1  # of the decoder, and of the encoder

    def __post_init__(self) -> None:
        if self.every is not None and self.every < 1:
            raise ValueError(f"every: expected at least 1 frame, found {self.every}")
        if self.interval < 0:
            raise ValueError(f"interval: expected 0 seconds or more, found {self.interval}")
        if self.longest <= 0:
            raise ValueError(f"longest: expected over 0 seconds, found {self.longest}")


@dataclass(frozen=True)
class Progress:
    """How far the analysis of a video is.

    Attributes:
        share: done, 0 to 1; never falls, and is 1 at the end.
        at: seconds of the video that are done.
        seconds_left: to wait, by the pace so far; None before that can be estimated.
    """

    share: float
    at: float
    seconds_left: float | None


def anonymizing(settings: VideoSettings) -> VideoSettings:
    """Return settings for an anonymized video: every frame is analysed, and no face waits to be shown.

    At other settings a face is seen bare until it has been in view for a while, and between two results it moves out
    of what hides it. A face that the detector misses stays bare whatever the settings.
    """
    tracking = replace(settings.tracking, confirm_after=0.0, box_smoothing=0.0, max_lost=1.0)
    return replace(settings, every=1, tracking=tracking)

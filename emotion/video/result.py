"""The result of a video file: its timeline, what the file itself was like, and the annotated video."""

from dataclasses import dataclass
from pathlib import Path

from emotion.timeline.table import Timeline


@dataclass(frozen=True)
class OutputVideo:
    """The annotated video.

    Attributes:
        path: an MP4 that plays while it loads.
        codec: FFmpeg's name of the encoder: libx264 writes H.264, which every browser plays; another was the best
            that this machine has.
        sound: "copied", "coded anew as AAC", or "none".
    """

    path: Path
    codec: str
    sound: str


@dataclass(frozen=True)
class VideoResult:
    """Everything that came of a video file.

    Attributes:
        timeline: the results; it ends when the last frame that was decoded ends, and counts the decoded frames.
        damaged: frames that could not be decoded, left out.
        ended_early: "" when the file was read to its end, else why not, a sentence for people.
        cancelled: whether it ended early because the caller cancelled it.
        output: the annotated video, None when none was asked for.
    """

    timeline: Timeline
    damaged: int = 0
    ended_early: str = ""
    cancelled: bool = False
    output: OutputVideo | None = None

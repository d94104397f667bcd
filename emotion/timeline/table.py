"""What was read in a video, kept compactly: 46 bytes a face and reading, 12 a result."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS
from emotion.results import FrameResult

READINGS: Final = np.dtype([("at", np.float64), ("frame", np.int32)])
FACES: Final = np.dtype(
    [
        ("reading", np.int32),  # index into the results
        ("person", np.int32),
        ("box", np.uint16, 4),  # left, top, width, height
        ("probabilities", np.float32, len(LABELS)),
        ("label", np.uint8),  # index into LABELS
        ("sure", np.bool_),
    ]
)
_CHUNK: Final = 4096  # records

Records = npt.NDArray[np.void]


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
class Timeline:
    """Everything that was read in a video.

    Attributes:
        width: of the video as shown, upright, pixels; boxes are in these.
        height: likewise.
        seconds: when the last frame that was decoded ends.
        frames: how many were decoded.
        results: of `READINGS`, one for each frame that was searched for faces: seconds, index of the frame.
        faces: of `FACES`, in the order of the results.
        damaged: frames that could not be decoded, left out.
        ended_early: "" when the file was read to its end, else why not, a sentence for people.
        cancelled: whether that was the caller's wish.
        written: the annotated video, None when none was wished.
    """

    width: int
    height: int
    seconds: float
    frames: int
    results: Records = field(repr=False)
    faces: Records = field(repr=False)
    damaged: int = 0
    ended_early: str = ""
    cancelled: bool = False
    written: OutputVideo | None = None

    @property
    def persons(self) -> tuple[int, ...]:
        """The persons in the order in which they came, 1, 2, 3 ..."""
        return tuple(np.unique(self.faces["person"]).tolist())

    def of(self, person: int) -> tuple[npt.NDArray[np.float64], Records]:
        """Return the times [n], seconds, at which a person was in view, and the records [n] of `FACES`."""
        records = self.faces[self.faces["person"] == person]
        return self.results["at"][records["reading"]], records


class TimelineBuilder:
    """Takes results one by one and keeps them as arrays."""

    def __init__(self) -> None:
        self._readings, self._faces = _Growing(READINGS), _Growing(FACES)

    def add(self, result: FrameResult) -> None:
        """Keep a tracker's result: its time, the index of its frame, and its faces by their identities."""
        index = len(self._readings)
        self._readings.append((result.at, result.frame))
        for face in result.faces:
            box = (face.box.left, face.box.top, face.box.width, face.box.height)
            label = LABELS.index(face.label)
            self._faces.append((index, face.track_id, box, face.probabilities, label, face.sure))

    def arrays(self) -> tuple[Records, Records]:
        """Return all results and all faces."""
        return self._readings.array(), self._faces.array()


class _Growing:
    def __init__(self, dtype: np.dtype[np.void]) -> None:
        self._dtype = dtype
        self._full: list[Records] = []
        self._filling = np.empty(_CHUNK, dtype)
        self._used = 0

    def __len__(self) -> int:
        return len(self._full) * _CHUNK + self._used

    def append(self, record: tuple[object, ...]) -> None:
        if self._used == _CHUNK:
            self._full.append(self._filling)
            self._filling, self._used = np.empty(_CHUNK, self._dtype), 0
        self._filling[self._used] = record
        self._used += 1

    def array(self) -> Records:
        return np.concatenate([*self._full, self._filling[: self._used]])

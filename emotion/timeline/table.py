"""The timeline: results over time, kept compactly as arrays; 46 bytes a face in a result, 12 a result."""

from dataclasses import astuple, dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS
from emotion.results import FrameResult

RESULTS: Final = np.dtype([("at", np.float64), ("frame", np.int32)])
FACES: Final = np.dtype(
    [
        ("result", np.int32),  # index into the results
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
class Timeline:
    """Results over time, of a stream or of a video alike.

    Attributes:
        width: of the pictures, upright, pixels; boxes are in these.
        height: likewise.
        seconds: how long it is.
        frames: how many came, those between two results included.
        results: of `RESULTS`, one for each frame that was searched for faces: seconds, index of the frame.
        faces: of `FACES`, in the order of the results.
    """

    width: int
    height: int
    seconds: float
    frames: int
    results: Records = field(repr=False)
    faces: Records = field(repr=False)

    @property
    def persons(self) -> tuple[int, ...]:
        """The persons in the order in which they came, 1, 2, 3 ..."""
        return tuple(np.unique(self.faces["person"]).tolist())

    def of(self, person: int) -> tuple[npt.NDArray[np.float64], Records]:
        """Return the times [n], seconds, at which a person was in view, and the records [n] of `FACES`."""
        records = self.faces[self.faces["person"] == person]
        return self.results["at"][records["result"]], records


class TimelineBuilder:
    """Takes tracked results one by one and keeps them as the arrays of a timeline."""

    def __init__(self) -> None:
        self._results, self._faces = _Growing(RESULTS), _Growing(FACES)

    def add(self, result: FrameResult) -> None:
        """Keep a tracker's result: its time, the index of its frame, and its faces by their track_id."""
        index = len(self._results)
        self._results.append((result.at, result.frame))
        for face in result.faces:
            label = LABELS.index(face.label)
            self._faces.append((index, face.track_id, astuple(face.box), face.probabilities, label, face.sure))

    def arrays(self) -> tuple[Records, Records]:
        """Return all results and all faces."""
        return self._results.array(), self._faces.array()


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

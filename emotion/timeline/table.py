"""The timeline: results over time, kept compactly as arrays; 52 bytes a face in a result, 13 a result."""

from dataclasses import astuple, dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS
from emotion.quality import FaceQuality, mask, unmasked
from emotion.results import FrameResult, worded

RESULTS: Final = np.dtype([("at", np.float64), ("frame", np.int32), ("too_dark", np.bool_)])
FACES: Final = np.dtype(
    [
        ("result", np.int32),  # index into the results
        ("person", np.int32),
        ("box", np.uint16, 4),  # left, top, width, height
        ("probabilities", np.float32, len(LABELS)),
        ("label", np.uint8),  # index into LABELS
        ("sure", np.bool_),
        ("rival", np.uint8),  # index into LABELS; `NO_RIVAL` for None
        ("issues", np.uint8),  # a mask, see `emotion.quality`
        ("yaw", np.int8),  # degrees, at most `STEEPEST` to either side; `NO_ANGLE` for None
        ("roll", np.int8),  # likewise
        ("score", np.uint8),  # in steps of `SCORE_STEP`; `NO_SCORE` for None
        ("baseline", np.bool_),  # whether the person's neutral baseline was subtracted
    ]
)
NO_RIVAL: Final = 255
NO_ANGLE: Final = -128
STEEPEST: Final = 127  # degrees to either side at most
SCORE_STEP: Final = 0.005
NO_SCORE: Final = 255
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
        results: of `RESULTS`, one for each frame that was searched for faces: seconds, index of the frame, and whether
            nobody was found and it was too dark for that.
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

    @property
    def too_dark(self) -> bool:
        """Whether most results have no face because it was too dark for that."""
        return bool(len(self.results) and self.results["too_dark"].mean() > 0.5)

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
        self._results.append((result.at, result.frame, result.too_dark))
        for face in result.faces:
            label = LABELS.index(face.label)
            rival = NO_RIVAL if face.rival is None else LABELS.index(face.rival)
            seen = index, face.track_id, astuple(face.box), face.probabilities, label, face.sure, rival
            self._faces.append((*seen, *_packed(face.quality), face.baseline))

    def arrays(self) -> tuple[Records, Records]:
        """Return all results and all faces."""
        return self._results.array(), self._faces.array()


def words_of(record: np.void) -> str:
    """Return the answer of a record of `FACES` as `FaceResult.words` does."""
    rival = None if record["rival"] == NO_RIVAL else LABELS[record["rival"]]
    return worded(LABELS[record["label"]], bool(record["sure"]), rival, not record["issues"])


def qualities_of(faces: Records) -> list[FaceQuality]:
    """Return the quality of each record of `FACES`: angles in whole degrees, the score in steps of `SCORE_STEP`."""
    columns = (faces[name].tolist() for name in ("yaw", "roll", "score", "issues"))
    return [
        FaceQuality(
            None if yaw == NO_ANGLE else yaw,
            None if roll == NO_ANGLE else roll,
            None if score == NO_SCORE else score * SCORE_STEP,
            unmasked(bits),
        )
        for yaw, roll, score, bits in zip(*columns, strict=True)
    ]


def _packed(quality: FaceQuality) -> tuple[int, int, int, int]:
    yaw, roll = (
        NO_ANGLE if angle is None else round(min(STEEPEST, max(-STEEPEST, angle)))
        for angle in (quality.yaw, quality.roll)
    )
    score = NO_SCORE if quality.score is None else round(quality.score / SCORE_STEP)
    return mask(quality.issues), yaw, roll, score


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

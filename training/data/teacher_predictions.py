"""Teacher predictions: what other networks answer to faces, as a file to learn from (arXiv 1503.02531)."""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS
from training.data.faceset import FaceSet
from training.runs.atomic_write import atomic_write

WHERE_FROM: Final = "python -m training teach writes one"
SUFFIX: Final = ".npz"


@dataclass(frozen=True)
class TeacherPredictions:
    """Probabilities by face.

    Attributes:
        names: str [n], of the faces, as `FaceSet` names them.
        probabilities: float32 [n, 7], in the order of `LABELS`, each row summing to 1.
        pixel_sums: int64 [n], of each face, by which another collection of the same names is noticed.
    """

    names: npt.NDArray[np.str_]
    probabilities: npt.NDArray[np.float32]
    pixel_sums: npt.NDArray[np.int64]

    @classmethod
    def to(cls, faces: FaceSet, probabilities: npt.NDArray[np.floating]) -> "TeacherPredictions":
        """Return the answers [n, 7] to these faces."""
        return cls(faces.names, np.asarray(probabilities, np.float32), _sums(faces))

    def save(self, path: Path) -> None:
        """Write the answers in half precision, 14 bytes a face and the names.

        Raises:
            ValueError: the file's name does not end in `.npz`.
        """
        if path.suffix != SUFFIX:
            raise ValueError(f"{path}: expected a name that ends in {SUFFIX}")
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(path) as partial:
            np.savez_compressed(
                partial,
                names=self.names,
                probabilities=self.probabilities.astype(np.float16),
                pixel_sums=self.pixel_sums,
            )

    @classmethod
    def load(cls, path: Path) -> "TeacherPredictions":
        """Read what `save` wrote.

        Raises:
            ValueError: it is no such file.
        """
        if not path.is_file():
            raise ValueError(f"{path}: no such file of answers; {WHERE_FROM}")
        try:
            with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
                names, halves, sums = (file[name] for name in ("names", "probabilities", "pixel_sums"))
        except (ValueError, TypeError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
            raise ValueError(f"{path}: no readable file of answers ({error}); {WHERE_FROM}") from error
        if halves.shape != (len(names), len(LABELS)) or sums.shape != names.shape:
            raise ValueError(f"{path}: expected {len(LABELS)} answers to each face, found {halves.shape}; {WHERE_FROM}")
        rows = halves.astype(np.float32)
        return cls(names, rows / rows.sum(axis=1, keepdims=True), sums)

    def of(self, faces: FaceSet) -> npt.NDArray[np.float32]:
        """Return the answers to these faces, float32 [n, 7].

        Raises:
            ValueError: a face has none, or is another face than the one that was answered to.
        """
        places = {name: index for index, name in enumerate(self.names.tolist())}
        missing = [name for name in faces.names.tolist() if name not in places]
        if missing:
            raise ValueError(f"{len(missing):,} faces have no answers, first {missing[0]}; {WHERE_FROM}")
        chosen = np.array([places[name] for name in faces.names.tolist()], np.int64)
        other = np.flatnonzero(self.pixel_sums[chosen] != _sums(faces))
        if len(other):
            raise ValueError(
                f"the answers are to other faces: {faces.names[other[0]]} and {len(other) - 1:,} more differ; "
                f"{WHERE_FROM}"
            )
        return self.probabilities[chosen]


def _sums(faces: FaceSet) -> npt.NDArray[np.int64]:
    return np.asarray(faces.pixels.sum(axis=(1, 2)), np.int64)

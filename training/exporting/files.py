"""The files of an export: each precision converted, compared and timed, and those written that an entry keeps."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import keras
import numpy as np
import numpy.typing as npt

from emotion.models.card import LITERT, StoredFile
from training.data.faceset import FaceSet
from training.evaluation.metrics import accuracy
from training.evaluation.predictors import Predictor, Probabilities, milliseconds, probabilities_of
from training.exporting.card import Converted
from training.exporting.convert import convert, difference
from training.progress import Progress

LARGEST_EXTRA: Final = 4_000_000  # bytes of a file that is installed beside the one that the app runs


def convert_all(
    network: keras.Model,
    precisions: Sequence[str],
    data: FaceSet,
    reference: Probabilities,
    load: Callable[[bytes], Predictor],
    progress: Progress,
) -> dict[str, Converted]:
    """Return the file of each precision and what it gave on PublicTest.

    Args:
        network: with all its weights in float32.
        precisions: of `training.exporting.convert.PRECISIONS`.
        data: Training and PublicTest faces.
        reference: the network's own probabilities of the PublicTest faces, [n, 7].
        load: makes a predictor of a file.
        progress: shown for each precision.

    Raises:
        ValueError: a file answers otherwise than its network.
    """
    examples, public = data.split("train").pixels, data.split("public")
    return {name: _convert(network, name, examples, public, reference, load, progress) for name in precisions}


def _convert(
    network: keras.Model,
    precision: str,
    examples: npt.NDArray[np.uint8],
    public: FaceSet,
    reference: Probabilities,
    load: Callable[[bytes], Predictor],
    progress: Progress,
) -> Converted:
    content = convert(network, precision, examples)
    predict = load(content)
    probabilities = probabilities_of(predict, public.pixels, f"LiteRT {precision}", progress)
    apart = difference(precision, reference, probabilities)
    share = accuracy(public.labels, probabilities)
    return Converted(content, probabilities, share, apart, milliseconds(predict, public.pixels[0]))


def write_networks(
    folder: Path, network: keras.Model, converted: Mapping[str, Converted], ship: str
) -> dict[str, StoredFile]:
    """Write the file that ships, and of the others those that are small enough; return them by role."""
    files: dict[str, StoredFile] = {}
    for precision, result in converted.items():
        shipped = precision == ship
        if shipped or len(result.content) <= LARGEST_EXTRA:
            path = folder / ("network.tflite" if shipped else f"network.{precision}.tflite")
            path.write_bytes(result.content)
            files[LITERT if shipped else f"{LITERT}-{precision}"] = StoredFile.of(path, precision)
    path = folder / "network.keras"
    network.save(path)
    if path.stat().st_size <= LARGEST_EXTRA:
        files["keras"] = StoredFile.of(path, "float32")
    else:
        path.unlink()
    return files

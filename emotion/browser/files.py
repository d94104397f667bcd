"""What a server hands to browsers that read faces themselves: the program as it was built, and the networks."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from emotion.browser import constants
from emotion.detection import model_files
from emotion.detection.model_files import DetectorFileError
from emotion.models import store
from emotion.models.card import LITERT
from emotion.models.store import ModelError, ModelStore, load_card, load_model
from emotion.notices import Library
from emotion.place import ROOT

BUILT: Final = Path(__file__).resolve().parent / "built"
SOURCES: Final = ROOT / "browser"  # only in a checkout, or where one was unpacked
MANIFEST: Final = "manifest.json"
PACKED: Final = ".gz"  # at the end of a file's name: the same file, compressed
COMMAND: Final = "python -m emotion.browser.build"


class NotBuiltError(Exception):
    """The program for browsers is missing here or does not fit this one; the message says what to do."""


@dataclass(frozen=True)
class BuiltFile:
    """A file of the program for browsers, in memory.

    Attributes:
        sha256: of its bytes, in hexadecimal.
        size: of these in bytes.
        content: its bytes, or where it is packed, the same compressed with gzip.
        packed: whether it is.
    """

    sha256: str
    size: int
    content: bytes = field(repr=False)
    packed: bool = False

    def plain(self) -> bytes:
        """Return its bytes, not compressed."""
        return gzip.decompress(self.content) if self.packed else self.content


@dataclass(frozen=True)
class Built:
    """The program for browsers.

    Attributes:
        version: 16 hexadecimal digits, others for each other build.
        files: by name.
        libraries: what others wrote in it.
    """

    version: str
    files: Mapping[str, BuiltFile]
    libraries: tuple[Library, ...]


@cache
def built() -> Built:
    """Return the program for browsers; read once in a process, when it is there.

    Raises:
        NotBuiltError: as `read`.
    """
    return read()


def read() -> Built:
    """Return the program for browsers as it lies on the disk now, each file verified.

    Raises:
        NotBuiltError: it was never built, for other constants than this program's, or its files are others now.
    """
    try:
        manifest = (BUILT / MANIFEST).read_bytes()
        values = json.loads(manifest)
        if values["constants"] != sha256(constants.as_json().encode()):
            raise NotBuiltError(f"{BUILT}: was built for another version of Mien; {_how()}")
        files = {name: _read(name, values["files"]) for name in values["files"] if not name.endswith(PACKED)}
        libraries = tuple(Library(**library) for library in values["libraries"])
    except FileNotFoundError as error:
        raise NotBuiltError(f"{error.filename}: no such file, so browsers cannot read faces; {_how()}") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotBuiltError(f"{BUILT}: cannot be read ({error}); {_how()}") from error
    return Built(sha256(manifest)[:16], MappingProxyType(files), libraries)


def problem() -> str:
    """Return why browsers cannot read faces here, a sentence; empty when they can."""
    try:
        built()
    except NotBuiltError as error:
        return str(error)
    return ""


def network(digest: str) -> bytes | None:
    """Return a network by the SHA-256 of its file: one of BlazeFace's, or what an entry of the store runs.

    None where no such network is offered, or its file cannot be had; other pages tell of that.
    """
    try:
        for file in model_files.FILES:
            if file.sha256 == digest:
                return model_files.content(file)
    except DetectorFileError:
        return None
    entries = ModelStore(store.MODELS)
    for name in entries.names():
        try:
            if load_card(entries.root / name).files[LITERT].sha256 == digest:
                return load_model(entries.root / name)[1]
        except ModelError:
            continue
    return None


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _read(name: str, sums: Mapping[str, str]) -> BuiltFile:
    plain = _content(name, sums)
    packed = f"{name}{PACKED}"
    content = _content(packed, sums) if packed in sums else plain
    return BuiltFile(sums[name], len(plain), content, packed in sums)


def _content(name: str, sums: Mapping[str, str]) -> bytes:
    content = (BUILT / name).read_bytes()
    if sha256(content) != sums[name]:
        raise NotBuiltError(f"{BUILT / name}: not the file that was built; {_how()}")
    return content


def _how() -> str:
    if (SOURCES / "package.json").exists():
        return f"run {COMMAND}"
    return f"run {COMMAND} in Mien's repository and install it again from there"

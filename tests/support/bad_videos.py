"""Files that are no video, no whole one, or an unusual one, each with what a visitor is told."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from tests.support.clips import astronaut, steady, write_clip, write_sleeve, write_sound

Maker = Callable[[Path], object]


@dataclass(frozen=True)
class BadVideo:
    """One file.

    Attributes:
        kind: what it is.
        make: writes it.
        refused: part of the sentence that refuses it; "" when it is read.
        when: "sent" or "read", when it is refused.
        warned: part of the warning beside the result; "" without.
        size: width and height of what is read, pixels.
        setting: of the host, name and value.
    """

    kind: str
    make: Maker
    refused: str = ""
    when: str = "sent"
    warned: str = ""
    size: tuple[int, int] = (0, 0)
    setting: tuple[str, str] | None = None


def _half(path: Path) -> None:
    content = write_clip(path, steady(20), (320, 240), astronaut).read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _half_with_its_index(path: Path) -> None:
    content = write_clip(path, steady(40), (320, 240), astronaut, told={"movflags": "faststart"}).read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _hollow(path: Path) -> None:
    """A whole index, and nothing but zeros where the frames should be."""
    content = bytearray(write_clip(path, steady(10), codec="mpeg4").read_bytes())
    start, end = content.index(b"mdat") + 4, content.index(b"moov") - 4
    content[start:end] = bytes(end - start)
    path.write_bytes(content)


def _picture(path: Path) -> None:
    Image.new("RGB", (64, 64), "white").save(path, "PNG")


def _turned(path: Path) -> None:
    def stored(number: int, width: int, height: int) -> npt.NDArray[np.uint8]:
        return np.ascontiguousarray(np.rot90(astronaut(number, height, width), -1))

    write_clip(path, steady(5), (320, 240), stored, rotation=90)


BAD_VIDEOS: Final = (
    BadVideo("sound with a cover picture", write_sleeve, "found only sound"),
    BadVideo("sound alone", write_sound, "found only sound"),
    BadVideo("nothing", lambda path: path.write_bytes(b""), "The file is empty"),
    BadVideo("text", lambda path: path.write_text("seconds,label\n" * 500), "no video of a known format"),
    BadVideo("a picture", _picture, "no video of a known format"),
    BadVideo("a playlist", lambda path: path.write_text("#EXTM3U\nfile:///etc/hostname\n"), "no video of a known"),
    BadVideo("half without its index", _half, "The MP4 or MOV file cannot be read: it is damaged or cut off"),
    BadVideo("no frame whole", _hollow, "has no frame that can be read", when="read"),
    BadVideo(
        "longer than the host allows",
        lambda path: write_clip(path, [0, 30_000, 61_000]),
        "at most 1.0 minutes are accepted",
        setting=("MIEN_MAX_VIDEO_MINUTES", "1"),
    ),
    BadVideo(
        "larger than the host allows",
        lambda path: path.write_bytes(bytes(2 * 2**20)),
        "The file has 2 MB; at most 1 MB are accepted",
        setting=("MIEN_MAX_VIDEO_MB", "1"),
    ),
    BadVideo("half with its index", _half_with_its_index, warned="cut off", size=(320, 240)),
    BadVideo("one frame", lambda path: write_clip(path, [0], (320, 240), astronaut), size=(320, 240)),
    BadVideo("turned by a quarter", _turned, size=(240, 320)),
)

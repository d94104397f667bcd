"""Which format a picture's bytes have, told from the bytes alone, and the library that reads it."""

import io
import re
from collections.abc import Callable
from typing import Final

from pi_heif import HeifImageFile
from PIL.AvifImagePlugin import AvifImageFile
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

FORMATS: Final = "JPEG, PNG, WebP, HEIC, AVIF, BMP, GIF or TIFF"

Opener = Callable[[io.BytesIO], ImageFile]


def open_heic(file: io.BytesIO) -> ImageFile:
    """Open a HEIC; refuse one that would crash the process.

    pi-heif 1.4.0, its last release, writes to address 0 when an item's type or content type is no UTF-8 (mended in
    pillow-heif, bigcat88/pillow_heif#478). Those of real pictures are ASCII.

    Raises:
        SyntaxError: as Pillow's plugins raise it, also for whatever else libheif refuses.
    """
    if not _items_are_plain(file.getvalue()):
        raise SyntaxError("expected items of ASCII types")
    image: ImageFile = HeifImageFile(file)
    return image


# The plugins are called by themselves, not through Image.open: that warns and refuses by a bound which is global to the
# process and too low for a large JPEG, and it opens many more formats.
_OPENERS: Final[tuple[tuple[bytes, str, Opener], ...]] = (
    (b"\xff\xd8\xff", "JPEG", JpegImageFile),
    (b"\x89PNG\r\n\x1a\n", "PNG", PngImageFile),
    (b"GIF87a", "GIF", GifImageFile),
    (b"GIF89a", "GIF", GifImageFile),
    (b"BM", "BMP", BmpImageFile),
    (b"II*\0", "TIFF", TiffImageFile),
    (b"MM\0*", "TIFF", TiffImageFile),
)
# The brands of ISO/IEC 23008-12 and of AVIF; a general one (mif1, msf1) stands first in many files of either kind.
_HEIC: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_AVIF: Final = frozenset({b"avif", b"avis"})
_LONGEST_TEXTS: Final = 1024  # bytes of an item's type, name and content type; real ones have some dozens


def recognize(content: bytes) -> tuple[str, Opener] | None:
    """Return a format's name and what opens it without decoding a pixel; None for bytes of no known format."""
    for signature, name, opener in _OPENERS:
        if content.startswith(signature):
            return name, opener
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WebP", WebPImageFile
    for brand in _brands(content):
        if brand in _HEIC:
            return "HEIC", open_heic
        if brand in _AVIF:
            return "AVIF", AvifImageFile
    return None


def lacks_its_end(content: bytes) -> bool:
    """Return whether bytes are certainly cut off, by a length that the file itself states (WebP, HEIC, AVIF)."""
    if content[:4] == b"RIFF":
        return int.from_bytes(content[4:8], "little") + 8 > len(content)
    if content[4:8] != b"ftyp":
        return False
    at = 0
    while at + 8 <= len(content):
        size = int.from_bytes(content[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(content[at + 8 : at + 16], "big")
        if size < 8:  # 0 is a box up to the file's end, the others are damage
            return False
        at += size
    return at != len(content)


def _brands(content: bytes) -> list[bytes]:
    """Return the brands of an ISO media file, the one that it names first in front; the second field is a version."""
    if content[4:8] != b"ftyp":
        return []
    box = content[: int.from_bytes(content[:4], "big")]
    return [box[8:12], *(box[start : start + 4] for start in range(16, len(box), 4))]


def _items_are_plain(content: bytes) -> bool:
    """Return whether each entry of an item (`infe`, ISO/IEC 14496-12) has a type and a content type in ASCII.

    Every place where an entry may begin is looked at, whatever the boxes around it: libheif may read them otherwise.
    """
    for found in re.finditer(b"infe", content):
        start, at = found.span()
        size = int.from_bytes(content[max(0, start - 4) : start], "big")
        if size > len(content):  # no box, but pixels that happen to spell its name
            continue
        if size < 2:  # its length stands elsewhere, and so do its fields; no encoder writes it so
            return False
        version = int.from_bytes(content[at : at + 1], "big")
        place = at + (8 if version < 3 else 10)  # after version, flags, the item's number and its protection
        kind = b"" if version < 2 else content[place : place + 4]
        if not kind.isascii():
            return False
        if version < 2 or kind == b"mime":
            texts = content[place + len(kind) : place + _LONGEST_TEXTS].split(b"\0", 2)  # name, content type, others
            if len(texts) < 3 or not texts[1].isascii():
                return False
    return True

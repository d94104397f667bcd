"""Which format a picture's bytes have, told from the bytes alone, and the library that reads it."""

import io
from collections.abc import Callable
from typing import Final

from PIL.AvifImagePlugin import AvifImageFile
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile
from pillow_heif import HeifImageFile

FORMATS: Final = "JPEG, PNG, WebP, HEIC, AVIF, BMP, GIF or TIFF"
# How names of such files end, in lower case. Their bytes decide what they are; this, what is looked at in a folder and
# what pickers offer.
ENDINGS: Final = (
    *(".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".bmp", ".gif", ".tif", ".tiff"),
    *(".jpe", ".jfif", ".jif", ".pjpeg", ".pjp", ".mpo", ".apng", ".hif", ".dib"),  # rarer ones
)

Opener = Callable[[io.BytesIO], ImageFile]

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
    (b"II+\0", "TIFF", TiffImageFile),  # BigTIFF
    (b"MM\0+", "TIFF", TiffImageFile),
)
# The brands of ISO/IEC 23008-12 and of AVIF; a general one (mif1, msf1) stands first in many files of either kind.
_HEIC: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_AVIF: Final = frozenset({b"avif", b"avis"})


def recognize(content: bytes) -> tuple[str, Opener] | None:
    """Return a format's name and what opens it without decoding a pixel; None for bytes of no known format."""
    for signature, name, opener in _OPENERS:
        if content.startswith(signature):
            return name, opener
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WebP", WebPImageFile
    for brand in _brands(content):
        if brand in _HEIC:
            return "HEIC", HeifImageFile
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

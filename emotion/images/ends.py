"""Pictures that lack nothing but their end: all pixels are there, and what closes the file is missing or wrong."""

import struct
from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

Decode = Callable[[bytes], npt.NDArray[np.uint8]]

_END: Final = b"\xff\xd9"  # of a JPEG (ITU-T T.81, B.1.1.3)
_RESTARTS: Final = range(0xD0, 0xD8)
# What libjpeg is given after a JPEG's last byte. Where pixels are missing they are made of it, and not all alike. A
# restart marker one or two ahead of the expected would be passed over: no number is so in both.
_PADS: Final = tuple(
    b"".join(bits * 64 + bytes((0xFF, 0xD0 + (first + step) % 8)) for step in range(16))
    for bits, first in ((b"\x55", 0), (b"\xaa", 4))
)


def with_its_end(content: bytes, decode: Decode) -> bytes | None:
    """Return the bytes of a picture with the end that they lack, None where pixels are missing, too.

    Args:
        content: a JPEG or WebP that cannot be decoded; other formats are decoded without their end anyway.
        decode: decodes bytes to pixels, and raises where it cannot.
    """
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content, decode)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content)
    return None


def _jpeg(content: bytes, decode: Decode) -> bytes | None:
    """Tell a JPEG that is whole by this: what is put after its last byte changes no pixel."""
    if not _has_all_scans(content):
        return None
    content = content.removesuffix(b"\xff")  # half an end marker
    pixels = decode(content + _END)
    same = all(np.array_equal(decode(content + pad + _END), pixels) for pad in _PADS)
    return content + _END if same else None


def _has_all_scans(content: bytes) -> bool:
    """Return whether the scans of a JPEG bring every coefficient of every component to its last bit."""
    left: set[tuple[int, int]] = set()
    for marker, body in _segments(content):
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and len(body) >= 6:  # the frame's header
            left = {(body[6 + 3 * index], at) for index in range(body[5]) for at in range(64)}
        elif marker == 0xDA:
            count = body[0]
            first, last, bits = body[1 + 2 * count : 4 + 2 * count]
            if not bits & 15:
                left -= {(body[1 + 2 * index], at) for index in range(count) for at in range(first, last + 1)}
    return not left


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield markers of a JPEG with what belongs to each, without the coded pixels."""
    at = 2
    while (at := content.find(b"\xff", at)) >= 0 and at + 4 <= len(content):
        marker = content[at + 1]
        if marker in (0x00, 0x01, 0xFF, *_RESTARTS):  # within coded pixels, or filling
            at += 1 if marker == 0xFF else 2
            continue
        size = int.from_bytes(content[at + 2 : at + 4], "big")
        yield marker, content[at + 4 : at + 2 + size]
        at += 2 + max(2, size)


def _webp(content: bytes) -> bytes:
    """Keep the chunks that are whole, and state the size that they have."""
    at = 12
    while at + 8 <= len(content):
        end = at + 8 + int.from_bytes(content[at + 4 : at + 8], "little")
        if end > len(content):
            break
        at = end + end % 2
    kept = content[12:at].ljust(at - 12, b"\0")
    return b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WEBP" + kept

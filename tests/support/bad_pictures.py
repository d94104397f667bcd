"""Odd and bad picture files, made in memory, each with what must come of it: a picture, or words of a sentence."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image
from skimage.data import astronaut

from emotion.results import Box
from tests.support.pictures import stored_as

Pixels = npt.NDArray[np.uint8]  # RGB [height, width, 3]
HEAD = np.ascontiguousarray(astronaut()[:200, 100:340])
FACE = Box(75, 65, 96, 96)  # of the head, by eye, pixels of HEAD
MARKUP = 'it\'s "so" *bold* `code` <script>alert(1)</script> :smile: $x^2$ [a](b) -> _i_.png'


@dataclass(frozen=True)
class Case:
    """A file and what must come of it.

    Attributes:
        label: of the test.
        name: of the file.
        content: its bytes.
        says: words of the sentence that refuses it; empty where it is a picture.
        expected: the upright picture that it holds.
        most: mean difference to it that is allowed, in grey levels.
        face: whether the head's face must be found in its place.
    """

    label: str
    name: str
    content: bytes
    says: str = ""
    expected: Pixels | None = None
    most: float = 6
    face: bool = True


def encode(picture: Pixels | Image.Image, kind: str, **options: Any) -> bytes:
    """Return a picture as a file."""
    file = io.BytesIO()
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    image.save(file, kind, **options)
    return file.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """Return a PNG of some bytes whose header states this size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def zipped() -> bytes:
    """Return a ZIP with a picture in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("face.png", encode(HEAD, "PNG"))
    return file.getvalue()


def refused() -> Iterator[Case]:
    """Yield files that hold no picture that can be read."""
    jpeg, png = encode(HEAD, "JPEG"), encode(HEAD, "PNG")
    damaged = bytearray(png)
    damaged[len(png) // 2 :: 97] = bytes(len(damaged[len(png) // 2 :: 97]))
    svg = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    yield Case("cut off JPEG", "cut.jpg", jpeg[: len(jpeg) // 2], "The JPEG file cannot be read: it is cut off.")
    yield Case("cut off PNG", "cut.png", png[: len(png) // 2], "The PNG file cannot be read: it is cut off.")
    yield Case("damaged PNG", "damaged.png", bytes(damaged), "The PNG file cannot be read: it is damaged")
    yield Case("empty", "empty.png", b"", "The file is empty.")
    yield Case("text named JPEG", "text.jpg", b"a picture of me", "no picture of a known format")
    yield Case("ZIP named PNG", "zip.png", zipped(), "no picture of a known format")
    yield Case(
        "HTML named PNG", "page.png", b"<!doctype html><script>alert(1)</script>", "no picture of a known format"
    )
    yield Case("SVG named PNG", "drawing.png", svg, "no picture of a known format")
    yield Case("PDF named JPEG", "paper.jpg", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "no picture of a known format")
    yield Case("video named JPEG", "clip.jpg", b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "no picture of a known format")
    yield Case("bomb", "bomb.png", png_claiming(60_000, 60_000), "3,600.0 megapixels (60000 x 60000); at most 50")
    yield Case("one line too long", "line.png", png_claiming(50_000_001, 1), "at most 50 megapixels")
    yield Case("name with markup, text", MARKUP, b"text", "no picture of a known format")
    yield Case("very long name, text", "x" * 250 + ".png", b"text", "no picture of a known format")


def turned() -> Iterator[Case]:
    """Yield the head as cameras store it that are held in each of the eight ways."""
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        content = encode(stored_as(HEAD, orientation), "JPEG", quality=92, exif=exif)
        yield Case(f"orientation {orientation}", f"turned {orientation}.jpg", content, expected=HEAD)


def unusual() -> Iterator[Case]:
    """Yield pictures that are read, however unusual their kind."""
    image, blank = Image.fromarray(HEAD), Image.new("RGB", (240, 200), "navy")
    grey = image.convert("L")
    grey_pixels = np.asarray(grey.convert("RGB"))
    deep = np.asarray(grey).astype(np.uint16) * 257
    frames: dict[str, Any] = {"save_all": True, "append_images": [blank, blank], "duration": 100}
    palette = image.quantize(64)
    alpha = Image.fromarray(np.repeat(np.r_[np.zeros(40), np.full(200, 255)].astype(np.uint8)[None], 200, 0))
    over_white = HEAD.copy()
    over_white[:, :40] = 255
    grey_over_white = grey_pixels.copy()
    grey_over_white[:, :40] = 255
    transparent, grey_transparent = image.copy(), grey.copy()
    transparent.putalpha(alpha)
    grey_transparent.putalpha(alpha)
    bits = image.convert("1")
    wide = np.repeat(np.linspace(0, 255, 30_000).astype(np.uint8)[None, :, None], 40, 0).repeat(3, 2)
    dot = np.full((1, 1, 3), (200, 20, 20), np.uint8)
    yield Case("CMYK", "print.jpg", encode(image.convert("CMYK"), "JPEG", quality=92), expected=HEAD)
    yield Case("16 bits", "deep.png", encode(Image.fromarray(deep), "PNG"), expected=grey_pixels)
    yield Case("animated GIF", "moving.gif", encode(image, "GIF", **frames), expected=HEAD, most=9)
    yield Case("animated WebP", "moving.webp", encode(image, "WEBP", **frames), expected=HEAD)
    yield Case("animated PNG", "moving.png", encode(image, "PNG", **frames), expected=HEAD)
    yield Case("transparent PNG", "clear.png", encode(transparent, "PNG"), expected=over_white)
    yield Case("grey with alpha", "grey clear.png", encode(grey_transparent, "PNG"), expected=grey_over_white)
    yield Case("palette", "palette.png", encode(palette, "PNG"), expected=np.asarray(palette.convert("RGB")))
    yield Case("1 bit", "bits.png", encode(bits, "PNG"), expected=np.asarray(bits.convert("RGB")), most=20, face=False)
    yield Case("broken EXIF", "exif.jpg", encode(image, "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff"), expected=HEAD)
    yield Case("1x1", "dot.png", encode(dot, "PNG"), expected=dot, face=False)
    yield Case("30,000 wide", "wide.png", encode(wide, "PNG"), expected=wide, face=False)
    yield Case("PNG named JPEG", "really png.jpg", encode(image, "PNG"), expected=HEAD)
    yield Case("name with markup", MARKUP, encode(image, "PNG"), expected=HEAD)
    yield Case("very long name", "y" * 250 + ".png", encode(image, "PNG"), expected=HEAD)

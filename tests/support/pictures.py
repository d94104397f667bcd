"""Pictures as files of every format, for the tests of what reads them."""

import io
from typing import Any

import numpy as np
import numpy.typing as npt
import pillow_heif
from PIL import Image

KINDS = ("JPEG", "PNG", "WEBP", "HEIC", "AVIF", "BMP", "GIF", "TIFF")
ORIENTATION = 0x0112  # the EXIF tag


def encode(picture: npt.NDArray[Any] | Image.Image, kind: str, **options: Any) -> bytes:
    """Return a picture as a file of one of `KINDS`, or of another that Pillow writes."""
    file = io.BytesIO()
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    if kind == "HEIC":
        if "exif" in options:
            options["exif"] = options["exif"].tobytes()  # the encoder writes the turn as a transformation as well
        pillow_heif.from_pillow(image).save(file, **options)
    else:
        image.save(file, kind, **options)
    return file.getvalue()


def held(orientation: int) -> Image.Exif:
    """Return EXIF data of a camera held in one of the eight ways."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif


def stored_as(upright: npt.NDArray[np.uint8], orientation: int) -> npt.NDArray[np.uint8]:
    """Turn a picture as a camera stores it that is held as EXIF's orientation says (1 to 8)."""
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright),
        7: upright[::-1, ::-1].transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }
    return np.ascontiguousarray(stored[orientation])


def distance(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> float:
    """Return the mean difference of two pictures, in levels."""
    return float(np.abs(one.astype(float) - other.astype(float)).mean())

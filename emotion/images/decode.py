"""Pictures from outside: untrusted bytes to an upright RGB picture."""

import io
import warnings
from contextlib import suppress
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile

from emotion.images.colour import in_srgb
from emotion.images.ends import with_its_end
from emotion.images.formats import FORMATS as FORMATS
from emotion.images.formats import Opener, lacks_its_end, recognize

MAX_BYTES: Final = 40 * 1024 * 1024
MAX_PIXELS: Final = 50_000_000

_ORIENTATION: Final = 0x0112  # the EXIF tag; its values 2 to 8 say how a camera was held
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Pillow warns of each odd EXIF tag of each picture: noise in a server's log, and kept for ever, since no two are alike.
warnings.filterwarnings("ignore", module=r"PIL\.")


class PictureError(ValueError):
    """Bytes that give no picture; the message says why in a sentence for the person who sent them."""


class PictureTooLargeError(PictureError):
    """Too many bytes or pixels."""


class UnknownFormatError(PictureError):
    """Bytes of no format that is read here."""


def decode(content: bytes) -> npt.NDArray[np.uint8]:
    """Return the picture in a file's bytes as RGB uint8 [height, width, 3], upright, what is transparent on white.

    The content alone decides what the file is. Of an animation the first frame counts. Sizes are checked before any
    pixel is decoded; a JPEG over `MAX_PIXELS` comes out at a half, a quarter or an eighth of its size.

    Raises:
        PictureError: empty, over `MAX_BYTES` or `MAX_PIXELS`, cut off, damaged, or no picture of a known format.
    """
    check_size(len(content))
    known = recognize(content)
    if known is None:
        raise UnknownFormatError(f"The file is no picture of a known format. Expected {FORMATS}.")
    name, opener = known
    try:
        return _decoded(content, name, opener)
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureTooLargeError(_too_large("The picture has too many pixels", MAX_PIXELS, name)) from error
    # On hostile bytes Pillow's parsers raise whatever they run into: OSError, SyntaxError, struct.error, KeyError,
    # ZeroDivisionError, MemoryError and more.
    except Exception as error:
        cut = lacks_its_end(content) or "truncated" in str(error)
        if cut or name == "WebP":  # to tell whether a JPEG is whole takes several decodings: not for every damage
            with suppress(Exception):
                whole = with_its_end(content, lambda ended: _decoded(ended, name, opener))
                if whole is not None:
                    return _decoded(whole, name, opener)
        fault = "is cut off" if cut else "is damaged, cut off or of an unusual kind"
        raise PictureError(
            f"The {name} file cannot be read: it {fault}. Send it again, or save it anew as JPEG or PNG."
        ) from error


def _decoded(content: bytes, name: str, opener: Opener) -> npt.NDArray[np.uint8]:
    image = opener(io.BytesIO(content))
    _bound(image, name, content)
    image.load()
    # Read after load(), which turns a TIFF upright by itself and finds the EXIF block that ends a PNG. An AVIF's
    # transformation is put into EXIF by its plugin; a HEIC's is carried out, and the turn in EXIF cleared.
    turn = _turn(image)
    picture = _rgb(image)
    return np.array(picture if turn is None else picture.transpose(turn))


def check_size(size: int) -> None:
    """Refuse a file of so many bytes, which can be told before it is read.

    Raises:
        PictureError: empty, or over `MAX_BYTES`.
    """
    if not size:
        raise PictureError(f"The file is empty. Expected a picture: {FORMATS}.")
    if size > MAX_BYTES:
        raise PictureTooLargeError(
            f"The file has {size / 2**20:.1f} MB; at most {MAX_BYTES / 2**20:.0f} MB are accepted. "
            "Send a smaller picture."
        )


def _bound(image: ImageFile, name: str, content: bytes) -> None:
    """Refuse a picture over `MAX_PIXELS`, or have a JPEG decoded smaller. Nothing is decoded here."""
    width, height = image.size
    if width * height <= MAX_PIXELS:
        return
    size = f"The picture has {width * height / 1e6:,.1f} megapixels ({width} x {height})"
    if not isinstance(image, JpegImageFile):
        raise PictureTooLargeError(_too_large(size, MAX_PIXELS, name))
    if not _one_pass(image, content):
        raise PictureTooLargeError(_too_large(size, MAX_PIXELS, "progressive JPEG"))
    for scale in (2, 4, 8):
        if -(-width // scale) * -(-height // scale) <= MAX_PIXELS:
            image.draft(None, (width // scale, height // scale))
            return
    raise PictureTooLargeError(_too_large(size, 64 * MAX_PIXELS, name))


def _too_large(size: str, most: int, kind: str) -> str:
    article = "an" if kind == "AVIF" else "a"
    return (
        f"{size}; at most {most / 1e6:,.0f} megapixels are accepted in {article} {kind} file. Send a smaller picture."
    )


def _one_pass(image: JpegImageFile, content: bytes) -> bool:
    """Return whether libjpeg can decode line by line.

    A progressive JPEG, or one whose first scan lacks a colour, is held in memory at full size whatever the scale: a
    file of some kilobytes that claims 400 megapixels took 2.3 GB and 14 s.
    """
    assert image.fp is not None
    header = 8 + 2 * image.layers  # bytes of a scan's header with all colours; the plugin stops right after it
    start = image.fp.tell() - header
    whole = content[start : start + 2] == b"\xff\xda" and content[start + 4] == image.layers
    return whole and not image.info.get("progressive")


def _turn(image: ImageFile) -> Image.Transpose | None:
    try:
        return _UPRIGHT.get(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # a broken EXIF block is no reason to lose the picture
        return None


def _rgb(image: Image.Image) -> Image.Image:
    """Return any mode as RGB of sRGB, transparent parts over white."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I") or image.mode == "F":
        image = Image.fromarray(_eight_bits(np.asarray(image), sixteen=image.mode.startswith("I;16")))
    elif image.has_transparency_data:
        grey = image.mode in ("L", "LA")
        image = image.convert("RGBA")
        opaque = in_srgb(image.getchannel("R") if grey else image.convert("RGB"), profile) if profile else None
        if opaque is not None:
            opaque.putalpha(image.getchannel("A"))
            image = opaque
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
        return image.convert("RGB")
    elif profile and image.mode not in ("L", "CMYK", "LAB"):
        image = image if image.mode == "RGB" else image.convert("RGB")
    image = in_srgb(image, profile) or image
    return image if image.mode == "RGB" else image.convert("RGB")  # convert() copies what is RGB already


def _eight_bits(values: npt.NDArray[np.generic], sixteen: bool) -> npt.NDArray[np.uint8]:
    """Scale grey values to 0 to 255.

    Integers of 32 bits and floats have no agreed white: it is the lowest of 1 (floats alone), 255 and 65535 that none
    exceeds, else the highest value.
    """
    levels = values.astype(np.float32)
    if sixteen:
        white = 65535.0
    else:
        np.nan_to_num(levels, copy=False, nan=0.0)
        highest = float(levels.max())
        usual = (1.0, 255.0, 65535.0) if values.dtype.kind == "f" else (255.0, 65535.0)
        white = next((bound for bound in usual if highest <= bound), highest)
    # In place: every copy of the largest picture takes 200 MB.
    levels /= white
    np.clip(levels, 0.0, 1.0, out=levels)
    levels *= 255
    return np.rint(levels, out=levels).astype(np.uint8)

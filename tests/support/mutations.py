"""Small files of every picture format, and what becomes of them when they are damaged: each a function of its seed.

Run as a program it decodes a range of them, since a library that crashes takes its process along. It tells the seed
before it decodes a file, so that the last one told is the one that crashed:

    python -m tests.support.mutations FIRST COUNT
"""

import json
import re
import resource
import signal
import sys
import traceback
import warnings
import zlib
from functools import cache
from random import Random

import numpy as np
from PIL import Image

from emotion.images.decode import MAX_PIXELS, PictureError, decode
from tests.support.pictures import encode, held

SECONDS = 60  # for one file: far more than a busy machine needs, so that only one that hangs is ended
EXTREMES = (b"\0\0\0\0", b"\0\0\0\1", b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff", b"\0\x80")
PNG = b"\x89PNG\r\n\x1a\n"


@cache
def whole_files() -> dict[str, bytes]:
    """Return files by what is particular to them, some hundred bytes each."""
    down, across = np.mgrid[0:20, 0:24]
    colour = Image.fromarray(np.dstack([across * 10, down * 12, across * down % 256]).astype(np.uint8))
    grey, palette, negative = colour.convert("L"), colour.quantize(16), colour.point(lambda level: 255 - level)
    clear = colour.copy()
    clear.putalpha(grey)
    turned = held(6)
    turned[0x010F] = "maker"
    animated = {"save_all": True, "append_images": [negative]}
    files = {
        "JPEG": encode(colour, "JPEG", exif=turned),
        "JPEG progressive": encode(colour, "JPEG", progressive=True),
        "JPEG grey": encode(grey, "JPEG"),
        "JPEG CMYK": encode(colour.convert("CMYK"), "JPEG"),
        "PNG": encode(colour, "PNG", exif=turned),
        "PNG palette": encode(palette, "PNG", transparency=b"\0\x80"),
        "PNG 16 bit": encode(np.asarray(grey).astype(np.uint16) * 257, "PNG"),
        "PNG clear": encode(clear, "PNG"),
        "PNG animated": encode(colour, "PNG", **animated),
        "WebP": encode(colour, "WEBP", exif=turned),
        "WebP lossless": encode(clear, "WEBP", lossless=True),
        "WebP animated": encode(colour, "WEBP", **animated),
        "HEIC": encode(colour, "HEIC", exif=turned),
        "HEIC clear": encode(clear, "HEIC", xmp=b"<x/>"),
        "AVIF": encode(colour, "AVIF", exif=turned, speed=10),
        "AVIF clear": encode(clear, "AVIF", speed=10),
        "AVIF animated": encode(colour, "AVIF", speed=10, **animated),
        "BMP": encode(colour, "BMP"),
        "BMP palette": encode(palette, "BMP"),
        "BMP one bit": encode(colour.convert("1"), "BMP"),
        "GIF": encode(palette, "GIF", transparency=1),
        "GIF animated": encode(colour, "GIF", **animated),
        "TIFF": encode(colour, "TIFF", exif=turned),
        "TIFF fax": encode(colour.convert("1"), "TIFF", compression="group4"),
    }
    compressions = ("tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg")
    files |= {f"TIFF {name}": encode(colour, "TIFF", compression=name) for name in compressions}
    return files | {f"TIFF {mode}": encode(colour.convert(mode), "TIFF") for mode in ("CMYK", "LAB", "F", "I", "YCbCr")}


def mutated(seed: int) -> tuple[str, bytes]:
    """Return which file was damaged, and what it is now."""
    random, files = Random(seed), whole_files()
    names = list(files)
    name = names[seed % len(names)]
    content = bytearray(files[name])
    for _ in range(random.choice((1, 1, 2, 3))):
        # Headers hold most of what can go wrong: half of the damage is done to the first 200 bytes.
        reach = max(1, len(content) if random.random() < 0.5 else min(200, len(content)))
        at = random.randrange(reach)
        match random.choice(("flip", "set", "extreme", "cut", "insert", "splice", "repeat", "word")):
            case "flip":
                content[at : at + 1] = bytes(byte ^ 1 << random.randrange(8) for byte in content[at : at + 1])
            case "set":
                for _ in range(random.randint(1, 6)):
                    at = random.randrange(reach)
                    content[at : at + 1] = random.randbytes(1)
            case "extreme":
                value = random.choice(EXTREMES)
                content[at : at + len(value)] = value
            case "cut":
                del content[at : at + random.choice((1, 2, 4, random.randint(1, len(content) + 1)))]
            case "insert":
                content[at:at] = random.randbytes(random.choice((1, 2, 4, 64)))
            case "splice":
                other = files[random.choice(names)]
                content = bytearray(other[: random.choice((4, 12, 32, len(other) // 2))]) + content[at:]
            case "word":  # names of chunks and boxes, which libraries take for text
                place = random.choice([0, *(word.start() for word in re.finditer(rb"[A-Za-z]{4}", content))])
                content[place + 1 : place + 2] = bytes([random.randrange(0x80, 0x100)])
            case "repeat":
                start = random.randrange(len(content) + 1)
                content[at:at] = content[start : start + random.randint(1, 200)]
    return name, with_checksums(bytes(content)) if random.random() < 0.7 else bytes(content)


def with_checksums(content: bytes) -> bytes:
    """Return a PNG with the right checksums, so that damage is not refused because of them; others as they are."""
    if not content.startswith(PNG):
        return content
    mended, at = bytearray(PNG), len(PNG)
    while (end := at + 12 + int.from_bytes(content[at : at + 4], "big")) <= len(content):
        body = content[at : end - 4]
        mended += body + zlib.crc32(body[4:]).to_bytes(4, "big")
        at = end
    return bytes(mended) + content[at:]


def outcome(content: bytes) -> str:
    """Decode a file and say whether it was read, was refused as promised, or broke a promise."""
    try:
        picture = decode(content)
    except PictureError as error:
        sentence = str(error)
        return "refused" if sentence[0].isupper() and sentence.endswith(".") and sentence.isprintable() else sentence
    except BaseException:
        return traceback.format_exc()
    height, width, channels = picture.shape
    good = picture.dtype == np.uint8 and channels == 3 and 0 < height * width <= MAX_PIXELS
    return "read" if good else f"a picture of {picture.dtype} {picture.shape}"


def main(first: int, count: int) -> None:
    whole_files()
    shown: list[str] = []
    warnings.showwarning = lambda message, *_: shown.append(f"warned: {message}")
    before = peak()
    for seed in range(first, first + count):
        name, content = mutated(seed)
        print(json.dumps({"seed": seed, "name": name}), flush=True)
        signal.alarm(SECONDS)
        result = outcome(content)
        signal.alarm(0)
        print(json.dumps({"outcome": shown.pop() if shown else result, "more": peak() - before}), flush=True)


def peak() -> int:
    """Return the most memory that this process ever held, bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

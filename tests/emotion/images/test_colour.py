"""Colours by the profile that a picture brings, whatever its kind."""

import io
import struct

import numpy as np
import pytest
from PIL import Image, ImageCms

from emotion.images.decode import decode
from tests.support.pictures import distance, encode

COLOURS = np.array([[(200, 60, 40), (60, 180, 60), (220, 160, 130)]], np.uint8).repeat(20, 0).repeat(20, 1)
P3 = ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407))  # its primaries, XYZ of D50
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def profile(space: bytes, curves: dict[bytes, bytes]) -> bytes:
    """Return an ICC profile of version 2, with tags beside its white."""
    tags = {b"wtpt": xyz((0.9642, 1, 0.8249)), b"desc": b"desc" + bytes(4) + struct.pack(">I", 2) + b"a" + bytes(79)}
    tags |= {b"cprt": b"text" + bytes(4) + b"none" + bytes(4)} | curves
    at, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for name, content in tags.items():
        padded = content + bytes(-len(content) % 4)
        table += name + struct.pack(">II", at + len(body), len(padded))
        body += padded
    head = struct.pack(
        ">I4sI4s4s4s12s4s", at + len(body), bytes(4), 0x02400000, b"mntr", space, b"XYZ ", bytes(12), b"acsp"
    )
    light = xyz((0.9642, 1, 0.8249))[8:]
    return (head + bytes(28) + light).ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def gamma(power: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(power * 256))


def wide() -> bytes:
    """Return a profile with the primaries of Display P3 and a gamma of 2.2."""
    tags = {name + b"XYZ": xyz(values) for name, values in zip((b"r", b"g", b"b"), P3, strict=True)}
    return profile(b"RGB ", tags | {name + b"TRC": gamma(2.2) for name in (b"r", b"g", b"b")})


def stored(picture: np.ndarray, content: bytes, mode: str = "RGB") -> Image.Image:
    """Return a picture of sRGB in the colours of a profile."""
    target = ImageCms.ImageCmsProfile(io.BytesIO(content))
    image = ImageCms.profileToProfile(Image.fromarray(picture), ImageCms.createProfile("sRGB"), target, outputMode=mode)
    assert image is not None
    return image


@pytest.mark.parametrize(
    ("kind", "options", "most"),
    [
        ("PNG", {}, 2),
        ("TIFF", {}, 2),
        ("WEBP", {"lossless": True}, 2),
        ("JPEG", {"quality": 100, "subsampling": 0}, 3),
        ("HEIC", {"quality": 100, "chroma": 444}, 4),
        ("AVIF", {"quality": 100, "subsampling": "4:4:4"}, 4),
    ],
)
def test_a_wide_profile_is_shown_in_srgb(kind, options, most):
    image = stored(COLOURS, wide())
    assert distance(np.asarray(image), COLOURS) > 5, "the numbers of the file are others"
    content = encode(image, kind, icc_profile=wide(), **options)
    centres = decode(content)[10, 10::20].astype(int)
    assert np.abs(centres - COLOURS[10, 10::20]).max() <= most


def test_transparent_parts_of_a_wide_picture_are_white():
    image = stored(COLOURS, wide())
    image.putalpha(Image.fromarray(np.where(np.arange(60) < 20, 0, 255).astype(np.uint8)[None].repeat(20, 0)))
    picture = decode(encode(image, "PNG", icc_profile=wide())).astype(int)
    assert picture[:, :20].min() == 255
    assert np.abs(picture[:, 20:] - COLOURS[:, 20:]).max() <= 2


def test_a_palette_of_a_wide_profile_is_shown_in_srgb():
    image = stored(COLOURS, wide()).quantize(8)
    assert np.abs(decode(encode(image, "PNG", icc_profile=wide())).astype(int) - COLOURS).max() <= 3


@pytest.mark.parametrize("mode", ["L", "LA"])
def test_grey_with_a_gamma_of_its_own(mode):
    levels = np.arange(256, dtype=np.uint8)[None]
    content = encode(Image.fromarray(levels).convert(mode), "PNG", icc_profile=profile(b"GRAY", {b"kTRC": gamma(1.8)}))
    light = (levels[0] / 255) ** 1.8
    expected = 255 * np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    picture = decode(content)
    assert np.abs(picture[0, :, 0] - expected)[8:].max() <= 1.5, "very dark ones are rounded"
    assert (picture == picture[..., :1]).all()


def test_lab_with_its_profile_is_read(astronaut):
    content = encode(stored(astronaut, LAB, "LAB"), "TIFF", icc_profile=LAB)
    assert distance(decode(content), astronaut) <= 3


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK", "RGBA"])
@pytest.mark.parametrize("content", [b"no profile", wide()[:200], wide()[:-40], LAB, SRGB], ids=range(5))
def test_a_profile_that_is_broken_or_of_other_colours_changes_nothing(astronaut, mode, content):
    image = Image.fromarray(astronaut).convert(mode)
    kind = "TIFF" if mode == "CMYK" else "PNG"
    assert np.array_equal(decode(encode(image, kind, icc_profile=content)), decode(encode(image, kind)))

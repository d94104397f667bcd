"""Bytes of every format, colour mode and orientation to an upright RGB picture."""

import cv2
import numpy as np
import pytest
from PIL import Image

from emotion.images.decode import decode
from tests.support.pictures import KINDS, distance, encode, held, stored_as


@pytest.mark.parametrize(
    ("kind", "options", "most"),
    [
        ("JPEG", {"quality": 95}, 3),
        ("JPEG", {"quality": 95, "progressive": True}, 3),
        ("PNG", {}, 0),
        ("WEBP", {"lossless": True}, 0),
        ("WEBP", {"quality": 95}, 3),
        ("HEIC", {"quality": 95}, 3),
        ("AVIF", {"quality": 95}, 3),
        ("BMP", {}, 0),
        ("GIF", {}, 8),
        ("TIFF", {}, 0),
        ("TIFF", {"big_tiff": True}, 0),
        ("TIFF", {"compression": "tiff_lzw"}, 0),
        ("TIFF", {"compression": "tiff_deflate"}, 0),
    ],
)
def test_formats(astronaut, kind, options, most):
    picture = decode(encode(astronaut, kind, **options))
    assert picture.shape == astronaut.shape
    assert picture.dtype == np.uint8
    assert distance(picture, astronaut) <= most


@pytest.mark.parametrize(
    ("kind", "mode", "most"),
    [
        ("PNG", "L", 0),
        ("PNG", "LA", 0),
        ("TIFF", "PA", 0),
        ("TIFF", "F", 0.01),
        ("TIFF", "I", 0.01),
        ("JPEG", "L", 3),
        ("BMP", "L", 0),
    ],
)
def test_grey_modes(astronaut, kind, mode, most):
    grey = Image.fromarray(astronaut).convert("L")
    picture = decode(encode(grey.convert(mode), kind))
    assert distance(picture, np.asarray(grey.convert("RGB"))) <= most


@pytest.mark.parametrize(
    ("kind", "mode", "most"),
    [
        ("PNG", "P", 20),
        ("PNG", "RGBA", 0),
        ("TIFF", "CMYK", 1),
        ("JPEG", "CMYK", 4),
        ("TIFF", "YCbCr", 3),
        ("TIFF", "LAB", 2),
    ],
)
def test_colour_modes(astronaut, kind, mode, most):
    picture = decode(encode(Image.fromarray(astronaut).convert(mode), kind))
    assert distance(picture, astronaut) <= most


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP"])
def test_one_bit(kind):
    bits = np.eye(9, dtype=bool)
    assert decode(encode(bits, kind)).tolist() == (bits[..., None] * np.full(3, 255)).tolist()


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bit_grey_is_scaled(kind):
    levels = np.array([[0, 257, 32896, 65535]], np.uint16)
    assert decode(encode(levels, kind))[0, :, 0].tolist() == [0, 1, 128, 255]


def test_dark_sixteen_bit_grey_stays_dark():
    assert decode(encode(np.full((2, 2), 200, np.uint16), "PNG")).max() == 1


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
def test_sixteen_bit_colour_is_scaled(suffix):
    levels = np.array([[[0, 32896, 65535], [65535, 257, 0]]], np.uint16)
    _, content = cv2.imencode(suffix, levels[..., ::-1])
    assert decode(content.tobytes()).tolist() == [[[0, 128, 255], [255, 1, 0]]]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (np.array([[0.0, 0.5, 1.0]], np.float32), [0, 128, 255]),
        (np.array([[0.0, 100.0, 255.0]], np.float32), [0, 100, 255]),
        (np.array([[-3.0, 32767.5, 65535.0]], np.float32), [0, 128, 255]),
        (np.array([[np.nan, 0.5, 1.0]], np.float32), [0, 128, 255]),
        (np.array([[0, 0, 0]], np.float32), [0, 0, 0]),
        (np.array([[0, 1, 255]], np.int32), [0, 1, 255]),
        (np.array([[-5, 32896, 65535]], np.int32), [0, 128, 255]),
        (np.array([[0, 100_000, 200_000]], np.int32), [0, 128, 255]),
    ],
)
def test_whole_numbers_and_floats_find_their_white(values, expected):
    assert decode(encode(values, "TIFF"))[0, :, 0].tolist() == expected


def transparent_pictures():
    alpha = np.array([[0, 255, 51]], np.uint8)
    colour = np.zeros((1, 3, 3), np.uint8)
    rgba = Image.fromarray(np.dstack([colour, alpha]))
    grey = Image.fromarray(np.dstack([colour[..., 0], alpha]))
    palette = Image.fromarray(np.array([[0, 1, 2]], np.uint8)).convert("P")
    palette.putpalette([0, 0, 0] * 3)
    yield "rgba", encode(rgba, "PNG"), [255, 0, 204]
    yield "grey", encode(grey, "PNG"), [255, 0, 204]
    yield "webp", encode(rgba, "WEBP", lossless=True, exact=True), [255, 0, 204]
    yield "palette", encode(palette, "PNG", transparency=bytes([0, 255, 51])), [255, 0, 204]
    yield "palette entry", encode(palette, "GIF", transparency=1), [0, 255, 0]
    yield "colour key", encode(colour, "PNG", transparency=(0, 0, 0)), [255, 255, 255]


@pytest.mark.parametrize(
    ("content", "expected"), [pytest.param(content, row, id=name) for name, content, row in transparent_pictures()]
)
def test_transparent_parts_are_white(content, expected):
    assert decode(content)[0].tolist() == [[value] * 3 for value in expected]


@pytest.mark.parametrize("kind", ["HEIC", "AVIF"])
def test_transparent_parts_of_a_lossy_picture_are_white(kind):
    rgba = np.zeros((64, 64, 4), np.uint8)
    rgba[:, 32:, 3] = 255
    picture = decode(encode(rgba, kind))
    assert picture[:, :30].min() > 250
    assert picture[:, 34:].max() < 5


def test_first_frame_of_an_animation():
    frames = [Image.new("RGB", (8, 6), colour) for colour in ("red", "blue")]
    assert decode(encode(frames[0], "GIF", save_all=True, append_images=frames[1:])).tolist() == [[[255, 0, 0]] * 8] * 6


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIC", "AVIF", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(astronaut, kind, orientation):
    upright = astronaut[:160, 100:340]
    picture = decode(encode(stored_as(upright, orientation), kind, exif=held(orientation)))
    assert picture.shape == upright.shape
    assert distance(picture, upright) < 6


def test_broken_exif_does_not_lose_the_picture(astronaut):
    content = encode(astronaut, "PNG", exif=b"Exif\0\0no TIFF header")
    assert np.array_equal(decode(content), astronaut)


@pytest.mark.parametrize("kind", KINDS)
def test_smallest_picture(kind):
    assert decode(encode(np.zeros((1, 1, 3), np.uint8), kind)).shape == (1, 1, 3)

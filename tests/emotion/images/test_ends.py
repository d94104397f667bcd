"""Pictures without their end are shown where all pixels are there, and refused where one is missing."""

import io
import struct

import numpy as np
import pytest
from PIL import Image

from emotion.images.decode import PictureError, decode
from tests.support.pictures import encode

ROW = {"restart_marker_blocks": 1}
JPEGS = [
    {},
    {"quality": 95, "subsampling": 0},
    {"progressive": True},
    {"restart_marker_rows": 1},
    {"restart_marker_blocks": 1},
    {"progressive": True, "restart_marker_rows": 1},
]


def same(content: bytes, whole: bytes) -> bool:
    return np.array_equal(decode(content), decode(whole))


@pytest.mark.parametrize("options", JPEGS, ids=str)
@pytest.mark.parametrize("missing", [1, 2])
def test_a_jpeg_without_its_end_marker_is_shown(astronaut, options, missing):
    whole = encode(astronaut, "JPEG", **options)
    assert whole.endswith(b"\xff\xd9")
    assert same(whole[:-missing], whole)


def test_a_grey_jpeg_without_its_end_marker_is_shown():
    whole = encode(Image.radial_gradient("L"), "JPEG")
    assert same(whole[:-2], whole)


@pytest.mark.parametrize("options", JPEGS, ids=str)
@pytest.mark.parametrize("missing", [12, 40, 300])
def test_a_jpeg_whose_last_pixels_are_missing_is_refused(astronaut, options, missing):
    with pytest.raises(PictureError, match="it is cut off"):
        decode(encode(astronaut, "JPEG", **options)[:-missing])


@pytest.mark.parametrize("mark", range(0xD0, 0xD8))
def test_a_jpeg_that_is_cut_where_decoding_starts_anew_is_refused(astronaut, mark):
    content = encode(astronaut, "JPEG", restart_marker_rows=1)
    with pytest.raises(PictureError, match="it is cut off"):
        decode(content[: content.rindex(bytes((0xFF, mark)))])


def test_a_progressive_jpeg_that_is_cut_between_two_scans_is_refused(astronaut):
    content = encode(astronaut, "JPEG", progressive=True)
    last = content.rindex(b"\xff\xda")
    table = content.rindex(b"\xff\xc4", 0, last)
    for cut in (last, table if last - table < 200 else last):
        with pytest.raises(PictureError, match="it is cut off"):
            decode(content[:cut])


@pytest.mark.parametrize("missing", [1, 4, 12, 16])
def test_a_png_without_its_end_is_shown(astronaut, missing):
    whole = encode(astronaut, "PNG")
    assert same(whole[:-missing], whole)


def test_a_gif_without_its_trailer_is_shown(astronaut):
    whole = encode(astronaut, "GIF")
    assert same(whole[:-1], whole)


@pytest.mark.parametrize("off", [-(10**4), -100, 1, 100, 10**6])
@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"exif": Image.Exif()}], ids=str)
def test_a_webp_that_states_a_wrong_length_is_shown(astronaut, off, options):
    whole = encode(astronaut, "WEBP", **options)
    assert same(whole[:4] + struct.pack("<I", len(whole) - 8 + off) + whole[8:], whole)


def test_a_webp_whose_metadata_after_the_pixels_are_cut_off_is_shown(astronaut):
    whole = encode(astronaut, "WEBP", xmp=b"x" * 500)
    assert same(whole[:-200], whole)


@pytest.mark.parametrize("missing", [12, 300])
def test_a_webp_whose_last_pixels_are_missing_is_refused(astronaut, missing):
    content = encode(astronaut, "WEBP", lossless=True)[:-missing]
    with pytest.raises(PictureError, match="cannot be read"):
        decode(content)
    with pytest.raises(PictureError, match="cannot be read"):
        decode(content[:4] + struct.pack("<I", len(content) - 8) + content[8:])


def test_a_bmp_without_what_fills_its_last_line_is_shown(astronaut):
    whole = encode(astronaut[:, :241], "BMP")
    assert same(whole[:-1], whole)
    with pytest.raises(PictureError, match="it is cut off"):
        decode(whole[:-2])


def test_the_end_of_a_large_jpeg_is_looked_for_at_its_reduced_size():
    file = io.BytesIO()
    Image.linear_gradient("L").resize((9_000, 6_000)).save(file, "JPEG")
    assert decode(file.getvalue()[:-2]).shape == (3_000, 4_500, 3)

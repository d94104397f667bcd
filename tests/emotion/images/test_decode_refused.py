"""Bytes that give no picture: cut off, damaged, of another format, or too large."""

import io
import struct
import zipfile
import zlib

import numpy as np
import pytest
from PIL import Image

from emotion.images import decode as images
from emotion.images.decode import PictureError, decode
from tests.support.pictures import KINDS, encode


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("kind", KINDS)
def test_cut_off(astronaut, kind, share):
    content = encode(astronaut, kind)
    with pytest.raises(PictureError, match="cannot be read: it is cut off"):
        decode(content[: int(len(content) * share)])


def test_damage_in_the_middle_is_not_called_cut_off(astronaut):
    content = bytearray(encode(astronaut, "PNG"))
    content[len(content) // 2 :: 97] = bytes(len(content[len(content) // 2 :: 97]))
    with pytest.raises(PictureError, match="is damaged"):
        decode(bytes(content))


def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("face.jpg", b"face")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"a picture of me", "no picture"),
        (zipped(), "no picture"),
        (b"%PDF-1.7", "no picture"),
        (b"RIFF\x10\0\0\0AVI LIST", "no picture"),
        (encode(np.zeros((4, 4, 3), np.uint8), "TGA"), "no picture"),
        (encode(np.zeros((4, 4, 3), np.uint8), "PPM"), "no picture"),
        (b"BM", "cut off"),
        (b"\xff\xd8\xff", "cut off"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "no picture"),
        (b"\0\0\0\x18ftyp", "no picture"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC file cannot be read"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif\0\0\1\0meta", "AVIF file cannot be read: it is cut off"),
        (bytes(images.MAX_BYTES + 1), r"40\.0 MB; at most 40 MB"),
    ],
    ids=[
        *("empty", "text", "zip", "pdf", "avi", "tga", "ppm", "short bmp", "short jpeg"),
        *("mp4", "short mp4", "heic without content", "short avif", "large"),
    ],
)
def test_no_picture(content, reason):
    with pytest.raises(PictureError, match=reason):
        decode(content)


def png_claiming(width, height):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"no pixels") + chunk(b"IEND", b"")


def claiming(kind, offset, size, **options):
    """Encode a small picture whose header states another size."""
    content = bytearray(encode(Image.new("RGB", (32, 32), "red"), kind, **options))
    content[offset : offset + len(size)] = size
    return bytes(content)


def jpeg_claiming(width, height, **options):
    content = encode(Image.new("RGB", (32, 32), "red"), "JPEG", **options)
    marker = b"\xff\xc2" if options.get("progressive") else b"\xff\xc0"
    return claiming("JPEG", content.index(marker) + 5, struct.pack(">HH", height, width), **options)


def claiming_box(kind, width, height):
    content = encode(Image.new("RGB", (64, 64), "red"), kind)
    place = content.index(b"ispe") + 8  # after its name, version and flags
    return content[:place] + struct.pack(">II", width, height) + content[place + 8 :]


# None of these holds the pixels that it claims: decoding them would say "cut off".
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (png_claiming(12_000, 12_000), r"144\.0 megapixels \(12000 x 12000\); at most 50 megapixels .* PNG"),
        (png_claiming(2**31 - 1, 2**31 - 1), "at most 50 megapixels"),
        (png_claiming(50_000_001, 1), "at most 50 megapixels"),
        (claiming("BMP", 18, struct.pack("<ii", 9_000, 9_000)), r"81\.0 megapixels"),
        (claiming("GIF", 6, struct.pack("<HH", 65_535, 65_535)), r"4,294\.8 megapixels"),
        (claiming("WEBP", 26, struct.pack("<HH", 16_383, 16_383)), "at most 50 megapixels"),
        (claiming("WEBP", 26, struct.pack("<HH", 10_000, 10_000)), "at most 50 megapixels"),
        (claiming_box("HEIC", 9_000, 6_000), r"54\.0 megapixels \(9000 x 6000\); .* in a HEIC"),
        (claiming_box("AVIF", 9_000, 6_000), r"54\.0 megapixels \(9000 x 6000\); .* in an AVIF"),
        (jpeg_claiming(65_500, 65_500), "at most 3,200 megapixels are accepted in a JPEG"),
        (jpeg_claiming(20_000, 20_000, progressive=True), "at most 50 megapixels are accepted in a progressive JPEG"),
        (
            # The first scan brings one colour of three: libjpeg keeps such a picture whole, as a progressive one.
            jpeg_claiming(20_000, 20_000).replace(
                b"\xff\xda\0\x0c\x03\x01\0\x02\x11\x03\x11", b"\xff\xda\0\x08\x01\x01\0"
            ),
            "at most 50 megapixels are accepted in a progressive JPEG",
        ),
    ],
    ids=[
        "png",
        "png+",
        "png line",
        "bmp",
        "gif",
        "webp+",
        "webp",
        "heic",
        "avif",
        "jpeg",
        "progressive jpeg",
        "jpeg in three scans",
    ],
)
def test_too_many_pixels_are_refused_before_decoding(content, reason):
    with pytest.raises(PictureError, match=reason):
        decode(content)


@pytest.mark.parametrize(
    ("size", "shape"),
    [((9_000, 6_000), (3_000, 4_500, 3)), ((7_200, 6_900), (6_900, 7_200, 3)), ((15_001, 14_000), (3_500, 3_751, 3))],
)
def test_large_jpeg_is_decoded_smaller(size, shape):
    picture = decode(encode(Image.new("L", size, 77), "JPEG"))
    assert picture.shape == shape
    assert picture[0, 0].tolist() == picture[-1, -1].tolist() == [77, 77, 77]

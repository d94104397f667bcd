import gc
import io
import struct
import zipfile
import zlib

import av
import cv2
import numpy as np
import pillow_heif
import pytest
from av.filter import Graph
from av.video.reformatter import ColorRange
from PIL import Image

from emotion import images
from emotion.images import PictureError, decode, full_range, gray, luma


def encode(picture, kind, **options):
    file = io.BytesIO()
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    if kind == "HEIC":
        if "exif" in options:
            options["exif"] = options["exif"].tobytes()  # the encoder writes the turn as a transformation as well
        pillow_heif.from_pillow(image).save(file, **options)
    else:
        image.save(file, kind, **options)
    return file.getvalue()


def distance(one, other):
    return np.abs(one.astype(float) - other.astype(float)).mean()


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


def stored_as(upright, orientation):
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


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIC", "AVIF", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(astronaut, kind, orientation):
    upright = astronaut[:160, 100:340]
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = decode(encode(stored_as(upright, orientation), kind, exif=exif))
    assert picture.shape == upright.shape
    assert distance(picture, upright) < 6


def test_heic_is_turned_by_its_transformation_and_not_again_by_exif(astronaut):
    exif = Image.Exif()
    exif[0x0112] = 6
    content = encode(stored_as(astronaut[:160, 100:340], 6), "HEIC", exif=exif)
    assert b"irot" in content
    assert exif.tobytes() in content
    assert decode(content).shape == (160, 240, 3)


def test_a_general_brand_is_told_by_those_after_it(astronaut):
    for kind, brand in (("HEIC", b"heic"), ("AVIF", b"avif")):
        content = encode(astronaut, kind)
        general = content[:8] + b"mif1" + content[12:16] + content[16:].replace(b"mif1", brand, 1)
        assert distance(decode(general), astronaut) < 6


def test_broken_exif_does_not_lose_the_picture(astronaut):
    content = encode(astronaut, "PNG", exif=b"Exif\0\0no TIFF header")
    assert np.array_equal(decode(content), astronaut)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIC", "AVIF", "BMP", "GIF", "TIFF"])
def test_smallest_picture(kind):
    assert decode(encode(np.zeros((1, 1, 3), np.uint8), kind)).shape == (1, 1, 3)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIC", "AVIF", "BMP", "GIF", "TIFF"])
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


def test_damaged_files_decode_or_say_so(astronaut):
    small = Image.fromarray(astronaut).resize((61, 47))
    exif = Image.Exif()
    exif[0x0112] = 6
    sources = [encode(small, kind, exif=exif) for kind in ("JPEG", "PNG", "WEBP", "HEIC", "AVIF", "TIFF")]
    sources += [encode(small, kind) for kind in ("BMP", "GIF")] + [encode(small, "TIFF", compression="tiff_lzw")]
    random = np.random.default_rng(7)
    outcomes = set()
    for turn in range(700):
        content = bytearray(sources[turn % len(sources)])
        reach = len(content) if turn % 2 else 150  # headers hold most of what can go wrong
        for place in random.integers(0, reach, size=random.integers(1, 6)):
            content[place] = random.integers(0, 256)
        try:
            picture = decode(bytes(content))
        except PictureError:
            outcomes.add("refused")
        else:
            assert picture.dtype == np.uint8
            assert picture.shape[2:] == (3,)
            outcomes.add("decoded")
    assert outcomes == {"refused", "decoded"}


def test_gray_has_the_weights_of_luma():
    picture = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]]], np.uint8)
    result = gray(picture)
    assert result.pixels.tolist() == [[76, 150, 29, 255]]
    assert not result.limited


def video_frame(picture, kind):
    return av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24").reformat(format=kind)


WITHOUT_COPY = ["yuv420p", "yuvj420p", "yuv422p", "yuv444p", "yuva420p", "nv12", "nv21", "gray"]


@pytest.mark.parametrize("kind", WITHOUT_COPY)
@pytest.mark.parametrize("size", [(242, 322), (241, 321), (480, 640), (1, 1)])
def test_luma_is_a_view_without_line_padding(astronaut, kind, size):
    frame = video_frame(np.resize(astronaut, (*size, 3)), kind)
    plane = np.frombuffer(frame.planes[0], np.uint8)
    pixels = luma(frame).pixels
    assert pixels.shape == size
    assert np.shares_memory(pixels, plane)
    plane[:] = 99
    plane.reshape(size[0], -1)[:, size[1] :] = 0
    assert (pixels == 99).all()


@pytest.mark.parametrize("kind", [*WITHOUT_COPY, "rgb24", "bgr24", "bgra", "yuyv422", "yuv420p10le", "gray16le"])
def test_luma_of_a_frame_matches_the_photo(astronaut, kind):
    picture = astronaut[:242, :322]
    result = luma(video_frame(picture, kind))
    assert distance(full_range(result.pixels, result.limited), gray(picture).pixels) < 2


@pytest.mark.parametrize("kind", ["rgb24", "yuyv422", "yuv420p10le"])
def test_other_formats_are_converted(astronaut, kind):
    frame = video_frame(astronaut, kind)
    result = luma(frame)
    assert not result.limited
    assert not np.shares_memory(result.pixels, np.frombuffer(frame.planes[0], np.uint8))


@pytest.mark.parametrize(
    ("kind", "stated", "limited"),
    [
        ("yuv420p", ColorRange.UNSPECIFIED, True),
        ("nv12", ColorRange.UNSPECIFIED, True),
        ("yuvj420p", ColorRange.UNSPECIFIED, False),
        ("gray", ColorRange.UNSPECIFIED, False),
        ("yuv420p", ColorRange.MPEG, True),
        ("yuv420p", ColorRange.JPEG, False),
        ("gray", ColorRange.MPEG, True),
    ],
)
def test_range_of_luma(kind, stated, limited):
    frame = av.VideoFrame(16, 16, kind)
    frame.color_range = stated
    assert luma(frame).limited is limited


def test_luma_outlives_its_frame(astronaut):
    frame = video_frame(astronaut, "yuv420p")
    pixels = luma(frame).pixels
    expected = pixels.copy()
    del frame
    gc.collect()
    others = [video_frame(np.zeros_like(astronaut), "yuv420p") for _ in range(4)]
    assert len(others) == 4
    assert np.array_equal(pixels, expected)


def test_luma_of_a_frame_stored_bottom_line_first(astronaut):
    frame = video_frame(astronaut, "yuv420p")
    graph = Graph()
    source = graph.add_buffer(width=512, height=512, format="yuv420p", time_base="1/30")
    flip = graph.add("vflip")
    sink = graph.add("buffersink")
    source.link_to(flip)
    flip.link_to(sink)
    graph.configure()
    graph.push(frame)
    flipped = graph.pull()
    assert flipped.planes[0].line_size < 0
    assert np.array_equal(luma(flipped).pixels, luma(frame).pixels[::-1])


def test_full_range_spreads_and_clips():
    values = np.array([[0, 16, 17, 126, 235, 255]], np.uint8)
    assert full_range(values).tolist() == [[0, 0, 1, 128, 255, 255]]


@pytest.mark.parametrize("shape", [(0, 48, 48), (5,), (2, 3, 4)])
def test_full_range_keeps_the_shape(shape):
    result = full_range(np.full(shape, 235, np.uint8))
    assert result.shape == shape
    assert result.dtype == np.uint8
    assert (result == 255).all()


def test_full_range_leaves_what_is_full():
    values = np.arange(256, dtype=np.uint8)
    assert np.array_equal(full_range(values, limited=False), np.arange(256))

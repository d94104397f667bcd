"""Frames as people see them: upright, square pixels, true colours, boxes in the right size."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import Colorspace

from emotion.video.file import TimedFrame, VideoFile
from emotion.video.frames import View, grey_of, picture_of, reduced
from tests.support.clips import astronaut, marked, steady, write_clip


def first_frame(path: Path) -> av.VideoFrame:
    with VideoFile(path) as file:
        return next(part for part in file.demux() if isinstance(part, TimedFrame)).frame


@pytest.mark.parametrize(
    ("rotation", "corner", "size"),
    [
        (None, "upper left", (160, 120)),
        (90, "lower left", (120, 160)),
        (180, "lower right", (160, 120)),
        (270, "upper right", (120, 160)),
    ],
)
def test_a_turned_video_is_read_and_drawn_upright(
    tmp_path: Path, rotation: int | None, corner: str, size: tuple[int, int]
) -> None:
    stored = first_frame(write_clip(tmp_path / "clip.mp4", steady(1), picture=marked, rotation=rotation))
    view = View.of(stored)
    assert (view.width, view.height) == size
    for picture in (grey_of(stored, view).pixels, picture_of(stored, view, *size)[..., 1]):
        assert picture.shape == size[::-1]
        assert white_corner(picture) == corner


def test_a_mirrored_video_is_shown_as_players_show_it(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    with av.open(str(path), "w") as file:
        video = file.add_stream("mpeg4", rate=10)
        video.width, video.height, video.pix_fmt = 160, 120, "yuv420p"
        video.set_display_rotation(0, hflip=True)
        stored = av.VideoFrame.from_ndarray(marked(0, 160, 120), format="rgb24")
        file.mux([*video.encode(stored), *video.encode()])
    stored = first_frame(path)
    assert white_corner(grey_of(stored, View.of(stored)).pixels) == "upper right"


def white_corner(picture: np.ndarray) -> str:
    height, width = picture.shape
    rows, columns = {"upper": height // 4, "lower": 3 * height // 4}, {"left": width // 4, "right": 3 * width // 4}
    white = [f"{row} {column}" for row, y in rows.items() for column, x in columns.items() if picture[y, x] > 200]
    return " and ".join(white)


def test_pixels_that_are_not_square_become_so() -> None:
    stored = av.VideoFrame.from_ndarray(astronaut(0, 160, 120), format="rgb24").reformat(format="yuv420p")
    view = View.of(stored, Fraction(16, 11))
    assert (view.width, view.height) == (233, 120)
    assert grey_of(stored, view).pixels.shape == (120, 232)
    assert picture_of(stored, view, 232, 120).shape == (120, 232, 3)


@pytest.mark.parametrize("aspect", [None, Fraction(0), Fraction(1), Fraction(1000, 1)])
def test_an_unlikely_aspect_ratio_is_ignored(aspect: Fraction | None) -> None:
    view = View.of(av.VideoFrame(160, 120, "yuv420p"), aspect)
    assert (view.width, view.height, view.square) == (160, 120, True)


@pytest.mark.parametrize("pixels", ["yuv420p10le", "gray10le", "yuvj420p", "rgb24", "nv12", "gray"])
def test_every_pixel_format_gives_the_same_grey(pixels: str) -> None:
    colours = av.VideoFrame.from_ndarray(astronaut(0, 160, 120), format="rgb24")
    stored = colours.reformat(format=pixels)
    picture = grey_of(stored, View.of(stored))
    expected = colours.to_ndarray(format="gray").astype(int)
    values = picture.pixels.astype(int)
    if picture.limited_range:
        values = (values - 16) * 255 // 219
    assert abs(values - expected).mean() < 3


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((640, 360), (640, 360)),
        ((321, 241), (320, 240)),
        ((3840, 2160), (1920, 1080)),
        ((2160, 3840), (1080, 1920)),
        ((1921, 3), (1920, 2)),
        ((1, 1), (2, 2)),
    ],
)
def test_what_is_written_is_even_and_not_too_large(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert reduced(*size) == expected


@pytest.mark.parametrize("size", [(321, 241), (33, 17)])
def test_an_odd_size_loses_a_line_and_is_not_blurred(size: tuple[int, int]) -> None:
    pixels = np.zeros((size[1], size[0], 3), np.uint8)
    pixels[:, ::2] = 255  # stripes of one pixel, which any scaling would grey
    stored = av.VideoFrame.from_ndarray(pixels, format="rgb24")
    picture = picture_of(stored, View.of(stored), *reduced(*size))
    assert (picture == pixels[: size[1] - 1, : size[0] - 1]).all()


@pytest.mark.parametrize(("height", "matrix"), [(120, Colorspace.ITU601), (720, Colorspace.ITU709)])
def test_a_matrix_that_is_not_named_is_taken_as_players_take_it(height: int, matrix: Colorspace) -> None:
    red = np.full((height, 160, 3), (200, 30, 30), np.uint8)
    stored = av.VideoFrame.from_ndarray(red, format="rgb24").reformat(format="yuv444p", dst_colorspace=matrix)
    stored.colorspace = 2  # unspecified
    picture = picture_of(stored, View.of(stored), 160, height)
    assert abs(picture.astype(int) - red).max() <= 4

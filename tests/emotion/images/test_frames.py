"""A frame's picture and back: the colours that PyAV finds, whatever the frame, and the frame's time."""

from fractions import Fraction

import av
import numpy as np
import pytest
from av.video.reformatter import ColorRange
from skimage.data import astronaut

from emotion.images.frames import frame_of, rgb_of


def frame(name: str = "yuv420p", width: int = 512, height: int = 512) -> av.VideoFrame:
    picture = np.ascontiguousarray(astronaut()[:height, :width])
    return av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format=name)


@pytest.mark.parametrize("name", ["yuv420p", "yuvj420p", "yuv422p", "nv12", "rgb24", "gray"])
@pytest.mark.parametrize("size", [(512, 512), (322, 240), (321, 241)])
def test_the_picture_has_the_colours_that_pyav_finds(name: str, size: tuple[int, int]) -> None:
    source = frame(name, *size)

    picture = rgb_of(source)

    expected = source.to_ndarray(format="rgb24").astype(int)
    assert (picture.shape, picture.dtype) == (expected.shape, np.uint8)
    assert np.abs(picture - expected).mean() < 2


@pytest.mark.parametrize(("matrix", "limits"), [(1, ColorRange.MPEG), (5, ColorRange.MPEG), (5, ColorRange.JPEG)])
def test_a_frame_that_names_its_colours_has_them(matrix: int, limits: ColorRange) -> None:
    source = frame()
    source.colorspace, source.color_range = matrix, limits

    expected = source.to_ndarray(format="rgb24").astype(int)
    assert np.abs(rgb_of(source) - expected).mean() < 2


@pytest.mark.parametrize("size", [(512, 512), (322, 240), (321, 241), (2, 2), (1, 1)])
def test_a_picture_survives_the_way_there_and_back(size: tuple[int, int]) -> None:
    source = frame("yuv420p", *size)
    source.pts, source.time_base = 1234, Fraction(1, 90000)
    picture = rgb_of(source)

    answer = frame_of(picture, source)

    assert (answer.width, answer.height) == size
    assert (answer.pts, answer.time_base) == (1234, Fraction(1, 90000))
    assert np.abs(rgb_of(answer).astype(int) - picture).mean() < 2


def test_frames_of_even_sides_need_no_other_conversion() -> None:
    source = frame()
    answer = frame_of(rgb_of(source), source)

    assert answer.format.name == "yuv420p"
    assert np.abs(answer.to_ndarray().astype(int) - source.to_ndarray()).mean() < 0.1

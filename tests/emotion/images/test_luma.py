"""The grey picture that faces are found in, of photos and of video frames, and the range of its values."""

import gc
from typing import Any

import av
import numpy as np
import pytest
from av.filter import Graph
from av.video.reformatter import ColorRange

from emotion.images.luma import full_range, luma, to_grey
from tests.support.pictures import distance


def test_gray_has_the_weights_of_luma():
    picture = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]]], np.uint8)
    result = to_grey(picture)
    assert result.pixels.tolist() == [[76, 150, 29, 255]]
    assert not result.limited_range


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
    assert distance(full_range(result.pixels, result.limited_range), to_grey(picture).pixels) < 2


@pytest.mark.parametrize("kind", ["rgb24", "yuyv422", "yuv420p10le"])
def test_other_formats_are_converted(astronaut, kind):
    frame = video_frame(astronaut, kind)
    result = luma(frame)
    assert not result.limited_range
    assert not np.shares_memory(result.pixels, np.frombuffer(frame.planes[0], np.uint8))


@pytest.mark.parametrize(
    ("kind", "stated", "limited_range"),
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
def test_range_of_luma(kind, stated, limited_range):
    frame = av.VideoFrame(16, 16, kind)
    frame.color_range = stated
    assert luma(frame).limited_range is limited_range


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
    graph: Any = Graph()
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
    assert np.array_equal(full_range(values, limited_range=False), np.arange(256))

"""A picture gives grey always, and colour only to those that ask."""

from collections.abc import Callable

import av
import numpy as np
import pytest

from emotion.images import input as input_module
from emotion.images.input import InputPicture
from emotion.images.luma import to_grey


def test_a_photo_is_its_own_colour(astronaut: np.ndarray) -> None:
    picture = InputPicture.of_rgb(astronaut)
    assert picture.colour is astronaut
    assert not picture.limited_range
    assert (picture.grey == to_grey(astronaut).pixels).all()


def test_a_frames_colour_is_converted_once_and_only_when_asked_for(
    astronaut: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    converted: list[av.VideoFrame] = []
    convert: Callable[[av.VideoFrame], np.ndarray] = input_module.rgb_of

    def counted(frame: av.VideoFrame) -> np.ndarray:
        converted.append(frame)
        return convert(frame)

    monkeypatch.setattr(input_module, "rgb_of", counted)
    frame = av.VideoFrame.from_ndarray(astronaut, format="rgb24").reformat(format="yuv420p")
    picture = InputPicture.of_frame(frame)
    assert (picture.limited_range, picture.grey.shape, converted) == (True, (512, 512), [])

    assert picture.colour is picture.colour
    assert converted == [frame]
    assert np.abs(picture.colour.astype(int) - astronaut).mean() < 4


def test_where_there_is_no_colour_it_is_grey_in_full_range() -> None:
    picture = InputPicture(np.full((4, 6), 235, np.uint8), limited_range=True)
    assert picture.colour.shape == (4, 6, 3)
    assert (picture.colour == 255).all()

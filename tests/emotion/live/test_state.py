"""Letters that can be read where a small screen shows the picture."""

from fractions import Fraction

import av
import numpy as np
import pytest

from emotion.drawing.primitives import SMALLEST
from emotion.live.callback import LiveCallback
from emotion.live.state import READABLE, LiveSettings
from emotion.results import Box
from tests.support.camera import play
from tests.support.fakes import Always, FakeDetector


@pytest.mark.parametrize("width", [320, 480, 640, 1280])
def test_capital_letters_are_high_enough_on_a_phone(width: int) -> None:
    high = LiveSettings(shown_width=358).smallest_letters(width)
    assert high * 358 / width >= READABLE
    assert high >= SMALLEST


def test_elsewhere_they_follow_the_picture_alone() -> None:
    assert LiveSettings().smallest_letters(640) == SMALLEST


def tag_height(settings: LiveSettings) -> int:
    """Return how high the tag over a face is that the callback draws on grey, pixels."""
    box = Box(200, 200, 150, 150)
    callback = LiveCallback(FakeDetector([box]), Always("happy"), settings)
    play(callback, 20)
    grey = av.VideoFrame.from_ndarray(np.full((480, 640, 3), 90, np.uint8), format="rgb24")
    grey.pts, grey.time_base = 25, Fraction(1, 30)
    drawn = callback(grey).to_ndarray(format="rgb24")
    return int((np.abs(drawn[: box.top, box.left + 4].astype(int) - 90).max(axis=1) > 30).sum())


def test_a_phones_tag_is_higher() -> None:
    plain, phone = (tag_height(LiveSettings(mirror=False, shown_width=width)) for width in (None, 358))
    assert phone > 1.25 * plain

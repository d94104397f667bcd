"""How well a face that was found can be seen."""

import numpy as np
import pytest

from emotion.detection.base import Detection
from emotion.detection.quality import quality_of, too_dark
from emotion.framing import Framing, Landmarks
from emotion.images.input import InputPicture
from emotion.quality import Issue
from emotion.results import Box

CROP = np.full((48, 48), 90, np.uint8)
BOX = Box(100, 100, 60, 60)
PROFILE = Landmarks((110, 120), (150, 120), (158, 135), (130, 150), (100, 125), (160, 125))


def test_turn_tilt_and_score_are_the_detections() -> None:
    quality = quality_of(Detection(BOX, 0.9, PROFILE), Framing.around(BOX), CROP, 640, 480)
    assert (quality.yaw, quality.roll, quality.score) == (PROFILE.yaw, PROFILE.roll, 0.9)
    assert quality.issues == ()


def test_the_cascade_tells_none_of_these() -> None:
    quality = quality_of(Detection(BOX), Framing.around(BOX), CROP, 640, 480)
    assert (quality.yaw, quality.roll, quality.score, quality.issues) == (None, None, None, ())


@pytest.mark.parametrize("across", [0, 640])
def test_a_face_half_outside_is_cut_off(across: float) -> None:
    quality = quality_of(Detection(BOX), Framing(across, 200, 100), CROP, 640, 480)
    assert quality.issues == (Issue.CUT_OFF,)


@pytest.mark.parametrize(("colour", "dark"), [((0, 0, 30), True), ((10, 10, 10), False), ((30, 0, 0), False)])
def test_in_colour_light_counts_as_the_eye_sees_it(colour: tuple[int, int, int], dark: bool) -> None:
    crop = np.full((48, 48, 3), colour, np.uint8)
    quality = quality_of(Detection(BOX), Framing.around(BOX), crop, 640, 480)
    assert (Issue.TOO_DARK in quality.issues) is dark


@pytest.mark.parametrize(("value", "limited", "dark"), [(2, False, True), (18, False, False), (18, True, True)])
def test_a_picture_is_too_dark_by_its_full_range(value: int, limited: bool, dark: bool) -> None:
    assert too_dark(InputPicture(np.full((48, 64), value, np.uint8), limited)) is dark

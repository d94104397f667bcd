"""BlazeFace and the cascade together on a stream."""

import cv2
import numpy as np
import pytest

from emotion.detection.base import Detection
from emotion.detection.blazeface import BlazeFaceDetector
from emotion.detection.both import BlazeFaceAndHaar
from emotion.detection.haar import HaarDetector
from emotion.images.input import InputPicture
from emotion.results import Box


class Counted(BlazeFaceDetector):
    """Counts how often it is asked to follow."""

    looks = 0

    def follow(self, picture: InputPicture, before: Detection) -> Detection | None:
        self.looks += 1
        return super().follow(picture, before)


class Blind(HaarDetector):
    """A cascade that sees nothing."""

    def moved(self, grey: np.ndarray, before: Box) -> Box | None:
        return None


@pytest.fixture(scope="module")
def blazeface() -> Counted:
    return Counted()


@pytest.fixture(autouse=True)
def uncounted(blazeface: Counted) -> None:
    blazeface.looks = 0


def of(picture: np.ndarray) -> InputPicture:
    return InputPicture.of_rgb(np.asarray(picture, np.uint8))


def tilted(picture: np.ndarray, degrees: float) -> np.ndarray:
    matrix = cv2.getRotationMatrix2D((225, 115), degrees, 1.0)
    return np.asarray(cv2.warpAffine(picture, matrix, (512, 512), borderMode=cv2.BORDER_REPLICATE))


def test_a_frontal_face_is_followed_by_the_cascade_in_blazefaces_size(
    blazeface: Counted, astronaut: np.ndarray
) -> None:
    both = BlazeFaceAndHaar(blazeface, HaarDetector())
    (face,) = first = both.detect(of(astronaut))

    for step in (1, 2, 3):
        face = both.follow(of(np.roll(astronaut, 8 * step, 1)), face) or face

    assert blazeface.looks == 0
    assert face.framing is not None
    assert first[0].framing is not None
    assert face.framing.side == first[0].framing.side
    assert face.framing.across == pytest.approx(first[0].framing.across + 24, abs=4)
    assert face.landmarks is not None
    assert first[0].landmarks is not None
    assert face.landmarks.nose[0] == pytest.approx(first[0].landmarks.nose[0] + 24, abs=4)
    assert (both.margin, face.score) == (0, first[0].score)


def test_what_the_cascade_loses_blazeface_follows(blazeface: Counted, astronaut: np.ndarray) -> None:
    both = BlazeFaceAndHaar(blazeface, HaarDetector())
    (face,) = both.detect(of(astronaut))

    after = both.follow(of(tilted(astronaut, 35)), face)

    assert blazeface.looks == 1
    assert after is not None
    assert after.framing is not None
    assert after.framing.roll == pytest.approx(-35, abs=8)


def test_a_tilted_face_is_blazefaces_alone(blazeface: Counted, astronaut: np.ndarray) -> None:
    both = BlazeFaceAndHaar(blazeface, HaarDetector())
    picture = of(tilted(astronaut, 30))
    (face,) = both.detect(picture)

    assert both.follow(picture, face) is not None
    assert blazeface.looks == 1


def test_a_face_that_blazeface_found_again_is_the_cascades_from_then_on(
    blazeface: Counted, astronaut: np.ndarray
) -> None:
    both = BlazeFaceAndHaar(blazeface, HaarDetector())
    (face,) = both.detect(of(tilted(astronaut, 30)))
    for _ in range(3):
        face = both.follow(of(tilted(astronaut, 8)), face) or face

    assert blazeface.looks == 1


def test_without_the_cascade_everything_is_blazefaces(blazeface: Counted, astronaut: np.ndarray) -> None:
    both = BlazeFaceAndHaar(blazeface, Blind())
    (face,) = both.detect(of(astronaut))

    assert both.follow(of(astronaut), face) == blazeface.follow(of(astronaut), face)
    assert blazeface.looks == 2


def test_a_face_that_has_gone_is_missed(blazeface: Counted, astronaut: np.ndarray) -> None:
    both = BlazeFaceAndHaar(blazeface, HaarDetector())
    (face,) = both.detect(of(astronaut))

    assert both.follow(of(np.full_like(astronaut, 128)), face) is None

"""Finding faces with BlazeFace."""

import cv2
import numpy as np
import pytest

from emotion.detection.base import Detection
from emotion.detection.blazeface import BlazeFaceDetector, BlazeFaceSettings
from emotion.detection.blazeface_network import Candidates
from emotion.detection.haar import HaarDetector
from emotion.framing import Framing
from emotion.images.input import InputPicture
from emotion.results import Box

FACE = Box(165, 55, 120, 120)  # of the astronaut, framed as FER2013 frames faces, by eye
EYES, MOUTH = ((203, 101), (247, 103)), (224, 146)


@pytest.fixture(scope="module")
def detector() -> BlazeFaceDetector:
    return BlazeFaceDetector()


def of(picture: np.ndarray) -> InputPicture:
    return InputPicture.of_rgb(np.asarray(picture, np.uint8))


@pytest.mark.parametrize("scale", [0.5, 1.0, 3.0])
def test_the_box_and_the_landmarks_lie_on_the_face_at_any_size(
    detector: BlazeFaceDetector, astronaut: np.ndarray, scale: float
) -> None:
    (face,) = detector.detect(of(cv2.resize(astronaut, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)))

    assert face.box.scaled(1 / scale, 1 / scale, 512, 512).iou(FACE) > 0.75
    assert face.score is not None
    assert face.score > 0.7
    assert face.landmarks is not None
    assert face.landmarks.right_eye == pytest.approx(np.multiply(EYES[0], scale), abs=8 * scale)
    assert face.landmarks.left_eye == pytest.approx(np.multiply(EYES[1], scale), abs=8 * scale)
    assert face.landmarks.mouth == pytest.approx(np.multiply(MOUTH, scale), abs=8 * scale)
    assert abs(face.landmarks.yaw) < 15


def test_it_frames_a_face_as_the_cascade_does(detector: BlazeFaceDetector, astronaut: np.ndarray) -> None:
    (face,), cascade = detector.detect(of(astronaut)), HaarDetector()
    (other,) = cascade.detect(of(astronaut))

    framing, expected = face.framed(detector.margin), other.framed(cascade.margin)
    assert framing.iou(expected) > 0.8
    assert face.framing == framing


@pytest.mark.parametrize("degrees", [-60, -30, 30, 60])
def test_a_tilted_face_is_found_with_its_tilt(
    detector: BlazeFaceDetector, astronaut: np.ndarray, degrees: float
) -> None:
    matrix = cv2.getRotationMatrix2D(FACE.center, -degrees, 1.0)
    tilted = cv2.warpAffine(astronaut, matrix, (512, 512), borderMode=cv2.BORDER_REPLICATE)

    (face,) = detector.detect(of(tilted))

    assert face.framing is not None
    assert face.framing.roll == pytest.approx(degrees, abs=8)
    assert face.box.iou(FACE) > 0.6


def test_a_face_in_the_dark_is_found(detector: BlazeFaceDetector, astronaut: np.ndarray) -> None:
    (face,) = detector.detect(of(astronaut // 15))
    assert face.box.iou(FACE) > 0.5


@pytest.mark.parametrize("shape", [(1, 1), (1, 2000), (30, 40), (480, 640)])
def test_a_picture_without_a_face_has_none(detector: BlazeFaceDetector, shape: tuple[int, int]) -> None:
    assert detector.detect(of(np.full((*shape, 3), 128))) == ()


def test_several_faces_come_largest_first_each_once_and_inside_the_picture(
    detector: BlazeFaceDetector, astronaut: np.ndarray
) -> None:
    picture = np.full((480, 640, 3), 200, np.uint8)
    picture[0:200, 0:200] = astronaut[30:230, 130:330]
    picture[180:480, 340:640] = cv2.resize(astronaut[30:230, 130:330], (300, 300))

    boxes = [face.box for face in detector.detect(of(picture))]

    assert [box.center[0] > 320 for box in boxes] == [True, False]
    assert all(box.left >= 0 and box.top >= 0 and box.right <= 640 and box.bottom <= 480 for box in boxes)


def test_a_face_cut_by_the_edge_keeps_its_square(detector: BlazeFaceDetector, astronaut: np.ndarray) -> None:
    left = 195  # of the face a quarter is missing
    (face,) = detector.detect(of(astronaut[:, left:]))

    assert face.framing is not None
    assert face.box.left == 0
    assert face.framing.across - face.framing.side / 2 < 0
    assert face.framing.side == pytest.approx(FACE.width, rel=0.25)


@pytest.mark.parametrize(("right", "down"), [(0, 0), (25, 0), (-20, 20)])
def test_a_face_is_followed_to_where_it_is(
    detector: BlazeFaceDetector, astronaut: np.ndarray, right: int, down: int
) -> None:
    (before,) = detector.detect(of(astronaut))

    face = detector.follow(of(np.roll(astronaut, (down, right), (0, 1))), before)

    assert face is not None
    assert face.framing is not None
    assert before.framing is not None
    assert face.framing.iou(before.framing.moved(right, down)) > 0.85


def test_a_face_is_followed_from_a_box_alone(detector: BlazeFaceDetector, astronaut: np.ndarray) -> None:
    face = detector.follow(of(astronaut), Detection(FACE))
    assert face is not None
    assert face.box.iou(FACE) > 0.75


@pytest.mark.parametrize("kind", ["elsewhere", "blank"])
def test_a_face_that_is_not_near_is_missed(detector: BlazeFaceDetector, astronaut: np.ndarray, kind: str) -> None:
    picture = np.roll(astronaut, 200, 1) if kind == "elsewhere" else np.full_like(astronaut, 128)
    assert detector.follow(of(picture), Detection(FACE)) is None


def test_the_second_look_decides(detector: BlazeFaceDetector, astronaut: np.ndarray) -> None:
    proposed = detector.propose(astronaut)
    nowhere = (Framing(420, 420, 90), 0.9)

    (face,) = detector.confirm(astronaut, [*proposed, nowhere])

    assert face.box.iou(FACE) > 0.75
    strict = BlazeFaceDetector(BlazeFaceSettings(confirmed=1.0, together=1.0))
    assert strict.confirm(astronaut, proposed) == ()
    lenient = BlazeFaceDetector(BlazeFaceSettings(confirmed=1.0, together=0.5))
    assert len(lenient.confirm(astronaut, proposed)) == 1


def test_one_face_proposed_twice_is_one(detector: BlazeFaceDetector, astronaut: np.ndarray) -> None:
    ((framing, score),) = detector.propose(astronaut)
    assert len(detector.confirm(astronaut, [(framing, score), (framing.moved(9, 4), score)])) == 1


class Odd:
    """A network whose answers no face has: as the files are other people's, nothing is taken for granted."""

    def __init__(self, corner: tuple[float, float], side: float) -> None:
        across, down = corner
        points = np.full((1, 6, 2), (across + side / 2, down + side / 2), np.float32)
        box = np.array([[across, down, across + side, down + side]], np.float32)
        self.found = Candidates(box, points, np.array([0.9], np.float32))

    def search(self, picture: np.ndarray, least: float) -> Candidates:
        return self.found


@pytest.mark.parametrize(("corner", "side"), [((-90.0, 20.0), 60.0), ((500.0, 700.0), 99.0), ((9.0, 9.0), 0.0)])
def test_places_outside_the_picture_and_without_size_are_no_faces(
    astronaut: np.ndarray, monkeypatch: pytest.MonkeyPatch, corner: tuple[float, float], side: float
) -> None:
    odd = BlazeFaceDetector()
    monkeypatch.setattr(odd, "_full", Odd(corner, side))

    assert odd.propose(astronaut) == []
    assert odd.detect(of(astronaut)) == ()
    monkeypatch.setattr(odd, "_short", Odd(corner, side))
    assert odd.follow(of(astronaut), Detection(FACE)) is None


def test_noise_and_stripes_break_nothing(detector: BlazeFaceDetector) -> None:
    random = np.random.default_rng(4)
    lenient = BlazeFaceDetector(BlazeFaceSettings(0.01, 0.02, 0.02))
    for shape in ((48, 64), (480, 640), (900, 30)):
        for picture in (
            random.integers(0, 256, (*shape, 3)),
            np.indices(shape).sum(0)[..., None].repeat(3, 2) * 40 % 256,
        ):
            for face in lenient.detect(of(picture)):
                lenient.follow(of(picture), face)
                assert face.box.clipped(shape[1], shape[0]) == face.box

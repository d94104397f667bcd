"""From a file's bytes to a face: ready crops as they are, others found and cut, and sentences for the rest."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from emotion.classification.crops import cut_faces
from emotion.detection.haar import HaarDetector
from emotion.framing import Framing
from emotion.results import Box
from tests.support.fakes import FakeDetector
from training.data.crop_faces import BORDER, SEARCH, Collection, Picture, face_of, read_pictures

READY = np.arange(2304, dtype=np.uint32).reshape(48, 48).astype(np.uint8)
FACE = Box(170, 65, 110, 110)  # of the astronaut, by eye


def png(picture: np.ndarray) -> bytes:
    content = cv2.imencode(".png", picture if picture.ndim == 2 else picture[..., ::-1])[1].tobytes()
    assert isinstance(content, bytes)
    return content


@pytest.mark.parametrize("colour", [False, True])
def test_a_picture_of_48_pixels_is_a_ready_crop(colour: bool) -> None:
    picture = np.stack([READY] * 3, axis=-1) if colour else READY
    detector = FakeDetector()

    face, size = face_of(png(picture), detector)

    np.testing.assert_array_equal(face, READY)
    assert size == 0, "nobody knows how large it was"
    assert detector.seen == []


def test_the_first_box_is_cut_as_the_app_cuts_it() -> None:
    picture = np.random.default_rng(1).integers(0, 255, (80, 120)).astype(np.uint8)
    border = 20  # a quarter of the shorter side
    detector = FakeDetector([Box(border + 30, border + 10, 50, 50), Box(border, border, 20, 20)])

    found, size = face_of(png(picture), detector)

    np.testing.assert_array_equal(
        found, cut_faces(picture, [Framing.around(Box(30, 10, 50, 50), FakeDetector.margin)])[0]
    )
    assert size == 50
    assert [seen.shape for seen in detector.seen] == [(80 + 2 * border, 120 + 2 * border)]


class Watched(HaarDetector):
    """The cascade, and what it found last."""

    def __init__(self) -> None:
        super().__init__(SEARCH)
        self.boxes: tuple[Box, ...] = ()

    def search(self, grey: np.ndarray) -> tuple[Box, ...]:
        self.boxes = super().search(grey)
        return self.boxes


@pytest.mark.parametrize(
    ("left", "top", "side", "size"),
    [
        (0, 0, 512, 512),  # the face is a fifth of the picture's side
        (80, 0, 300, 256),
        (155, 50, 140, 100),  # cut so near that the face reaches its edges
        (155, 50, 140, 64),
    ],
)
def test_the_cascade_finds_a_face_however_near(
    left: int, top: int, side: int, size: int, astronaut: np.ndarray
) -> None:
    part = np.ascontiguousarray(astronaut[top : top + side, left : left + side])
    detector = Watched()

    face_of(png(cv2.resize(part, (size, size), interpolation=cv2.INTER_AREA)), detector)

    border, scale = round(BORDER * size), side / size
    found = detector.boxes[0]
    across, down = round((found.left - border) * scale) + left, round((found.top - border) * scale) + top
    assert Box(across, down, round(found.width * scale), round(found.height * scale)).iou(FACE) > 0.6


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (png(np.full((100, 80), 90, np.uint8)), "no face found; expected one seen from the front"),
        (png(np.full((1, 1), 90, np.uint8)), "no face found"),
        (b"", "The file is empty"),
        (b"words", "no picture of a known format"),
        (png(READY)[:100], "cannot be read"),
    ],
)
def test_what_gives_no_face_says_why(content: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        face_of(content, HaarDetector(SEARCH))


def test_pictures_keep_their_order_and_what_fails_is_named(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name, content in (("b/1.png", png(READY)), ("a.png", png(255 - READY)), ("words.png", b"words")):
        (tmp_path / name).write_bytes(content)
    pictures = [
        Picture(tmp_path / name, index, split)
        for index, (name, split) in enumerate(
            [("b/1.png", "other"), ("words.png", "other"), ("missing.png", "other"), ("b", "other"), ("a.png", "train")]
        )
    ]

    found = read_pictures(tmp_path, Collection(pictures, ["one before"]))

    assert found.names.tolist() == ["b/1.png", "a.png"]
    assert (found.labels.tolist(), found.splits.tolist()) == ([0, 4], ["other", "train"])
    np.testing.assert_array_equal(found.pixels, np.stack([READY, 255 - READY]))
    assert found.problems[0] == "one before"
    assert found.problems[1].startswith("words.png: The file is no picture of a known format")
    assert found.problems[2].startswith("missing.png: cannot be read (No such file")
    assert found.problems[3].startswith("b: is no file; expected a picture")


def test_sizes_are_kept_where_one_is_known(astronaut: np.ndarray, tmp_path: Path) -> None:
    for name, content in (("face.png", png(astronaut)), ("crop.png", png(READY))):
        (tmp_path / name).write_bytes(content)
    crop, face = (Picture(tmp_path / name, 3, "public") for name in ("crop.png", "face.png"))

    found = read_pictures(tmp_path, Collection([crop, face])).split("public")

    assert found.sizes is not None
    assert found.sizes[0] == 0
    assert found.sizes[1] == pytest.approx(FACE.width, rel=0.35)
    assert read_pictures(tmp_path, Collection([crop])).sizes is None


@pytest.mark.parametrize(("problems", "message"), [([], "that can be used$"), (["x: no"], "first problem: x: no$")])
def test_not_one_face_is_refused(problems: list[str], message: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=message):
        read_pictures(tmp_path, Collection([], problems))

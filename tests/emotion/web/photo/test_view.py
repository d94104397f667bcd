"""How a picture is shown: large, as a thumbnail, and in a sentence for those who do not see it."""

from dataclasses import replace

import numpy as np
import pytest

from emotion.analysis import PhotoResult
from emotion.export.photos import picture_bytes
from emotion.images.decode import decode
from emotion.images.types import Picture
from emotion.quality import FaceQuality, Issue
from emotion.results import Box, FaceResult, FrameResult
from emotion.web.photo import view as photo_view
from emotion.web.photo.album import Photo
from emotion.web.photo.reading import SHOWN, reduced
from emotion.web.photo.view import THUMBNAIL, in_words, view
from tests.support.fakes import face, frame

ONE = face(Box(100, 80, 60, 60), "happy", 0.88, display_number=1)
POOR = replace(face(sure=False), quality=FaceQuality(issues=(Issue.TOO_DARK, Issue.TURNED_AWAY)))
OTHER = face(Box(300, 80, 60, 60), "fear", 0.31, display_number=2, sure=False)


def photo_result(*faces: FaceResult, width: int = 640, height: int = 480) -> PhotoResult:
    return PhotoResult(frame(*faces, width=width, height=height), np.zeros((len(faces), 48, 48), np.uint8))


def photo(name: str = "a.png", width: int = 640, height: int = 480) -> Photo:
    picture = np.full((height, width, 3), 128, np.uint8)
    return Photo(name, picture_bytes(picture), picture_bytes(reduced(picture, SHOWN)))


@pytest.mark.parametrize(
    ("faces", "words"),
    [
        ((), "a.png: no face found"),
        ((ONE,), "a.png: 1 face: happy"),
        ((ONE, OTHER), "a.png: 2 faces: happy, perhaps afraid"),
        ((POOR, ONE), "a.png: 2 faces: unsure (too dark, turned away), happy"),
    ],
)
def test_a_picture_in_words(faces: tuple[FaceResult, ...], words: str) -> None:
    assert in_words("a.png", frame(*faces)) == words


def test_a_view_is_drawn_again_only_for_another_reading_or_look(monkeypatch: pytest.MonkeyPatch) -> None:
    annotated: list[FrameResult] = []
    paint = photo_view.annotated

    def counted(picture: Picture, result: FrameResult, blurred: bool, small: bool) -> Picture:
        annotated.append(result)
        return paint(picture, result, blurred, small)

    monkeypatch.setattr(photo_view, "annotated", counted)
    picture = photo()
    looks = [
        view(picture, result, blurred)
        for result, blurred in [
            (photo_result(ONE), False),
            (photo_result(ONE), False),
            (photo_result(ONE), True),
            (photo_result(ONE, OTHER), True),
            (photo_result(ONE), False),
        ]
    ]
    assert len(annotated) == 4
    assert looks[0] == looks[1] == looks[4]
    assert looks[0] != looks[3]


def test_a_view_of_a_large_picture_is_small_and_has_the_box_in_its_place() -> None:
    large = face(Box(1600, 800, 800, 800))
    shown = decode(view(photo(width=3200, height=2400), photo_result(large, width=3200, height=2400), blurred=False))
    changed = (np.abs(shown.astype(int) - 128) > 40).any(axis=2)
    assert shown.shape == (1200, 1600, 3)
    assert changed[400:800, 795:810].mean() > 0.3
    assert not changed[:, :700].any()


def test_a_thumbnail_has_the_box_in_its_place_and_stands_beside_the_large_view() -> None:
    found = photo_result(face(Box(1600, 800, 800, 800)), width=3200, height=2400)
    picture = photo(width=3200, height=2400)
    large = view(picture, found, blurred=False)

    small = decode(view(picture, found, False, THUMBNAIL))

    assert small.shape == (300, 400, 3)
    changed = (np.abs(small.astype(int) - 128) > 40).any(axis=2)
    assert changed[110:190, 198:204].any(axis=1).all()
    assert not changed[:, :190].any()
    assert not changed[210:].any()
    assert view(picture, found, blurred=False) is large


def test_a_blurred_thumbnail_hides_the_face_as_the_large_view_does() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (480, 640, 3), np.uint8)
    picture, found = Photo("a.png", b"", picture_bytes(noise)), photo_result(face(Box(200, 100, 200, 200)))
    plain, hidden = (decode(view(picture, found, blurred, THUMBNAIL)) for blurred in (False, True))
    inside = np.s_[90:170, 140:235]
    assert hidden[inside].std() < 0.6 * plain[inside].std()

"""How a picture is shown: the view, the sentence for those who do not see it, the second guess."""

from dataclasses import replace

import numpy as np
import pytest

from emotion.analysis import PhotoResult
from emotion.export.photos import picture_bytes
from emotion.images.decode import decode
from emotion.images.types import Picture
from emotion.labels import LABELS
from emotion.quality import FaceQuality, Issue
from emotion.results import Box, FaceResult, FrameResult
from emotion.web.photo import view as photo_view
from emotion.web.photo.album import Photo, reduced
from emotion.web.photo.view import in_words, second_guess, view
from tests.support.fakes import face, frame

ONE = face(Box(100, 80, 60, 60), "happy", 0.88, display_number=1)
POOR = replace(face(sure=False), quality=FaceQuality(issues=(Issue.TOO_DARK, Issue.TURNED_AWAY)))
OTHER = face(Box(300, 80, 60, 60), "fear", 0.31, display_number=2, sure=False)


def photo_result(*faces: FaceResult, width: int = 640, height: int = 480) -> PhotoResult:
    return PhotoResult(frame(*faces, width=width, height=height), np.zeros((len(faces), 48, 48), np.uint8))


def photo(name: str = "a.png", width: int = 640, height: int = 480) -> Photo:
    picture = np.full((height, width, 3), 128, np.uint8)
    return Photo(name, picture_bytes(picture), picture_bytes(reduced(picture)))


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


def test_the_second_guess_is_the_second_best() -> None:
    values = {"happy": 0.5, "sad": 0.3}
    rest = tuple(values.get(label, 0.04) for label in LABELS)
    assert second_guess(FaceResult(ONE.box, rest, "happy", True, 1)) == "Second guess: sad, 30 %"


def test_a_view_is_drawn_again_only_for_another_reading_or_look(monkeypatch: pytest.MonkeyPatch) -> None:
    annotated: list[FrameResult] = []
    paint = photo_view.annotated

    def counted(picture: Picture, result: FrameResult, blurred: bool) -> Picture:
        annotated.append(result)
        return paint(picture, result, blurred)

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

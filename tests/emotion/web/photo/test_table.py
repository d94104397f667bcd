"""The table of all faces of all pictures."""

from dataclasses import replace

import numpy as np
import pytest

from emotion.analysis import PhotoResult
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.quality import FaceQuality, Issue
from emotion.results import FaceResult
from emotion.web.photo.album import Photo
from emotion.web.photo.results import columns
from tests.support.fakes import face, frame

ONE = face(label="happy", confidence=0.88, display_number=1)
POOR = FaceQuality(issues=(Issue.TOO_SMALL, Issue.CUT_OFF))
OTHER = replace(face(label="fear", confidence=0.31, display_number=2, sure=False), quality=POOR)


def read(name: str, *faces: FaceResult) -> tuple[Photo, PhotoResult]:
    return Photo(name, b""), PhotoResult(frame(*faces), np.zeros((len(faces), 48, 48), np.uint8))


def test_the_table_has_a_row_for_each_face_with_words_and_per_cent() -> None:
    table = columns([read("a.png", ONE, OTHER), read("empty.png"), read("b.png", ONE)])

    assert list(table) == ["Picture", "Face", "Looks like", "Sure", "Why unsure", "Confidence", *DISPLAY_NAMES.values()]
    assert table["Picture"] == ["a.png", "a.png", "b.png"]
    assert table["Face"] == [1, 2, 1]
    assert table["Looks like"] == ["Happy", "Unsure", "Happy"]
    assert table["Sure"] == ["Yes", "No", "Yes"]
    assert table["Why unsure"] == ["", "too small, cut off by the edge", ""]
    assert table["Confidence"] == pytest.approx([88, 31, 88])
    assert [table[DISPLAY_NAMES[label]][1] for label in LABELS] == pytest.approx(
        [100 * value for value in OTHER.probabilities]
    )


def test_without_a_face_the_table_has_its_columns_and_no_row() -> None:
    assert set(map(len, columns([read("empty.png")]).values())) == {0}

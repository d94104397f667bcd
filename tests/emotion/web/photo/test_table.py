"""The table of all faces of all pictures, and of pictures without one."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import streamlit as st

from emotion.analysis import PhotoResult
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.quality import FaceQuality, Issue
from emotion.results import FaceResult, FrameResult
from emotion.web.photo import table
from emotion.web.photo.album import Album, Photo
from emotion.web.photo.opened import chooser
from emotion.web.photo.reading import ReadPhoto
from emotion.web.photo.table import agreed, choose, columns, rows_of
from tests.support.fakes import face, frame

ONE = face(label="happy", confidence=0.88, display_number=1)
POOR = FaceQuality(issues=(Issue.TOO_SMALL, Issue.CUT_OFF))
OTHER = replace(face(label="fear", confidence=0.31, display_number=2, sure=False), quality=POOR)
SECOND = replace(face(label="sad", confidence=0.6, display_number=2), quality=POOR)


def found(result: FrameResult) -> PhotoResult:
    return PhotoResult(result, np.zeros((len(result.faces), 48, 48), np.uint8))


def read(name: str, *faces: FaceResult, other: tuple[FaceResult, ...] | None = None) -> ReadPhoto:
    return ReadPhoto(Photo(name, b""), found(frame(*faces)), None if other is None else found(frame(*other)))


def test_the_table_has_a_row_for_each_face_with_words_and_per_cent() -> None:
    shown = columns([read("a.png", ONE, OTHER), read("b.png", ONE)], compared=False)

    assert list(shown) == ["Picture", "Face", "Looks like", "Confidence", "Sure", "Why unsure", *DISPLAY_NAMES.values()]
    assert shown["Picture"] == ["a.png", "a.png", "b.png"]
    assert shown["Face"] == [1, 2, 1]
    assert shown["Looks like"] == ["Happy", "Unsure", "Happy"]
    assert shown["Sure"] == ["Yes", "No", "Yes"]
    assert shown["Why unsure"] == ["", "too small, cut off by the edge", ""]
    assert shown["Confidence"] == pytest.approx([88, 31, 88])
    assert [shown[DISPLAY_NAMES[label]][1] for label in LABELS] == pytest.approx(
        [100 * value for value in OTHER.probabilities]
    )


def test_a_picture_without_a_face_has_a_row_that_says_why() -> None:
    night = ReadPhoto(Photo("night.png", b""), found(replace(frame(), too_dark=True)))
    shown = columns([read("empty.png"), read("b.png", ONE), night], compared=False)

    assert shown["Picture"] == ["empty.png", "b.png", "night.png"]
    assert shown["Face"] == [None, 1, None]
    assert shown["Looks like"] == ["No face found", "Happy", "No face found"]
    assert shown["Sure"] == ["No", "Yes", "No"]
    assert shown["Why unsure"] == ["no face found", "", "no face found, too dark"]
    assert shown["Confidence"][::2] == shown["Happy"][::2] == [None, None]


def test_a_second_network_has_its_answer_its_confidence_and_whether_it_agrees() -> None:
    pictures = [
        read("a.png", ONE, OTHER, other=(ONE, SECOND)),
        read("empty.png", other=()),
        read("unread.png", ONE),
    ]

    shown = columns(pictures, compared=True)

    assert list(shown)[3:7] == ["Confidence", "Second network", "Its confidence", "Agree"]
    assert shown["Second network"] == ["Happy", "Sad", None, None]
    assert shown["Its confidence"][:2] == pytest.approx([88, 60])
    assert shown["Its confidence"][2:] == [None, None]
    assert shown["Agree"] == ["Yes", "No", None, None]
    assert agreed(pictures).words == "The two agree on 1 of 2 faces, 50 %."


def test_rows_know_their_picture_and_face() -> None:
    pictures = [read("a.png", ONE, OTHER), read("empty.png")]
    assert rows_of(pictures) == [(pictures[0], 0), (pictures[0], 1), (pictures[1], None)]


def test_a_chosen_row_opens_its_picture_with_its_face_and_no_row_closes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    session: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", session)
    pictures = [read("a.png", ONE), read("b.png", ONE, OTHER), read("c.png")]
    held, rows = Album([picture.photo for picture in pictures]), rows_of(pictures)
    shown = []
    for chosen in ([2], [1], [3], [0], [], [9]):
        session[table.TABLE] = {"selection": {"rows": chosen}}
        choose(held, rows)
        shown.append((held.opened and held.opened.name, session.get(chooser(pictures[1].photo, 2))))
    assert shown == [("b.png", 2), ("b.png", 1), ("c.png", 1), ("a.png", 1), (None, 1), (None, 1)]


def test_no_picture_gives_the_columns_and_no_row() -> None:
    assert set(map(len, columns([], compared=True).values())) == {0}

"""The live timeline as a figure, as Plotly takes it, and in words."""

from dataclasses import replace
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from emotion.charts.live import Moment, live_timeline, moments, timeline_in_words
from emotion.labels import COLOURS, DISPLAY_NAMES, LABELS
from emotion.results import Box
from tests.support.fakes import face, frame, tracked

SMALL, LARGE = Box(0, 0, 20, 20), Box(100, 0, 80, 80)


def test_a_number_is_followed_and_its_absence_shows() -> None:
    results = [
        frame(face(SMALL, "sad", display_number=1), face(LARGE, "happy", display_number=2), at=0),
        frame(face(LARGE, "happy", display_number=2), at=1),
    ]
    assert [m.face.label if m.face else None for m in moments(results, 1)] == ["sad", None]
    assert [m.face.label if m.face else None for m in moments(results, 2)] == ["happy", "happy"]
    assert [m.face.label if m.face else None for m in moments(results, None)] == ["happy", "happy"]


def test_without_a_number_the_timeline_stays_with_whom_the_stream_follows() -> None:
    small, large = tracked(1, SMALL, "sad"), tracked(2, LARGE, "happy")
    results = [replace(frame(small, large, at=at), followed=followed) for at, followed in enumerate((1, 1, 2))]
    assert [m.face.label for m in moments(results, None)] == ["sad", "sad", "happy"]
    assert [m.face.label for m in moments(results, 1)] == ["sad", "sad", "sad"], "who was chosen wins"


def test_at_most_four_moments_a_second_are_drawn() -> None:
    followed = moments([frame(face(), at=index / 15) for index in range(150)], None)
    assert 35 <= len(followed) <= 41
    assert min(b.at - a.at for a, b in pairwise(followed)) >= 0.25


def test_the_timeline_has_one_line_of_each_label_in_its_colour() -> None:
    followed = moments([frame(face(label="fear", confidence=0.7), at=at) for at in (10.0, 11.0)], None)
    figure = go.Figure(live_timeline(followed, 60))
    assert [trace.name for trace in figure.data] == [DISPLAY_NAMES[label] for label in LABELS]
    assert [trace.line.color for trace in figure.data] == [COLOURS[label] for label in LABELS]
    fear = figure.data[LABELS.index("fear")]
    assert list(fear.x) == [-1.0, 0.0]
    assert list(fear.y) == pytest.approx([70, 70])
    assert tuple(figure.layout.xaxis.range) == (-60, 0)


def test_a_line_breaks_where_no_face_was_in_view() -> None:
    figure = go.Figure(live_timeline(moments([frame(face(), at=0), frame(at=1), frame(face(), at=2)], None), 60))
    assert figure.data[0].y[1] is None
    assert figure.data[0].connectgaps is False


def test_nothing_yet_is_an_ordinary_case() -> None:
    assert timeline_in_words(()) == "No face in view so far."
    assert all(len(trace.x) == 0 for trace in go.Figure(live_timeline((), 60)).data)


def test_the_words_say_the_shares_most_first() -> None:
    labels = ["happy"] * 3 + ["sad"]
    followed = moments([frame(face(label=label), at=at) for at, label in enumerate(labels)], None)
    assert timeline_in_words(followed) == "Share of the time in view: happy 75 %, sad 25 %."


def test_unsure_answers_are_a_share_of_their_own() -> None:
    unsure, sure = face(label="happy", sure=False), face(label="happy")
    followed = [Moment(float(at), one) for at, one in enumerate((sure, unsure, unsure, unsure, None))]

    assert timeline_in_words(followed) == "Share of the time in view: unsure 75 %, happy 25 %."

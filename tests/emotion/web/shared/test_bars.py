"""The bars and the answer beside the live video."""

import re
from dataclasses import replace

import pytest

from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.quality import FaceQuality, Issue
from emotion.results import FaceResult
from emotion.web.shared.bars import TOO_DARK, Phase, headline, panel
from tests.support.fakes import face, frame


def test_each_label_has_a_meter_with_its_value_and_colour() -> None:
    shown = face(label="sad", confidence=0.64)
    html = panel(frame(shown), shown)
    values = re.findall(r'aria-label="(\w+)".*?aria-valuenow="([\d.]+)".*?background:([^"]+)"', html)
    expected = [
        (DISPLAY_NAMES[label], f"{100 * value:.1f}", f"var(--mien-{label})")
        for label, value in zip(LABELS, shown.probabilities, strict=True)
    ]
    assert values == expected


def test_the_answer_is_the_label_in_words() -> None:
    shown = face(label="surprise", confidence=0.71)
    assert "<strong>Surprise</strong><span>71 % confident" in panel(frame(shown), shown)


def test_unsure_says_what_comes_closest() -> None:
    shown = face(label="fear", confidence=0.31, sure=False)
    assert "<strong>Perhaps afraid</strong><span>unsure: fear 31 %" in panel(frame(shown), shown)


def test_an_answer_between_two_names_both() -> None:
    shown = replace(face(label="happy", confidence=0.36, sure=False), rival="surprise")
    words = "<strong>Between happy and surprised</strong><span>unsure: happy 36 %, surprise 11 %</span>"
    assert words in panel(frame(shown), shown)


def test_what_keeps_a_face_from_being_read_is_said_in_place_of_a_guess() -> None:
    quality = FaceQuality(issues=(Issue.TOO_DARK, Issue.TURNED_AWAY))
    shown = replace(face(label="fear", confidence=0.91, sure=False), quality=quality)
    html = panel(frame(shown), shown)
    assert "<strong>Unsure</strong><span>too dark, turned away</span>" in html
    assert "fear, 91" not in html


def test_without_a_face_it_says_whether_it_is_too_dark() -> None:
    dark = replace(frame(), too_dark=True)
    assert f"<strong>No face in view</strong><span>{TOO_DARK}" in panel(dark, None)
    assert TOO_DARK not in panel(frame(), None)
    assert TOO_DARK not in panel(dark, None, Phase.PAUSED)


ABSENT = [
    (Phase.RUNNING, "No face in view"),
    (Phase.OFF, "Camera off"),
    (Phase.CONNECTING, "Connecting"),
    (Phase.PAUSED, "Paused"),
]


@pytest.mark.parametrize(("phase", "words"), ABSENT)
def test_without_a_face_the_bars_are_empty_and_stay(phase: Phase, words: str) -> None:
    html = panel(frame() if phase is Phase.RUNNING else None, None, phase)
    assert words in html
    assert html.count('role="meter"') == len(LABELS)
    assert set(re.findall(r'aria-valuenow="([\d.]+)"', html)) == {"0.0"}


@pytest.mark.parametrize(
    ("shown", "phase", "words"),
    [
        (face(label="sad", confidence=0.64), Phase.RUNNING, "Sad"),
        (face(label="sad", confidence=0.71), Phase.RUNNING, "Sad"),
        (face(label="fear", confidence=0.31, sure=False), Phase.RUNNING, "Perhaps afraid"),
        *((None, phase, words) for phase, words in ABSENT),
    ],
)
def test_what_is_read_out_has_no_numbers_which_would_change_all_the_time(
    shown: FaceResult | None, phase: Phase, words: str
) -> None:
    assert headline(shown, phase) == words
    assert f"<strong>{words}</strong>" in panel(None, shown, phase)


def test_meters_say_what_is_shown_and_nothing_without_a_face() -> None:
    shown = face(label="sad", confidence=0.64)
    said = re.findall(r'aria-valuetext="([^"]*)"', panel(frame(shown), shown))
    assert said[LABELS.index("sad")] == "64 %"
    assert set(re.findall(r'aria-valuetext="([^"]*)"', panel(None, None))) == {"none"}


def test_the_panel_names_the_frame_that_it_shows() -> None:
    result = frame(face())
    assert f'data-frame="{result.frame}"' in panel(result, result.largest)


def test_the_panel_tells_the_rate_that_the_camera_is_held_to_where_there_is_one() -> None:
    assert "data-rate" not in panel(None, None)
    assert 'data-rate="7.5"' in panel(None, None, Phase.RUNNING, 7.5)

"""The strip: a stretch of colour for each answer, in its place, and nothing where nobody was."""

import re

import pytest

from emotion.charts.live import Moment
from emotion.labels import COLOURS, COLOURS_ON_DARK, LABELS
from emotion.results import Mark
from emotion.web.live.strip import strip
from emotion.web.shared.look import letters
from tests.support.colours import contrast, from_hexadecimal
from tests.support.fakes import face


def stretches(html: str) -> list[tuple[str, float, float]]:
    """Return the stretches of a strip: what each says, where it begins, how long it is, in per cent."""
    found = re.findall(r'<span class="(\w+)" style="left:([\d.-]+)%;width:([\d.-]+)%', html)
    return [(name, float(left), float(width)) for name, left, width in found]


def test_one_answer_is_one_stretch_and_now_is_at_the_right_edge() -> None:
    followed = [Moment(float(at), face(label="happy" if at < 30 else "sad")) for at in range(61)]
    assert stretches(strip(followed, 60)) == [("happy", 0, 50), ("sad", 50, 50)]


def test_who_is_unsure_is_grey_and_who_is_away_is_nothing() -> None:
    faces = [face(label="fear"), face(label="fear", sure=False), None, face(label="fear")]
    followed = [Moment(float(at), seen) for at, seen in enumerate(faces)]
    assert [name for name, _, _ in stretches(strip(followed, 60))] == ["fear", "unsure", "fear"]


def test_across_a_long_pause_nothing_is_claimed() -> None:
    ((_, left, width),) = stretches(strip([Moment(0.0, face()), Moment(40.0, None)], 60))
    assert (left, width) == (33.33, 3.33)


def test_what_is_older_is_cut_off() -> None:
    followed = [Moment(float(at), face()) for at in range(100)]
    ((_, left, width),) = stretches(strip(followed, 60))
    assert (left, width) == (0, 100)


def test_a_mark_stands_at_its_time_and_its_words_are_only_words() -> None:
    html = strip([Moment(0.0, face()), Moment(60.0, face())], 60, [Mark(30.0, "<b>Another</b>"), Mark(-5.0, "old")])
    assert 'style="left:50.00%" title="&lt;b&gt;Another&lt;/b&gt;"' in html
    assert html.count('class="mark"') == 1


def test_it_is_said_in_words_and_empty_at_first() -> None:
    assert 'aria-label="The last 60 seconds. Share of the time in view: happy 100 %."' in strip([Moment(0, face())], 60)
    assert stretches(strip([], 60)) == []


@pytest.mark.parametrize("label", LABELS)
def test_the_names_on_it_can_be_read_in_either_theme(label: str) -> None:
    on_light, on_dark = re.findall("#[0-9a-f]{6}", letters(label))
    assert contrast(from_hexadecimal(on_light), from_hexadecimal(COLOURS[label])) >= 4.5
    assert contrast(from_hexadecimal(on_dark), from_hexadecimal(COLOURS_ON_DARK[label])) >= 4.5
    assert f"color:{letters(label)}" in strip([Moment(0, face(label=label)), Moment(2, face(label=label))], 60)

"""A network as a drawing: a line for each stage, readable without the picture."""

import pytest

from emotion.models.stages import Stage
from emotion.web.models.network import drawing, in_words
from tests.support.released_model import card

STAGES = (Stage("face", (48, 48, 1), 0), Stage("stage 1", (24, 24, 96), 900), Stage("answer", (7,), 100))


def test_each_stage_says_its_name_what_it_gives_and_what_it_holds() -> None:
    shown = drawing(STAGES)

    assert shown.count("<li>") == 3
    for words in ("Face", "48×48, 1 channel<", "nothing to learn", "24×24, 96 channels", "900 parameters", "7 numbers"):
        assert words in shown


def test_a_stage_is_drawn_as_large_as_its_picture_and_as_deep_as_its_channels() -> None:
    face, first, answer = drawing(STAGES).split("<li>")[1:]

    assert "width: 46px; height: 46px" in face
    assert "width: 23px; height: 23px" in first
    assert "box-shadow" in first
    assert "box-shadow" not in face + answer


@pytest.mark.parametrize("share", ["0.0%", "100.0%", "11.1%"])
def test_the_bar_is_the_share_of_the_largest_stage(share: str) -> None:
    assert f"width: {share}" in drawing(STAGES)


def test_a_name_is_shown_as_it_is() -> None:
    assert "&lt;b&gt;" in drawing([Stage("<b>", (7,), 0)])


def test_the_drawing_is_told_in_words() -> None:
    assert in_words(card(stages=STAGES, parameters=1000)) == (
        "From a face of 48×48 pixels to 7 probabilities in 2 stages. Most of its 1,000 parameters are in stage 1: 90 %."
    )

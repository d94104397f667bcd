"""Everything in Streamlit's colours can be read, in the light and in the dark theme."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.colours import BLACK, WHITE, contrast, from_hexadecimal

CONFIG = Path(__file__).resolve().parent.parent / ".streamlit/config.toml"
STYLE = CONFIG.parents[1] / "emotion/web/style.css"
THEMES = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]


def test_there_is_a_light_and_a_dark_theme() -> None:
    assert set(THEMES) == {"light", "dark"}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("background", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize(("colour", "least"), [("textColor", 7), ("linkColor", 4.5), ("primaryColor", 4.5)])
def test_colours_stand_out_from_both_backgrounds(theme: str, background: str, colour: str, least: float) -> None:
    first, second = (from_hexadecimal(THEMES[theme][name]) for name in (colour, background))

    assert contrast(first, second) >= least


def test_streamlits_white_text_can_be_read_on_the_light_themes_accent() -> None:
    assert contrast(from_hexadecimal(THEMES["light"]["primaryColor"]), WHITE) >= 4.5


def test_our_dark_text_can_be_read_on_the_dark_themes_accent() -> None:
    # Streamlit writes white there too, so our style sheet sets the second colour of light-dark() over it.
    (colour,) = re.findall(r"color: light-dark\(#ffffff, (#\w{6})\)", STYLE.read_text(encoding="utf-8"))
    assert contrast(from_hexadecimal(THEMES["dark"]["primaryColor"]), from_hexadecimal(colour)) >= 4.5


def test_known_contrasts_come_out_right() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(from_hexadecimal("#777777"), WHITE) == pytest.approx(4.48, abs=0.005)

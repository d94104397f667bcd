"""Everything in Streamlit's colours can be read, in the light and in the dark theme."""

import re
import tomllib

import pytest

from tests.support.colours import BLACK, WHITE, Colour, contrast, from_hexadecimal
from tests.support.repository import ROOT

CONFIG = ROOT / ".streamlit/config.toml"
STYLE = ROOT / "emotion/web/style.css"
OPTIONS = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
THEMES = {name: colours for name, colours in OPTIONS.items() if isinstance(colours, dict)}
BACKGROUNDS = ("backgroundColor", "secondaryBackgroundColor")


def shade(theme: str, name: str, background: str, opacity: float) -> tuple[Colour, Colour]:
    """Return a colour laid over a background with an opacity of 0 to 1, and the background."""
    first, second = (from_hexadecimal(THEMES[theme][name]) for name in (name, background))
    red, green, blue = (
        round(opacity * over + (1 - opacity) * under) for over, under in zip(first, second, strict=True)
    )
    return (red, green, blue), second


def test_there_is_a_light_and_a_dark_theme() -> None:
    assert set(THEMES) == {"light", "dark"}
    assert set(THEMES["light"]) == set(THEMES["dark"])


def test_our_style_knows_the_pages_backgrounds() -> None:
    told = re.search(r"--mien-page: light-dark\((#\w+), (#\w+)\)", STYLE.read_text(encoding="utf-8"))
    assert told
    assert told.groups() == tuple(THEMES[theme]["backgroundColor"] for theme in ("light", "dark"))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize(
    ("colour", "least"), [("textColor", 7), ("codeTextColor", 7), ("linkColor", 4.5), ("primaryColor", 4.5)]
)
def test_colours_stand_out_from_both_backgrounds(theme: str, background: str, colour: str, least: float) -> None:
    first, second = (from_hexadecimal(THEMES[theme][name]) for name in (colour, background))

    assert contrast(first, second) >= least


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("name", ["textColor", "codeTextColor"])
def test_captions_can_be_read_which_streamlit_writes_at_60_per_cent(theme: str, background: str, name: str) -> None:
    assert contrast(*shade(theme, name, background, 0.6)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_our_own_quieter_lines_can_be_read(theme: str, background: str) -> None:
    opacities = [float(value) for value in re.findall(r"opacity: ([\d.]+)", STYLE.read_text(encoding="utf-8"))]
    assert opacities
    assert contrast(*shade(theme, "textColor", background, min(opacities))) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_a_chosen_segment_can_be_read_which_streamlit_tints_with_the_accent(theme: str, background: str) -> None:
    (tinted, plain), accent = shade(theme, "primaryColor", background, 0.1), THEMES[theme]["primaryColor"]
    assert contrast(from_hexadecimal(accent), tinted) >= 4.5
    assert tinted != plain


def test_streamlits_white_text_can_be_read_on_the_light_themes_accent() -> None:
    assert contrast(from_hexadecimal(THEMES["light"]["primaryColor"]), WHITE) >= 4.5


def test_our_dark_text_can_be_read_on_the_dark_themes_accent() -> None:
    # Streamlit writes white there too, so our style sheet sets the second colour of light-dark() over it.
    (colour,) = set(re.findall(r"color: light-dark\(#ffffff, (#\w{6})\)", STYLE.read_text(encoding="utf-8")))
    assert contrast(from_hexadecimal(THEMES["dark"]["primaryColor"]), from_hexadecimal(colour)) >= 4.5


def test_known_contrasts_come_out_right() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(from_hexadecimal("#777777"), WHITE) == pytest.approx(4.48, abs=0.005)

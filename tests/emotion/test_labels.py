"""The seven labels: their order, names and colours, and the names that data sets use for them."""

from collections.abc import Mapping
from itertools import combinations, product

import pytest
from skimage.color import deltaE_ciede2000

from emotion.labels import COLOURS, COLOURS_ON_DARK, DISPLAY_NAMES, LABELS, SYNONYMS, canonical, rgb
from tests.support.colours import (
    BLACK,
    DARK_PAGE,
    LEAST_DIFFERENCE,
    SIGHT,
    WHITE,
    Colour,
    contrast,
    from_hexadecimal,
    seen,
)


def test_the_order_is_that_of_the_challenges_csv() -> None:
    assert LABELS == ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")


def test_every_label_has_one_name_and_one_colour_of_its_own() -> None:
    assert tuple(DISPLAY_NAMES) == LABELS
    assert tuple(COLOURS) == tuple(COLOURS_ON_DARK) == LABELS
    assert len(set(DISPLAY_NAMES.values())) == len(set(COLOURS.values())) == len(LABELS)


@pytest.mark.parametrize("label", LABELS)
def test_rgb_is_the_colour_written_in_hexadecimal(label: str) -> None:
    assert "#{:02X}{:02X}{:02X}".format(*rgb(label)) == COLOURS[label]


@pytest.mark.parametrize("label", LABELS)
def test_labels_stand_for_themselves(label: str) -> None:
    assert canonical(label) == label


@pytest.mark.parametrize(("synonym", "label"), list(SYNONYMS.items()))
def test_synonyms_lead_to_a_label_and_hide_none(synonym: str, label: str) -> None:
    assert label in LABELS
    assert synonym not in LABELS
    assert canonical(synonym) == label


@pytest.mark.parametrize(
    ("name", "label"),
    [
        # folder names of CK+48 and RAF-DB, codes in the file names of JAFFE, columns of FER+
        ("anger", "angry"),
        ("AN", "angry"),
        ("Disgust", "disgust"),
        ("DI", "disgust"),
        ("FE", "fear"),
        ("happiness", "happy"),
        (" HA\n", "happy"),
        ("sadness", "sad"),
        ("SA", "sad"),
        ("surprised", "surprise"),
        ("SU", "surprise"),
        ("Neutral", "neutral"),
        ("NE", "neutral"),
    ],
)
def test_the_names_of_data_sets_are_known(name: str, label: str) -> None:
    assert canonical(name) == label


@pytest.mark.parametrize("name", ["contempt", "", "0", "angry2", "unknown"])
def test_other_names_are_refused_with_the_labels_that_exist(name: str) -> None:
    with pytest.raises(ValueError, match="expected one of angry, disgust, fear, happy, sad, surprise, neutral"):
        canonical(name)


@pytest.mark.parametrize("colours", [COLOURS, COLOURS_ON_DARK], ids=["on light", "on dark"])
@pytest.mark.parametrize(("sight", "pair"), list(product(SIGHT, combinations(LABELS, 2))))
def test_colours_differ_for_colour_blind_people(colours: Mapping[str, str], sight: str, pair: tuple[str, str]) -> None:
    first, second = (seen(from_hexadecimal(colours[label]), sight) for label in pair)

    assert deltaE_ciede2000(first, second) >= LEAST_DIFFERENCE


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("page", [DARK_PAGE, WHITE], ids=["dark", "light"])
def test_colours_stand_out_from_both_pages(label: str, page: Colour) -> None:
    assert contrast(rgb(label), page) >= 3  # WCAG 2.2, 1.4.11: graphical objects


@pytest.mark.parametrize("label", LABELS)
def test_lines_on_a_dark_page_can_be_read_as_letters_can(label: str) -> None:
    assert contrast(from_hexadecimal(COLOURS_ON_DARK[label]), DARK_PAGE) >= 4.5


@pytest.mark.parametrize("label", LABELS)
def test_black_or_white_text_can_be_read_on_every_colour(label: str) -> None:
    assert max(contrast(rgb(label), BLACK), contrast(rgb(label), WHITE)) >= 4.5  # WCAG 2.2, 1.4.3: text

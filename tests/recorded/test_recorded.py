"""What visitors get for ten inputs stays as it was recorded, whatever is rebuilt beneath."""

import re

import numpy as np
import pytest
from PIL import Image

from tests.recorded.answers import FOLDER, NAMES, Answer, answer

NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
SHARE, SLACK = 0.05, 0.0002  # by which a number may differ, of itself and at all: other processors round otherwise
LEVELS = 6.0  # mean difference of two pictures, of 255; other versions of the codec


@pytest.fixture(scope="module", params=NAMES)
def answered(request: pytest.FixtureRequest) -> tuple[str, Answer]:
    return request.param, answer(request.param)


def parted(text: str) -> tuple[list[str], list[float]]:
    """Return what stands between the numbers with a point, and these numbers."""
    return NUMBER.split(text), [float(number) for number in NUMBER.findall(text)]


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_the_texts_are_those_that_were_recorded(answered: tuple[str, Answer], ending: str) -> None:
    name, found = answered
    expected_words, expected_numbers = parted((FOLDER / f"{name}.{ending}").read_bytes().decode("utf-8"))

    words, numbers = parted(found.texts[ending])

    assert words == expected_words
    assert numbers == pytest.approx(expected_numbers, rel=SHARE, abs=SLACK)


def test_the_pictures_are_those_that_were_recorded(answered: tuple[str, Answer]) -> None:
    name, found = answered
    expected = np.asarray(Image.open(FOLDER / f"{name}.png"), np.int16)

    assert found.picture.shape == expected.shape
    assert np.abs(found.picture - expected).mean() < LEVELS

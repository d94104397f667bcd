"""A card says how its model answers with each expectation, or is refused in a sentence."""

from pathlib import Path
from typing import Any

import pytest

from emotion.classification.calibration import Calibration, Expectation
from emotion.models.store import ModelError, load_card, save_card
from tests.support.released_model import change, make_entry


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    return make_entry(tmp_path / "small")


ALIKE: dict[str, Any] = {
    "temperature": 0.8,
    "threshold": 0.56,
    "prior": [0.1, 0.02, 0.08, 0.3, 0.15, 0.1, 0.25],
    "strength": 0.7,
}


def test_a_card_says_how_it_answers_with_each_expectation(entry: Path) -> None:
    crowd = Calibration(1.5, 0.5)
    before = load_card(entry)
    assert before.expectations == (Expectation.CROWD,)
    assert [before.calibration(expectation) for expectation in Expectation] == [crowd, crowd]

    change(entry, alike=ALIKE)

    after = load_card(entry)
    assert after.expectations == (Expectation.ALIKE, Expectation.CROWD)
    alike = Calibration(0.8, 0.56, tuple(ALIKE["prior"]), 0.7)
    assert [after.calibration(expectation) for expectation in Expectation] == [alike, crowd]
    save_card(entry, after)
    assert load_card(entry) == after


@pytest.mark.parametrize("value", [[], {}, 0, "alike"])
def test_an_expectation_that_is_none_is_refused(value: Any, entry: Path) -> None:
    change(entry, alike=value)
    with pytest.raises(ModelError, match="alike: expected temperature, threshold, prior and strength, found "):
        load_card(entry)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"strength": 2}, "strength of 0 to 1"),
        ({"prior": [1, 0]}, "expected 7 shares"),
        ({"prior": None}, "alike: prior: expected a list of 7 shares, found None"),
        ({"prior": [True] * 7}, "alike: prior: expected numbers, found True"),
        ({"strength": "much"}, "alike: strength: expected numbers, found 'much'"),
        ({"strength": True}, "alike: strength: expected numbers, found True"),
        ({"temperature": 0}, "alike: .*temperature over 0"),
        ({"votes": 1}, "expected temperature, threshold, prior and strength"),
    ],
)
def test_an_expectation_that_cannot_be_used_is_refused(changes: dict[str, Any], message: str, entry: Path) -> None:
    change(entry, alike=ALIKE | changes)
    with pytest.raises(ModelError, match=message):
        load_card(entry)

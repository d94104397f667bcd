"""Whose commands a card states: today's, or those of an older version that made it."""

from typing import Any

import pytest

from emotion.models.older_version import OlderVersion, older_version
from tests.support.released_model import card

MADE: dict[str, Any] = {"version": "1.0.0", "commit": "6032593", "library": "PyTorch", "package": "torch"}


def test_an_older_version_is_told_with_what_it_needs() -> None:
    older = older_version(card(training={"commands_of": MADE}))

    assert older == OlderVersion("1.0.0", "6032593", "PyTorch", "torch")
    assert older.words == "version 1.0.0, whose training also needs PyTorch"
    assert older.checkout == (
        "git checkout 6032593  # version 1.0.0, whose training also needs PyTorch: pip install torch"
    )


def test_an_older_version_may_need_nothing_else() -> None:
    older = older_version(card(training={"commands_of": {"version": "1.0.0", "commit": "6032593"}}))

    assert older is not None
    assert older.checkout == "git checkout 6032593  # version 1.0.0"


@pytest.mark.parametrize(
    "told", [None, "1.0.0", [], {}, {"version": "1.0.0"}, {"commit": "6032593"}, MADE | {"commit": 6032593}]
)
def test_a_card_that_does_not_say_so_has_commands_of_today(told: Any) -> None:
    assert older_version(card(training={"commands_of": told})) is None
    assert older_version(card()) is None

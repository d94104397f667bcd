"""A network's record takes figures of its card's data alone, and its PrivateTest is not read in passing."""

import dataclasses
from typing import Any

import pytest

from emotion.models.card import Card
from tests.support.training.cards import card
from training.evaluation.same_data import check_reading, check_same_data

VOTES = {"train": "vt", "public": "vp", "private": "vv"}
SUMS: dict[str, Any] = {"train": "tt", "public": "pp", "private": "rr"}
VOTED = SUMS | {"votes": VOTES}
ARCHIVED = {"train": "tt", "public": "pp"}


def told(sums: Any) -> Card:
    """Return a card that tells its data."""
    return dataclasses.replace(card(), data={"source": "fer2013.csv", "sha256": sums})


@pytest.mark.parametrize(("expected", "found"), [(SUMS, SUMS), (VOTED, VOTED), (SUMS, VOTED), (ARCHIVED, ARCHIVED)])
def test_the_cards_own_data_are_taken_and_votes_that_it_lacks(expected: Any, found: Any) -> None:
    check_same_data(told(expected), found, "fer2013.csv")


@pytest.mark.parametrize(
    ("expected", "found", "message"),
    [
        (SUMS, SUMS | {"public": "p" * 64}, r"PublicTest \(sha256 expected pp\.\.\., found p{12}\.\.\.\)\. Name"),
        (SUMS, SUMS | {"train": "t"}, r"Training \(sha256 expected tt\.\.\., found t\.\.\.\)\. Name"),
        (SUMS, ARCHIVED, r"PrivateTest \(sha256 expected rr\.\.\., found none\)\. Name"),
        (VOTED, ARCHIVED | {"votes": {"train": "vt", "public": "vp"}}, r"PrivateTest \(.*, found none\)\. Name"),
        (ARCHIVED, SUMS, r"PrivateTest \(sha256 expected none, found rr\.\.\.\)\. Name"),
        (SUMS, {"public": "x", "private": "y"}, r"Training .*; PublicTest .*; PrivateTest .*\. Name"),
        (VOTED, SUMS, r"differs: no votes of FER\+\. Name"),
        (VOTED, SUMS | {"votes": VOTES | {"public": "x"}}, r"differs: other votes of FER\+\. Name"),
    ],
)
def test_other_data_are_refused_by_what_differs(expected: Any, found: Any, message: str) -> None:
    with pytest.raises(
        ValueError, match=r"mine: expected the data of its card, fer2013\.csv, but own differs: "
    ) as error:
        check_same_data(told(expected), found, "own")

    assert error.match(message)
    assert error.match(r"\(--data, --votes-file\), or leave --record out")


@pytest.mark.parametrize("data", [{}, {"sha256": {}}, {"sha256": "aa"}, {"source": "fer2013.csv"}])
def test_a_card_that_does_not_tell_its_data_takes_none(data: Any) -> None:
    with pytest.raises(ValueError, match=r"mine: expected a card that tells .* export the network again"):
        check_same_data(dataclasses.replace(card(), data=data), SUMS, "fer2013.csv")


def test_the_cards_private_test_is_not_read_in_passing() -> None:
    for found in (SUMS, VOTED, {"public": "other", "private": "rr"}):
        with pytest.raises(ValueError, match=r"mine: --final would read the PrivateTest .*add --record"):
            check_reading(told(SUMS), found)


@pytest.mark.parametrize("found", [SUMS | {"private": "other"}, ARCHIVED])
@pytest.mark.parametrize("expected", [SUMS, ARCHIVED])
def test_other_private_faces_may_be_read(expected: Any, found: Any) -> None:
    check_reading(told(expected), found)


def test_where_a_card_does_not_tell_its_data_any_may_be_read() -> None:
    check_reading(card(), SUMS)

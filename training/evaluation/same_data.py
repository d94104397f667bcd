"""Whether faces are those of a network's card: its record has figures of no others."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from emotion.models.card import Card
from training.data.digest import VOTES
from training.data.faceset import OFFICIAL_NAMES, SPLITS

SHA256: Final = "sha256"  # key in Card.data, of the sums of `training.data.digest.digests`
SHOWN: Final = 12  # signs of a sum, in sentences
ELSEWHERE: Final = "leave --record out, and the figures go into a folder of their own"


def check_same_data(card: Card, sums: Mapping[str, Any], source: str) -> None:
    """Refuse to write figures of other faces than those of its card into a network's record.

    Every split counts, also one not measured: figures without duplicates depend on it. Votes count where the card
    has some; to a card without any they may be added.

    Args:
        card: of the network.
        sums: of `training.data.digest.digests`, of all faces.
        source: name of the file or folder that they came from.

    Raises:
        ValueError: the card does not tell its data, or they are others.
    """
    expected = card.data.get(SHA256)
    if not isinstance(expected, Mapping) or not expected:
        raise ValueError(
            f"{card.name}: expected a card that tells its data by their sha256, found one without, so nobody knows "
            f"whether {source} is the same; export the network again (python -m training export), or {ELSEWHERE}"
        )
    differing = list(_differences(expected, sums))
    if differing:
        raise ValueError(
            f"{card.name}: expected the data of its card, {card.data.get('source', 'unnamed')}, but {source} differs: "
            f"{'; '.join(differing)}. Name the card's data (--data, --votes-file), or {ELSEWHERE}"
        )


def check_reading(card: Card, sums: Mapping[str, Any]) -> None:
    """Refuse to read a card's own PrivateTest in passing. Arguments as `check_same_data`.

    Raises:
        ValueError: these are the PrivateTest faces of the card.
    """
    expected = card.data.get(SHA256)
    if isinstance(expected, Mapping) and "private" in sums and expected.get("private") == sums["private"]:
        raise ValueError(
            f"{card.name}: --final would read the PrivateTest faces of its card, and each reading of them belongs on "
            "the card; add --record, or leave --final out"
        )


def same_faces(earlier: Mapping[str, Any], sums: Mapping[str, Any]) -> bool:
    """Return whether figures of earlier faces are still those of the faces that were found.

    Arguments are of `training.data.digest.digests`. Votes may have been added; faces that nobody knows are others.
    """
    return bool(earlier) and not list(_differences(earlier, sums))


def _differences(expected: Mapping[str, Any], sums: Mapping[str, Any]) -> Iterator[str]:
    for split in SPLITS:
        if expected.get(split) != sums.get(split):
            one, other = (_short(part.get(split)) for part in (expected, sums))
            yield f"{OFFICIAL_NAMES[split]} (sha256 expected {one}, found {other})"
    if VOTES in expected and VOTES not in sums:
        yield "no votes of FER+"
    elif VOTES in expected and any(expected[VOTES].get(split) != digest for split, digest in sums[VOTES].items()):
        yield "other votes of FER+"


def _short(digest: str | None) -> str:
    return f"{digest[:SHOWN]}..." if digest else "none"

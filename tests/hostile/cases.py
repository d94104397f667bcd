"""A case: what is sent, and what may be answered."""

from dataclasses import dataclass
from typing import Final

CLOSED: Final = 0  # the connection ended without an answer


@dataclass(frozen=True)
class Case:
    """One request of a stranger.

    Attributes:
        name: what is wrong with it.
        sent: its bytes; SESSION, TOKEN and COMPONENT in it stand for those of the running server.
        allowed: statuses that may be answered, or `CLOSED`. With 200 comes the page as everybody gets it, and no more.
        own: how the body begins that may come with 200 instead of the page; None for the page alone.
        upgrade: whether it asks for a WebSocket, whose refusal has no headers of ours.
    """

    name: str
    sent: bytes
    allowed: frozenset[int]
    own: bytes | None = None
    upgrade: bool = False


def case(name: str, sent: bytes, *allowed: int, own: bytes | None = None, upgrade: bool = False) -> Case:
    """Return a case."""
    return Case(name, sent, frozenset(allowed), own, upgrade)

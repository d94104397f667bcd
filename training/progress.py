"""How long work shows that it goes on: readers and predictors wrap what they loop over."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

import click

Item = TypeVar("Item")
Say = Callable[[str], None]  # told a line of what happens


class Progress(Protocol):
    """Passes items through and may tell a person how far it has come."""

    def __call__(self, items: Iterable[Item], label: str, /) -> Iterable[Item]:
        """Yield the items in their order; `label` says what is being done."""
        ...


def quiet(items: Iterable[Item], label: str, /) -> Iterable[Item]:
    """Say nothing."""
    return items


def silent(line: str, /) -> None:
    """Say nothing of what happens."""


def bar(items: Iterable[Item], label: str, /) -> Iterator[Item]:
    """Draw a bar on the error stream, so that the output stream holds results alone."""
    with click.progressbar(items, label=label, file=sys.stderr) as shown:
        yield from shown

"""What somebody notes about a timeline: who is who, moments that have a name, and spans of a condition or left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

LONGEST_NAME: Final = 60  # characters of a person's, a marker's or a condition's name
MOST: Final = 500  # markers, and spans, that are kept


@dataclass(frozen=True, order=True)
class Marker:
    """A moment with a name, such as the beginning of a stimulus.

    Attributes:
        at: seconds of the timeline.
        name: what happened; several moments may share it.
    """

    at: float
    name: str

    def __post_init__(self) -> None:
        if self.at < 0:
            raise ValueError(f"a marker: expected 0 seconds or more, found {self.at:g}")
        _check_name("a marker", self.name)


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of time that belongs to a condition, or is left out.

    Attributes:
        start: seconds of the timeline.
        end: likewise, later.
        condition: its name, which several spans may share; empty for one that is left out of every summary.
    """

    start: float
    end: float
    condition: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span: expected an end after its start, found {self.start:g} to {self.end:g} seconds")
        if self.condition:
            _check_name("a condition", self.condition)


@dataclass(frozen=True)
class Notes:
    """All that is noted about one timeline; the timeline itself never changes.

    Attributes:
        names: of persons, by number; who has none is called by the number.
        same: persons who are somebody else's number, by their own: the same face that came back.
        markers: in the order of time.
        spans: in the order of time.
    """

    names: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    same: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    markers: tuple[Marker, ...] = ()
    spans: tuple[Span, ...] = ()

    def name(self, person: int) -> str:
        """Return what a person is called: the name that was given, or `Person 3`."""
        return self.names.get(person) or f"Person {person}"

    def named(self, person: int, name: str) -> "Notes":
        """Return notes in which a person is called so; an empty name takes the old one away."""
        tidied = tidy(name)
        names = {key: value for key, value in self.names.items() if key != person}
        return replace(self, names=MappingProxyType(names | ({person: tidied} if tidied else {})))

    def joined(self, person: int, other: int) -> "Notes":
        """Return notes in which two persons, and who was already the same as either, are one: the lowest number."""
        first, second = sorted((self.whom(person), self.whom(other)))
        same = {key: first if value == second else value for key, value in self.same.items()}
        name = self.names.get(first) or self.names.get(second)
        return replace(
            self,
            same=MappingProxyType(same | ({second: first} if first != second else {})),
            names=MappingProxyType({**self.names, **({first: name} if name else {})}),
        )

    def apart(self, person: int) -> "Notes":
        """Return notes in which all who were joined into a person are by themselves again."""
        return replace(self, same=MappingProxyType({key: value for key, value in self.same.items() if value != person}))

    def whom(self, person: int) -> int:
        """Return the number that a person goes by."""
        return self.same.get(person, person)

    def marked(self, markers: Iterable[Marker]) -> "Notes":
        """Return notes with these markers in place of the others, at most `MOST`."""
        return replace(self, markers=tuple(sorted(markers))[:MOST])

    def spanned(self, spans: Iterable[Span]) -> "Notes":
        """Return notes with these spans in place of the others, at most `MOST`."""
        return replace(self, spans=tuple(sorted(spans))[:MOST])

    @property
    def left_out(self) -> tuple[Span, ...]:
        """The spans that count nowhere."""
        return tuple(span for span in self.spans if not span.condition)

    @property
    def conditions(self) -> tuple[str, ...]:
        """The names of the conditions in the order in which they come."""
        return tuple(dict.fromkeys(span.condition for span in self.spans if span.condition))

    def conditions_at(self, at: float) -> tuple[str, ...]:
        """Return the conditions of the spans that a moment lies in, their ends not included."""
        inside = (span.condition for span in self.spans if span.condition and span.start <= at < span.end)
        return tuple(dict.fromkeys(inside))


def tidy(name: str) -> str:
    """Return a name without needless spaces and not longer than is kept."""
    return " ".join(name.split())[:LONGEST_NAME]


def _check_name(what: str, name: str) -> None:
    if not name or tidy(name) != name:
        raise ValueError(f"{what}: expected a name of 1 to {LONGEST_NAME} characters, found {name!r}")

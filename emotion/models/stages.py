"""The stages of a network as a card lists them, from the face to the answer: enough to draw it without running it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Final

FIELDS: Final = ("name", "shape", "parameters")
PICTURE: Final = 3  # numbers in the shape of what still has places: height, width, channels


@dataclass(frozen=True)
class Stage:
    """A stage of a network.

    Attributes:
        name: a word or two, such as "stage 1".
        shape: of what it gives for one face: height, width, channels; or how many numbers, where no places are left.
        parameters: numbers in it, trained or measured.
    """

    name: str
    shape: tuple[int, ...]
    parameters: int

    @property
    def is_picture(self) -> bool:
        """Whether what it gives still has places."""
        return len(self.shape) == PICTURE

    @property
    def numbers(self) -> int:
        """How many numbers it gives for one face."""
        return prod(self.shape)


def parse_stages(values: Sequence[Any]) -> tuple[Stage, ...]:
    """Return the stages that a card's list holds.

    Raises:
        ValueError: one has another form.
    """
    return tuple(_stage(item) for item in values)


def _stage(values: Any) -> Stage:
    if not isinstance(values, Mapping) or set(values) != set(FIELDS):
        raise ValueError(f"stages: expected objects with {', '.join(FIELDS)}, found {values!r:.80}")
    name, shape, parameters = (values[field] for field in FIELDS)
    if type(name) is not str or not name.strip():
        raise ValueError(f"stages: expected a name, found {name!r:.80}")
    if not isinstance(shape, list | tuple) or len(shape) not in (1, PICTURE) or not all(map(_counts, shape)):
        raise ValueError(f"stages, {name}: expected a shape of one or three numbers from 1, found {shape!r:.80}")
    if type(parameters) is not int or parameters < 0:
        raise ValueError(f"stages, {name}: expected a whole number of parameters, found {parameters!r:.80}")
    return Stage(name, tuple(shape), parameters)


def _counts(value: Any) -> bool:
    return type(value) is int and value > 0

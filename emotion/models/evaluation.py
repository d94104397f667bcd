"""What was measured of a model, `evaluation.json`: one typed truth for every figure, read and written here alone."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, TypeVar

import msgspec
from msgspec import Meta

from emotion.classification.calibration import Expectation
from emotion.labels import LABELS
from emotion.models.figures import (
    AnyFigures,
    CollectionFigures,
    Figures,
    Robustness,
    ShareRow,
    SplitFigures,
)
from emotion.models.strict import Count, Share, Strict

VERSION: Final = 2
TRAINING: Final = "train"
# The official names of FER2013's parts, which everything calls the splits by.
SPLIT_NAMES: Final = MappingProxyType({TRAINING: "Training", "public": "PublicTest", "private": "PrivateTest"})
TEST_NAMES: Final = MappingProxyType({split: name for split, name in SPLIT_NAMES.items() if split != TRAINING})
TOGETHER: Final = "Both together"
# Sets of faces within a split, by the fields of `SplitFigures`.
SET_NAMES: Final = MappingProxyType(
    {
        "without_twins": "without twins",
        "without_near_duplicates": "without near-duplicates",
        "majority": "by FER+ majority",
        "voters": "by single voters",
    }
)
Part = TypeVar("Part")
PLACE: Final = re.compile(r"^(?P<what>.*) - at `(?:key in )?\$\.?(?P<place>.*)`$", re.DOTALL)


class Evaluated(Strict, frozen=True, kw_only=True):
    """The model's file that was measured."""

    file: str
    sha256: str


class Splits(Strict, frozen=True, kw_only=True):
    """Figures of the splits that were read; `together` is of both as one, by their confusion alone."""

    public: SplitFigures | None = None
    private: SplitFigures | None = None
    together: Figures | None = None

    def of(self, name: str) -> SplitFigures | None:
        """Return the figures of public or private, None where it was not read."""
        return {"public": self.public, "private": self.private}[name]


class Sure(Strict, frozen=True, kw_only=True):
    """What the card's threshold gives: accuracy among the sure answers, and their share of all."""

    accuracy: Share
    share: Share


class Conversion(Strict, frozen=True, kw_only=True):
    """What one precision's file gave on PublicTest.

    Attributes:
        size: bytes.
        accuracy: by the original labels.
        largest, mean: differences of its probabilities to the trained network's.
        milliseconds: a face, on one thread of the machine that exported; None where an older export did not say.
    """

    size: Count
    accuracy: Share
    largest: Annotated[float, Meta(ge=0)]
    mean: Annotated[float, Meta(ge=0)]
    milliseconds: Annotated[float, Meta(ge=0)] | None = None


class Alike(Strict, frozen=True, kw_only=True):
    """The same where any expression is expected alike; PrivateTest only of models that were first read so.

    Attributes:
        prior: share of each label in what the model learned, in the order of `LABELS`.
        strength: how much of it is taken out of the answers.
    """

    prior: ShareRow
    strength: Share
    splits: Splits
    sure: Sure | None = None
    robustness: Robustness | None = None
    others: dict[str, CollectionFigures] = {}  # noqa: RUF012


class Evaluation(Strict, frozen=True, kw_only=True):
    """All that was measured of a model's file, an everyday crowd expected; shares are 0 to 1.

    Attributes:
        evaluated: the file.
        data: SHA-256 of each split's faces, and of their votes, as `training.data.digest` gives them; empty where an
            older evaluation does not say.
        sure: of the card's threshold, measured when the model was exported.
        conversion: by precision, likewise.
        others: other collections of faces, by a short name.
        alike: what was measured where any expression is expected alike; None where it was not.
        not_measured: sentences.
    """

    version: int
    labels: tuple[str, ...]
    evaluated: Evaluated
    data: dict[str, Any] = {}  # noqa: RUF012  msgspec copies it
    splits: Splits
    sure: Sure | None = None
    conversion: dict[str, Conversion] = {}  # noqa: RUF012
    robustness: Robustness | None = None
    others: dict[str, CollectionFigures] = {}  # noqa: RUF012
    alike: Alike | None = None
    not_measured: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.version != VERSION:
            raise ValueError(f"version: expected {VERSION}, found {self.version}")
        if self.labels != LABELS:
            raise ValueError(f"labels: expected {', '.join(LABELS)}, found {', '.join(self.labels) or 'none'}")

    def expecting(self, expectation: Expectation) -> "Evaluation":
        """Return what was measured with an expectation, in the fields that tell of it; itself where nothing else was.

        What does not depend on it, such as the conversion, is the same in both.
        """
        found = self.alike if expectation is Expectation.ALIKE else None
        if found is None:
            return self
        parts = {name: getattr(found, name) for name in ("splits", "sure", "robustness", "others")}
        return msgspec.structs.replace(self, **parts)


def load_evaluation(path: Path) -> Evaluation:
    """Read an `evaluation.json`.

    Raises:
        OSError: there is no such file, or it cannot be read.
        ValueError: it is no evaluation of ours; the sentence names the place that is wrong.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Evaluation)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(_sentence(error)) from error


def typed(values: Any, kind: type[Part]) -> Part:
    """Return an evaluation, or a part of one such as `SplitFigures`, of plain values; errors as `load_evaluation`."""
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise ValueError(_sentence(error)) from error


def plain_values(evaluation: Evaluation) -> dict[str, Any]:
    """Return what stands in the file: what was not measured is left out, and all else in the order of the fields."""
    values: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(evaluation))
    return values


def sets_of(evaluation: Evaluation) -> Iterator[tuple[str, str, AnyFigures]]:
    """Yield every set of faces that was measured and has a face, in a fixed order, with its names for people.

    The first name is that of the split, the second that of the set within it, empty for all its faces. Both splits as
    one come after them, and other collections last, by their titles.
    """
    sets: list[tuple[str, str, AnyFigures | None]] = []
    for split, name in TEST_NAMES.items():
        figures = evaluation.splits.of(split)
        sets.append((name, "", figures))
        sets += [(name, within, getattr(figures, key, None)) for key, within in SET_NAMES.items()]
    sets.append((TOGETHER, "", evaluation.splits.together))
    sets += [(figures.title or name, "", figures) for name, figures in evaluation.others.items()]
    yield from ((name, within, figures) for name, within, figures in sets if figures is not None and figures.count)


def _sentence(error: Exception) -> str:
    match = PLACE.match(str(error))
    if not match:
        return f"{str(error)[:1].lower()}{str(error)[1:]}"
    what = match["what"]
    return f"{match['place'] or 'it'}: {what[:1].lower()}{what[1:]}"

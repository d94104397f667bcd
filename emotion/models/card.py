"""What stands on a model's card, and what makes a card valid; `emotion.models.store` knows where cards lie."""

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from emotion.classification.base import InputSpec
from emotion.classification.calibration import Calibration, Expectation, parse_calibration
from emotion.labels import LABELS
from emotion.models.stages import Stage, parse_stages

LITERT: Final = "litert"  # key in Card.files of the file that the app runs
# What this repository trains; the app runs models of other inputs as well, see `emotion.classification.base.InputSpec`.
INPUT_SHAPE: Final = InputSpec().shape
INPUT_RANGE: Final = (InputSpec().lowest, InputSpec().highest)
CALIBRATED_ON: Final = ("labels", "voters")
MOST_WORDS: Final = 6  # of a purpose
# What cards had before evaluation.json held all figures; passed over, so that older cards still load.
RETIRED: Final = ("metrics", "recalls", "logit_offsets")


@dataclass(frozen=True)
class StoredFile:
    """A file beside the card.

    Attributes:
        path: its name within the entry's folder.
        sha256: of its bytes, in hexadecimal.
        size: bytes.
        precision: float32, float16, dynamic or int8; empty where that has no meaning.
    """

    path: str
    sha256: str
    size: int
    precision: str = ""

    @classmethod
    def of(cls, path: Path, precision: str = "") -> "StoredFile":
        """Describe a file that exists."""
        content = path.read_bytes()
        return cls(path.name, hashlib.sha256(content).hexdigest(), len(content), precision)


@dataclass(frozen=True)
class Card:
    """What running a model needs, what it is and how it was made; `card.json`. Its figures are in `evaluation.json`.

    Attributes:
        name: the entry's folder.
        title: for people, a few words.
        summary: for people, a sentence or two.
        labels: order of the outputs, equal to `emotion.labels.LABELS`.
        input_shape: height, width, channels of a face.
        input_range: values that the model expects for black and for white.
        parameters: trained numbers in the model.
        multiply_adds: multiplications (each with its addition) for one face.
        threshold: best probability from which an answer counts as sure, where an everyday crowd is expected.
        temperature: divides the logits before the softmax, likewise; 1 leaves them.
        files: the entry's files by role; `litert` is the one that the app runs.
        data: what it was trained and chosen on, with splits and counts; under sha256, sums of each split's faces.
        training: command, configuration, machine and time.
        versions: of the libraries that made it.
        date: of the export, ISO 8601.
        terms: what may be done with the weights.
        private_readings: each reading of PrivateTest, with date and accuracy.
        calibrated_on: whose word temperature and threshold are fitted to: the data's `labels`; or `voters`, so that a
            confidence of 0.7 means that seven of ten people would choose the answer.
        protocol: what chose the model and what judged it, in words.
        limits: sentences on what it is bad at and what it cannot tell.
        alike: how it answers where any expression is expected alike; None where that was not fitted.
        purpose: what it is for, in at most `MOST_WORDS` words; empty where nobody said.
        stages: of the network, from the face to the answer; empty where they were not recorded.
    """

    name: str
    title: str
    summary: str
    labels: tuple[str, ...]
    input_shape: tuple[int, ...]
    input_range: tuple[float, float]
    parameters: int
    multiply_adds: int
    threshold: float
    temperature: float
    files: Mapping[str, StoredFile]
    data: Mapping[str, Any] = field(default_factory=dict)
    training: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    date: str = ""
    terms: str = ""
    private_readings: tuple[Mapping[str, Any], ...] = ()
    calibrated_on: str = "labels"
    protocol: str = ""
    limits: tuple[str, ...] = ()
    alike: Calibration | None = None
    purpose: str = ""
    stages: tuple[Stage, ...] = ()

    @property
    def by_voters(self) -> bool:
        """Whether it is for what people see in a face, so that FER+'s voters judge it, rather than the labels."""
        return self.calibrated_on == "voters"

    @property
    def input(self) -> InputSpec:
        """How the model wants to see a face."""
        return InputSpec.of(self.input_shape, self.input_range)

    @property
    def expectations(self) -> tuple[Expectation, ...]:
        """What it can be told to expect; the first is the default."""
        return tuple(Expectation) if self.alike else (Expectation.CROWD,)

    def calibration(self, expectation: Expectation) -> Calibration:
        """Return how it answers with an expectation; with one that it does not know, as with its default."""
        if expectation is Expectation.ALIKE and self.alike:
            return self.alike
        return Calibration(self.temperature, self.threshold)


def parse_card(values: Any) -> Card:
    """Return the card that a JSON document holds.

    Raises:
        ValueError: a field is missing, unknown or of another form, there is no file to run, or labels, shape, range,
            threshold, temperature, calibrated_on or purpose cannot be used.
    """
    card = _formed(values)
    if card.labels != LABELS:
        raise ValueError(f"expected the labels {list(LABELS)}, found {list(card.labels)}")
    InputSpec.of(card.input_shape, card.input_range)
    card.calibration(Expectation.CROWD)  # refuses what cannot be used
    if card.calibrated_on not in CALIBRATED_ON:
        raise ValueError(f"calibrated_on: expected one of {', '.join(CALIBRATED_ON)}, found {card.calibrated_on!r}")
    check_purpose(card.purpose)
    if LITERT not in card.files:
        found = ", ".join(card.files) or "none"
        raise ValueError(f"files: expected {LITERT!r}, the file that the app runs, found {found}")
    return card


def check_purpose(purpose: str) -> None:
    """Refuse a purpose that is too long for a table; raises ValueError."""
    if len(purpose.split()) > MOST_WORDS:
        raise ValueError(f"purpose: expected at most {MOST_WORDS} words, found {purpose!r:.120}")


def _formed(values: Any) -> Card:
    if not isinstance(values, dict):
        raise ValueError("expected a JSON object")
    values = {name: value for name, value in values.items() if name not in RETIRED}
    fields = dataclasses.fields(Card)
    unknown = sorted(set(values) - {item.name for item in fields})
    required = {item.name for item in fields if item.default is item.default_factory is dataclasses.MISSING}
    missing = [item.name for item in fields if item.name in required - set(values)]
    if unknown or missing:
        raise ValueError(f"missing {missing or 'nothing'}, unknown {unknown or 'nothing'}")
    try:
        for name, kind in _KINDS.items():
            if name in values and type(values[name]) is not kind:
                raise TypeError(f"{name}: expected {_JSON_NAMES[kind]}, found {values[name]!r:.80}")
        return Card(
            **{
                **values,
                "labels": tuple(values["labels"]),
                "input_shape": tuple(int(size) for size in values["input_shape"]),
                "input_range": tuple(float(bound) for bound in values["input_range"]),
                "threshold": float(values["threshold"]),
                "temperature": float(values["temperature"]),
                "files": {role: _stored_file(item) for role, item in values["files"].items()},
                "private_readings": tuple(dict(item) for item in values.get("private_readings", ())),
                "limits": tuple(str(sentence) for sentence in values.get("limits", ())),
                "alike": None if values.get("alike") is None else parse_calibration(values["alike"]),
                "stages": parse_stages(values.get("stages", ())),
            }
        )
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError) as error:
        raise ValueError(f"a field has the wrong form ({error})") from error


_KINDS: Final[Mapping[str, type]] = {
    **dict.fromkeys(("name", "title", "summary", "date", "terms", "calibrated_on", "protocol", "purpose"), str),
    **dict.fromkeys(("parameters", "multiply_adds"), int),
    **dict.fromkeys(("files", "data", "training", "versions"), dict),
    **dict.fromkeys(("labels", "private_readings", "limits", "stages"), list),
}
_JSON_NAMES: Final[Mapping[type, str]] = {str: "a text", int: "a whole number", dict: "an object", list: "a list"}


def _stored_file(values: Mapping[str, Any]) -> StoredFile:
    stored = StoredFile(**values)
    if {type(stored.path), type(stored.sha256), type(stored.precision)} != {str} or type(stored.size) is not int:
        raise TypeError(f"a file needs texts and a size in bytes, found {dict(values)!r:.200}")
    if stored.path in ("", ".", "..") or any(sign in stored.path for sign in "/\\\0"):
        raise ValueError(f"{stored.path!r} lies outside the entry's folder")
    return stored

"""Everything that one training run can be told, on one screen, saved with the run."""

import dataclasses
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

PRECISIONS: Final = ("auto", "float32", "mixed_bfloat16")


def _setting(default: Any, meaning: str) -> Any:
    return dataclasses.field(default=default, metadata={"help": meaning})


@dataclass(frozen=True)
class TrainingConfig:
    """One run. `python -m training train` makes an option of each field, with its meaning and default.

    Raises:
        ValueError: a value has another type than its field, or is out of its range.
    """

    network: str = _setting("compact", "Name of the network: compact or report.")
    epochs: int = _setting(48, "Passes over the Training faces.")
    batch_size: int = _setting(128, "Faces in a step.")
    learning_rate: float = _setting(0.1, "Peak, reached after the warm-up, then falling to zero as a cosine.")
    warmup_epochs: int = _setting(2, "Epochs of linear rise to the peak.")
    momentum: float = _setting(0.9, "Of Nesterov's stochastic gradient descent, 0 to 1.")
    weight_decay: float = _setting(0.005, "Share of a kernel taken off in a step, times the learning rate.")
    label_smoothing: float = _setting(0.1, "Share of each label spread over the others, 0 to 1.")
    average: float = _setting(0.999, "Momentum of the averaged weights, the ones evaluated and kept, 0 to 1.")
    precision: str = _setting("auto", "float32, mixed_bfloat16, or auto: mixed_bfloat16 where the processor has it.")
    seed: int = _setting(1, "Of the initial weights, the order of faces and their changes.")

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if field.type is float and type(value) is int:
                object.__setattr__(self, field.name, float(value))
            elif type(value) is not field.type:
                kind = field.type.__name__ if isinstance(field.type, type) else field.type
                raise ValueError(f"{field.name}: expected {kind}, found {value!r}")
        for name in ("epochs", "batch_size"):
            self._expect(name, getattr(self, name) >= 1, "at least 1")
        for name in ("warmup_epochs", "seed"):
            self._expect(name, getattr(self, name) >= 0, "at least 0")
        for name in ("momentum", "average", "label_smoothing"):
            self._expect(name, 0 <= getattr(self, name) < 1, "0 or more, and less than 1")
        self._expect("learning_rate", 0 < self.learning_rate < math.inf, "more than 0")
        self._expect("weight_decay", 0 <= self.weight_decay < math.inf, "at least 0")
        self._expect("warmup_epochs", self.warmup_epochs < self.epochs, f"fewer than the {self.epochs} epochs")
        self._expect("precision", self.precision in PRECISIONS, f"one of {', '.join(PRECISIONS)}")

    def _expect(self, name: str, holds: bool, expected: str) -> None:
        if not holds:
            raise ValueError(f"{name}: expected {expected}, found {getattr(self, name)!r}")

    def save(self, path: Path) -> None:
        """Write the settings as a JSON object."""
        path.write_text(json.dumps(dataclasses.asdict(self), indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "TrainingConfig":
        """Read what `save` wrote.

        Raises:
            ValueError: the file is no JSON object, has a key that no field has, or a value that its field refuses.
        """
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise ValueError(f"{path}: no readable configuration ({error})") from error
        known = {field.name for field in dataclasses.fields(cls)}
        if not isinstance(values, dict):
            raise ValueError(f"{path}: expected an object of settings")
        unknown = sorted(set(values) - known)
        if unknown:
            raise ValueError(f"{path}: unknown setting {', '.join(unknown)}; expected {', '.join(sorted(known))}")
        try:
            return cls(**values)
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from error

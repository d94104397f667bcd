"""Everything that one training run can be told, on one screen, saved with the run."""

import dataclasses
import json
import math
import typing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

PRECISIONS: Final = ("auto", "float32", "mixed_bfloat16")
OPTIMIZERS: Final = ("sgd", "adam")
SCHEDULES: Final = ("cosine", "constant", "plateau")
AUGMENTATIONS: Final = ("standard", "mild", "blog", "camera", "turned", "none")
HEADS: Final = ("labels", "votes")
BALANCES: Final = ("none", "weights", "sampling")


def _setting(default: Any, meaning: str) -> Any:
    return dataclasses.field(default=default, metadata={"help": meaning})


@dataclass(frozen=True)
class TrainingConfig:
    """One run. `python -m training train` makes an option of each field, with its meaning and default.

    Raises:
        ValueError: a value has another type than its field, or is out of its range.
    """

    network: str = _setting("mirrored", "Name of the network; python -m training networks lists them.")
    pretrained: str = _setting("auto", "Of networks with weights of ImageNet: auto (these), none, or a file.")
    start: str = _setting("", "Runs and models/NAME, with commas, whose mean weights it begins with.")
    faces: int = _setting(0, "Training faces to use, drawn evenly from all; 0 for all.")
    only_faces: bool = _setting(False, "Leave out blank pictures, and those that most FER+ voters called no face.")
    votes: float = _setting(0.0, "Share of each label taken from the FER+ votes, 0 to 1.")
    votes_head: float = _setting(0.0, "Share of the loss of a second head, which is taught the FER+ votes.")
    head: str = _setting("labels", "Which of two heads the run keeps: labels or votes.")
    teacher: str = _setting("", "File of other networks' answers, as the command teach writes it.")
    teacher_share: float = _setting(0.0, "Share of each label taken from that file, 0 to 1.")
    match: str = _setting("", "Runs and models/NAME, with commas, whose answers to the very faces it sees it learns.")
    match_share: float = _setting(0.0, "Share of each label taken from these answers, 0 to 1.")
    balance: str = _setting("none", "Of labels: none; weights (rare ones count more); sampling (all equally often).")
    epochs: int = _setting(48, "Passes over the Training faces.")
    small_epochs: int = _setting(0, "First epochs, in which our own networks see faces of 32x32, in half the time.")
    frozen_epochs: int = _setting(0, "First epochs, in which a pretrained network's head learns alone, at one rate.")
    patience: int = _setting(0, "Epochs without a better PublicTest accuracy after which the run ends; 0 for never.")
    batch_size: int = _setting(128, "Faces in a step.")
    optimizer: str = _setting("sgd", "sgd (Nesterov momentum) or adam (with decoupled weight decay).")
    learning_rate: float = _setting(0.1, "Its peak, where the warm-up ends.")
    schedule: str = _setting("cosine", "Of the rate: cosine (falls to zero), constant, or plateau (halved at a stand).")
    plateau_epochs: int = _setting(5, "Epochs without a better PublicTest accuracy that make a stand.")
    warmup_epochs: int = _setting(2, "Epochs of linear rise to the peak; 0 with the schedule plateau.")
    momentum: float = _setting(0.9, "Of sgd, 0 to 1.")
    weight_decay: float = _setting(0.005, "Share of a kernel taken off in a step, times the learning rate.")
    label_smoothing: float = _setting(0.1, "Share of each label spread over the others, 0 to 1.")
    augmentation: str = _setting(
        "standard",
        "Of faces: standard (small), mild (smaller), blog (its larger ones), camera (as they come), turned (those "
        "without glasses and masks) or none.",
    )
    webcam: float = _setting(0.0, "Chance that a face is made dim, blurred, small, noisy or compressed, 0 to 1.")
    vp8: float = _setting(0.0, "Chance that a face goes through VP8, as in a call of low rate, 0 to 1.")
    cutout: float = _setting(0.5, "Chance that a part of a face is erased, 0 to 1.")
    mixup: float = _setting(0.0, "Parameter of the beta distribution that faces are mixed by; 0 for none.")
    dropout: float | None = _setting(None, "Share of features dropped, 0 to 1; unless given, the network's own.")
    average: float = _setting(0.999, "Momentum of the averaged weights, which are evaluated and kept; 0 for none.")
    refresh: bool = _setting(True, "At the end, estimate normalisation anew on plain faces, and keep it if better.")
    precision: str = _setting("auto", "float32, mixed_bfloat16, or auto: mixed_bfloat16 where the processor has it.")
    seed: int = _setting(1, "Of the initial weights, the order of faces and their changes.")

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value, kind = getattr(self, field.name), kind_of(field)
            if kind is float and type(value) is int:
                object.__setattr__(self, field.name, float(value))
            elif type(value) is not kind and not (value is None and field.default is None):
                raise ValueError(f"{field.name}: expected {kind.__name__}, found {value!r}")
        for name in ("epochs", "batch_size", "plateau_epochs"):
            self._expect(name, getattr(self, name) >= 1, "at least 1")
        for name in ("warmup_epochs", "small_epochs", "frozen_epochs", "patience", "faces", "seed"):
            self._expect(name, getattr(self, name) >= 0, "at least 0")
        for name in ("momentum", "average", "label_smoothing", "votes_head", "dropout"):
            self._expect(name, 0 <= (getattr(self, name) or 0) < 1, "0 or more, and less than 1")
        for name in ("votes", "teacher_share", "match_share", "webcam", "vp8", "cutout"):
            self._expect(name, 0 <= getattr(self, name) <= 1, "0 to 1")
        for name in ("weight_decay", "mixup"):
            self._expect(name, 0 <= getattr(self, name) < math.inf, "at least 0")
        self._expect("learning_rate", 0 < self.learning_rate < math.inf, "more than 0")
        for name in ("small_epochs", "frozen_epochs"):
            self._expect(name, getattr(self, name) < self.epochs, f"fewer than the {self.epochs} epochs")
        for name in ("teacher", "match"):
            given, share = getattr(self, name), getattr(self, f"{name}_share")
            self._expect(name, bool(given) == (share > 0), "a name where there is a share, else none")
        self._expect("head", self.head != "votes" or self.votes_head > 0, "labels unless votes_head is over 0")
        left = self.epochs - self.frozen_epochs
        self._expect("warmup_epochs", self.warmup_epochs < left, f"fewer than the {left} epochs in which all learn")
        if self.schedule == "plateau":
            self._expect("warmup_epochs", self.warmup_epochs == 0, "0 with the schedule plateau")
        for name, choices in _CHOICES.items():
            self._expect(name, getattr(self, name) in choices, f"one of {', '.join(choices)}")

    @property
    def starts(self) -> tuple[Path, ...]:
        """The runs and published networks whose weights it begins with."""
        return _folders(self.start)

    @property
    def matched(self) -> tuple[Path, ...]:
        """The runs and published networks whose answers it learns."""
        return _folders(self.match)

    @property
    def needed(self) -> tuple[Path, ...]:
        """All runs and published networks that must be there for it, each once."""
        return tuple(dict.fromkeys((*self.starts, *self.matched)))

    def _expect(self, name: str, holds: bool, expected: str) -> None:
        if not holds:
            raise ValueError(f"{name}: expected {expected}, found {getattr(self, name)!r}")

    def save(self, path: Path) -> None:
        """Write the settings as a JSON object."""
        path.write_text(json.dumps(dataclasses.asdict(self), indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "TrainingConfig":
        """Read what `save` wrote; a setting that the file lacks has its default.

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


_CHOICES: Final = {
    "precision": PRECISIONS,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
    "augmentation": AUGMENTATIONS,
    "balance": BALANCES,
    "head": HEADS,
}


def kind_of(field: "dataclasses.Field[Any]") -> type:
    """Return the type of a setting's value, leaving out that it may be None."""
    kinds = [kind for kind in typing.get_args(field.type) if kind is not type(None)]
    return typing.cast(type, kinds[0] if kinds else field.type)


def _folders(names: str) -> tuple[Path, ...]:
    return tuple(Path(name) for name in names.split(",") if name)

"""Models on disk: `models/<name>/` with its card, weights, history and evaluation, verified before they are used."""

import dataclasses
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from emotion.classification.base import ModelError as ModelError
from emotion.models.card import LITERT, Card, parse_card
from emotion.models.loaded import LoadedModel
from emotion.place import ROOT

CARD: Final = "card.json"
HISTORY: Final = "history.csv"
EVALUATION: Final = "evaluation.json"
MODELS: Final = ROOT / "models"
DEFAULT_MODEL: Final = "mirrored-votes"  # that the app opens with


@dataclass(frozen=True)
class ModelStore:
    """The models in one folder, each an entry of its own: `<root>/<name>/`."""

    root: Path = MODELS

    def names(self) -> tuple[str, ...]:
        """Return the entries in alphabetical order; an entry is a folder, not hidden, that has a card."""
        return tuple(sorted(path.parent.name for path in self.root.glob(f"*/{CARD}") if path.parent.name[0] != "."))

    def load_model(self, name: str) -> LoadedModel:
        """Return an entry's model, its bytes verified.

        Raises:
            ModelError: as the function of the same name, which takes an entry's folder.
        """
        return LoadedModel(*load_model(self.root / name))


def load_card(folder: Path) -> Card:
    """Read and check an entry's card.

    Raises:
        ModelError: no card, no JSON, or what `emotion.models.card.parse_card` refuses.
    """
    path = folder / CARD
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(f"{path} is missing. {_mend(folder)}") from None
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path} cannot be read: {error}. {_mend(folder)}") from error
    try:
        return parse_card(values)
    except ValueError as error:
        raise ModelError(f"{path}: {error}. {_mend(folder)}") from error


def save_card(folder: Path, card: Card) -> None:
    """Write an entry's card, whole or not at all."""
    text = json.dumps(dataclasses.asdict(card), indent=2, ensure_ascii=False)
    partial = folder / f"{CARD}.partial"
    partial.write_text(text + "\n", encoding="utf-8")
    os.replace(partial, folder / CARD)


def load_model(folder: Path, role: str = LITERT) -> tuple[Card, bytes]:
    """Return an entry's card and the verified bytes of one of its files.

    Raises:
        ModelError: as `load_card`; the entry has no such file, or its bytes are not those that the card names.
    """
    card = load_card(folder)
    if role not in card.files:
        raise ModelError(f"{folder / CARD}: has no file {role!r}, so there is nothing to run. {_mend(folder)}")
    stored = card.files[role]
    path = folder / stored.path
    if path.resolve().parent != folder.resolve():
        raise ModelError(f"{folder / CARD}: {stored.path!r} lies outside the entry's folder. {_mend(folder)}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror}). {_mend(folder)}") from error
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 != stored.sha256:
        raise ModelError(
            f"{path} is not the file that the card describes: expected sha256 {stored.sha256[:12]}..., "
            f"found {sha256[:12]}... ({len(content)} bytes of {stored.size}). {_mend(folder)}"
        )
    return card, content


def _mend(folder: Path) -> str:
    return f"Restore models/{folder.name} from the repository, or export it again: python -m training export --help"

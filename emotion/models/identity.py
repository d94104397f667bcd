"""Which model gave a result: its name and version."""

from dataclasses import dataclass

from emotion.models.card import LITERT, Card


@dataclass(frozen=True)
class ModelIdentity:
    """Which model read the faces.

    Attributes:
        name: its folder in `models`.
        version: date of its export and the first 12 digits of its file's SHA-256.
    """

    name: str
    version: str

    @classmethod
    def of(cls, card: Card) -> "ModelIdentity":
        """Return the model that a card describes; without a file only the date stands in the version."""
        digits = card.files[LITERT].sha256[:12] if LITERT in card.files else ""
        return cls(card.name, f"{card.date[:10]} {digits}".strip())

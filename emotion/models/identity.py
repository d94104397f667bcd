"""Which model gave a result: its name, its version, and which faces it was told to expect."""

from dataclasses import dataclass
from typing import Final

from emotion.classification.calibration import Expectation
from emotion.models.card import LITERT, Card

# What exports say of the field of that name.
EXPECTS: Final = "; ".join(f"{expectation.value}: {expectation.in_words}" for expectation in Expectation)


@dataclass(frozen=True)
class ModelIdentity:
    """Which model read the faces.

    Attributes:
        name: its folder in `models`.
        version: date of its export and the first 12 digits of its file's SHA-256.
        expects: which faces it was told to expect, one of `emotion.classification.calibration.Expectation`.
    """

    name: str
    version: str
    expects: str = Expectation.CROWD

    @classmethod
    def of(cls, card: Card, expectation: Expectation = Expectation.ALIKE) -> "ModelIdentity":
        """Return the model that a card describes; without a file only the date stands in the version.

        Args:
            card: of the model.
            expectation: that it was told; of a model that cannot be told its only one is named.
        """
        digits = card.files[LITERT].sha256[:12] if LITERT in card.files else ""
        expects = expectation if expectation in card.expectations else card.expectations[0]
        return cls(card.name, f"{card.date[:10]} {digits}".strip(), expects.value)

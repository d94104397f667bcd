"""A model that was verified and is ready to read: its card, its file's bytes, and classifiers made of them."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from emotion.classification.calibration import Calibration, Expectation
from emotion.models.card import Card
from emotion.models.identity import ModelIdentity

if TYPE_CHECKING:
    from emotion.classification.litert import LiteRTClassifier


@dataclass(frozen=True)
class LoadedModel:
    """A verified model, from which each stream makes an interpreter of its own.

    Attributes:
        card: what it is.
        content: the bytes of the file that the app runs.
        expectation: which faces it is told to expect; a model that cannot be told expects those it learned from.
    """

    card: Card
    content: bytes
    expectation: Expectation = Expectation.ALIKE

    @property
    def calibration(self) -> Calibration:
        """What its probabilities go through."""
        return self.card.calibration(self.expectation)

    @property
    def threshold(self) -> float:
        """Best probability from which its answers count as sure."""
        return self.calibration.threshold

    @property
    def identity(self) -> ModelIdentity:
        """What exports say of it."""
        return ModelIdentity.of(self.card, self.expectation)

    def expecting(self, expectation: Expectation) -> "LoadedModel":
        """Return the same model, told to expect other faces."""
        return replace(self, expectation=expectation)

    def classifier(self) -> "LiteRTClassifier":
        """Return a classifier that is warm and belongs to the caller alone.

        Raises:
            ModelError: the bytes are no model, or one of another input or output than the card says.
        """
        from emotion.classification.litert import LiteRTClassifier  # here, so that training needs no LiteRT

        return LiteRTClassifier(self.content, self.calibration, self.card.input)

"""A model that was verified and is ready to read: its card, its file's bytes, and classifiers made of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from emotion.models.card import Card

if TYPE_CHECKING:
    from emotion.classification.litert import LiteRTClassifier


@dataclass(frozen=True)
class LoadedModel:
    """A verified model, from which each stream makes an interpreter of its own.

    Attributes:
        card: what it is.
        content: the bytes of the file that the app runs.
    """

    card: Card
    content: bytes

    def classifier(self) -> "LiteRTClassifier":
        """Return a classifier that is warm and belongs to the caller alone.

        Raises:
            ModelError: the bytes are no model, or one of another input or output than the card says.
        """
        from emotion.classification.litert import LiteRTClassifier  # here, so that training needs no LiteRT

        return LiteRTClassifier(self.content, self.card.temperature, self.card.input)

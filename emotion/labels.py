"""The seven expressions: their order, names, colours, and the other names that data sets use.

This module owns the order. Every array of seven probabilities in this project, every `card.json` and every trained
model follows `LABELS`, which is the order of the challenge's own CSV (0 angry ... 6 neutral).
"""

from types import MappingProxyType
from typing import Final

LABELS: Final = ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")

DISPLAY_NAMES: Final = MappingProxyType(
    {
        "angry": "Angry",
        "disgust": "Disgust",
        "fear": "Fear",
        "happy": "Happy",
        "sad": "Sad",
        "surprise": "Surprise",
        "neutral": "Neutral",
    }
)

# As they stand in a sentence on a face: perhaps afraid, between happy and surprised.
ADJECTIVES: Final = MappingProxyType(
    {label: label for label in LABELS} | {"disgust": "disgusted", "fear": "afraid", "surprise": "surprised"}
)

# Chosen so that each pair stays apart for the colour-blind (at least 13 by CIEDE2000 for protanopia and deuteranopia,
# which tests/emotion/test_labels.py simulates) and each is at least 3:1 against white and against our dark page.
COLOURS: Final = MappingProxyType(
    {
        "angry": "#AC4931",
        "disgust": "#0BA873",
        "fear": "#C26F9A",
        "happy": "#C97610",
        "sad": "#1366CA",
        "surprise": "#3F97E9",
        "neutral": "#6B6B6B",
    }
)

# The same hues for lines and bars on a dark page, where those above are dim: each at least 4.5:1 against ours.
COLOURS_ON_DARK: Final = MappingProxyType(
    {
        "angry": "#D47056",
        "disgust": "#00E39C",
        "fear": "#D37AA8",
        "happy": "#FD9300",
        "sad": "#4484F4",
        "surprise": "#85B9FE",
        "neutral": "#E2E2E2",
    }
)

SYNONYMS: Final = MappingProxyType(
    {
        "anger": "angry",
        "an": "angry",
        "disgusted": "disgust",
        "di": "disgust",
        "fearful": "fear",
        "afraid": "fear",
        "scared": "fear",
        "fe": "fear",
        "happiness": "happy",
        "joy": "happy",
        "ha": "happy",
        "sadness": "sad",
        "sa": "sad",
        "surprised": "surprise",
        "su": "surprise",
        "neutrality": "neutral",
        "ne": "neutral",
    }
)


def canonical(name: str) -> str:
    """Return the label that a data set's name stands for, in any case and with spaces around it.

    Raises:
        ValueError: the name is neither one of `LABELS` nor a known synonym.
    """
    key = name.strip().lower()
    label = SYNONYMS.get(key, key)
    if label not in LABELS:
        expected = ", ".join(LABELS)
        raise ValueError(f"unknown expression {name!r}: expected one of {expected}, or a synonym such as anger")
    return label


def rgb(label: str) -> tuple[int, int, int]:
    """Return the colour of a label as red, green, blue, each 0 to 255."""
    value = int(COLOURS[label][1:], 16)
    return value >> 16, value >> 8 & 255, value & 255

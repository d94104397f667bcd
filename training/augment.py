"""What training does to a batch of faces: small geometry and light, as Keras' own layers."""

import math
from typing import Final

import keras
from keras import layers


def augmentation(kind: str, cutout: float, seed: int) -> keras.Sequential | None:
    """Return layers that take and give float32 grey faces [n, height, width, 1] of 0 to 255; None for no change.

    They act in training alone. Angles are Keras' own unit, turns: 0.03 is about 11 degrees. What a shift or a turn
    uncovers repeats the edge, as FER2013 has no pixels outside its crop.

    Args:
        kind: `standard`, `blog` or `none`.
        cutout: chance that a rectangle is erased (arXiv 1708.04896), 0 to 1.
        seed: of the changes.
    """
    chosen = [*_KINDS[kind](seed)]
    if cutout:
        erasing = layers.RandomErasing(
            cutout, scale=(0.02, 0.15), fill_value=128.0, value_range=(0, 255), seed=seed + 6
        )
        chosen.append(erasing)
    for layer in chosen:
        layer.dtype_policy = keras.DTypePolicy("float32")
    return keras.Sequential(chosen, name="augmentation") if chosen else None


def _standard(seed: int) -> list[keras.layers.Layer]:
    return [
        layers.RandomFlip("horizontal", seed=seed),
        layers.RandomRotation(0.03, fill_mode="nearest", seed=seed + 1),
        layers.RandomTranslation(0.1, 0.1, fill_mode="nearest", seed=seed + 2),
        layers.RandomZoom(0.12, fill_mode="nearest", seed=seed + 3),
        layers.RandomBrightness(0.15, value_range=(0, 255), seed=seed + 4),
        layers.RandomContrast(0.3, value_range=(0, 255), seed=seed + 5),
    ]


def _blog(seed: int) -> list[keras.layers.Layer]:
    """The blog's ImageDataGenerator: rotation 30 degrees, shifts 0.2, shear 0.2 degrees, zoom 0.2, flip, nearest."""
    return [
        layers.RandomFlip("horizontal", seed=seed),
        layers.RandomRotation(30 / 360, fill_mode="nearest", seed=seed + 1),
        layers.RandomTranslation(0.2, 0.2, fill_mode="nearest", seed=seed + 2),
        layers.RandomShear(math.tan(math.radians(0.2)), fill_mode="nearest", seed=seed + 3),
        layers.RandomZoom(0.2, 0.2, fill_mode="nearest", seed=seed + 4),
    ]


def _none(seed: int) -> list[keras.layers.Layer]:
    return []


_KINDS: Final = {"standard": _standard, "blog": _blog, "none": _none}

"""What training does to a batch of faces: small geometry and light, as Keras' own layers."""

import keras
from keras import layers


def augmentation(seed: int) -> keras.Sequential:
    """Return layers that take and give float32 grey faces [n, height, width, 1] of 0 to 255.

    They act in training alone. Angles are Keras' own unit, turns: 0.03 is about 11 degrees. What a shift or a turn
    uncovers repeats the edge, as FER2013 has no pixels outside its crop.
    """
    geometry: list[keras.layers.Layer] = [
        layers.RandomFlip("horizontal", seed=seed),
        layers.RandomRotation(0.03, fill_mode="nearest", seed=seed + 1),
        layers.RandomTranslation(0.1, 0.1, fill_mode="nearest", seed=seed + 2),
        layers.RandomZoom(0.12, fill_mode="nearest", seed=seed + 3),
    ]
    light: list[keras.layers.Layer] = [
        layers.RandomBrightness(0.15, value_range=(0, 255), seed=seed + 4),
        layers.RandomContrast(0.3, value_range=(0, 255), seed=seed + 5),
        layers.RandomErasing(0.5, scale=(0.02, 0.15), fill_value=128.0, value_range=(0, 255), seed=seed + 6),
    ]
    for layer in (*geometry, *light):
        layer.dtype_policy = keras.DTypePolicy("float32")
    return keras.Sequential([*geometry, *light], name="augmentation")

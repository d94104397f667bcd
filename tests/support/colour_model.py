"""A model of another input than this repository's: 64x64, RGB, 0 to 1; what it answers is the colour of the face."""

from pathlib import Path

import numpy as np

from emotion.labels import LABELS
from emotion.models.card import LITERT, Card, StoredFile
from emotion.models.store import save_card

NAME = "colour"
RED, BLUE = "angry", "sad"  # what it answers to a face that is more red than blue, and the other way round


def add_colour_model(store: Path) -> Path:
    """Put the model into a store and return its entry's folder."""
    import keras  # here, since few of the tests that could use this need TensorFlow

    from training.exporting.convert import convert

    weights = np.zeros((3, len(LABELS)), np.float32)
    weights[:, LABELS.index(RED)], weights[:, LABELS.index(BLUE)] = (40, 0, -40), (-40, 0, 40)
    dense = keras.layers.Dense(len(LABELS), activation="softmax")
    network = keras.Sequential([keras.Input((64, 64, 3)), keras.layers.GlobalAveragePooling2D(), dense])
    dense.set_weights([weights, np.zeros(len(LABELS), np.float32)])
    folder = store / NAME
    folder.mkdir(parents=True)
    (folder / "network.tflite").write_bytes(convert(network, "float32", np.empty((0, 64, 64, 3), np.uint8)))
    files = {LITERT: StoredFile.of(folder / "network.tflite", "float32")}
    shape, values = (64, 64, 3), (0.0, 1.0)
    save_card(folder, Card(NAME, "Colour", "Names a colour.", LABELS, shape, values, 28, 12_000, 0.5, 1.0, files))
    return folder

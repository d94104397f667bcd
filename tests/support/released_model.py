"""A made-up entry of the model store."""

import dataclasses
import json
from pathlib import Path
from typing import Any

from emotion.labels import LABELS
from emotion.models.card import INPUT_RANGE, INPUT_SHAPE, LITERT, Card, StoredFile
from emotion.models.store import save_card

CONTENT = b"a network"
BARE = Card(
    *("bare", "Bare", "", LABELS, INPUT_SHAPE, INPUT_RANGE, 1_234_567, 86_215_424, 0.5621, 0.9287),
    files={LITERT: StoredFile("network.tflite", "0" * 64, 1_605_952)},
)


def make_card(files: dict[str, StoredFile]) -> Card:
    return Card(
        name="small",
        title="Small",
        summary="A small network.",
        labels=LABELS,
        input_shape=(48, 48, 1),
        input_range=(0.0, 255.0),
        parameters=7,
        multiply_adds=70,
        threshold=0.5,
        temperature=1.5,
        files=files,
        versions={"keras": "3"},
        private_readings=({"date": "2026-01-01", "accuracy": 0.6},),
    )


def make_entry(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "network.tflite").write_bytes(CONTENT)
    save_card(folder, make_card({LITERT: StoredFile.of(folder / "network.tflite", "float16")}))
    return folder


def change(folder: Path, **values: Any) -> None:
    path = folder / "card.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **values}), encoding="utf-8")


def card(**fields: Any) -> Card:
    """Return the bare card with these fields changed."""
    return dataclasses.replace(BARE, **fields)

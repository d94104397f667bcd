"""Cards that say how networks were made."""

import dataclasses
from typing import Any

from emotion.labels import LABELS
from emotion.models.card import INPUT_RANGE, INPUT_SHAPE, Card
from training.runs.config import TrainingConfig

CONFIG = TrainingConfig(epochs=3, seed=7)


def card(**making: Any) -> Card:
    return Card("mine", "", "", LABELS, INPUT_SHAPE, INPUT_RANGE, 1, 1, 0.5, 1.0, {}, training=making)


def made(config: TrainingConfig, backend: str = "tensorflow", **more: Any) -> dict[str, Any]:
    return {"config": dataclasses.asdict(config), "environment": {"backend": backend}, **more}

"""Folders of made-up runs, entries and measurements, for the tests of figures and comparisons."""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from emotion.labels import LABELS
from emotion.models.card import INPUT_RANGE, INPUT_SHAPE, LITERT, Card, StoredFile
from emotion.models.store import save_card
from tests.support.evaluations import measurement, write_records
from training.runs.config import TrainingConfig


def write_run(
    folder: Path,
    config: TrainingConfig,
    rows: Sequence[Mapping[str, str]] = (),
    document: Mapping[str, Any] | None = None,
) -> Path:
    """Write a run's folder with its configuration, and with history and evaluation where they are given."""
    folder.mkdir(parents=True)
    config.save(folder / "config.json")
    write_records(folder, rows, document)
    return folder


def write_entry(
    folder: Path,
    config: Mapping[str, Any],
    rows: Sequence[Mapping[str, str]] = (),
    document: Mapping[str, Any] | None = None,
) -> Path:
    """Write an entry of the model store that has a card of a network with 1,000 parameters but no weights."""
    folder.mkdir(parents=True)
    save_card(folder, _card(folder.name, config))
    write_records(folder, rows, document)
    return folder


def write_measurement(folder: Path, config: Mapping[str, Any], document: Mapping[str, Any]) -> Path:
    """Write what was measured of such an entry on data called mine."""
    folder.mkdir(parents=True)
    values = measurement(dataclasses.asdict(_card("a", config)))
    (folder / "measurement.json").write_text(json.dumps(values), encoding="utf-8")
    write_records(folder, (), document)
    return folder


def _card(name: str, config: Mapping[str, Any]) -> Card:
    return Card(
        name=name,
        title="A network",
        summary="Made up.",
        labels=LABELS,
        input_shape=INPUT_SHAPE,
        input_range=INPUT_RANGE,
        parameters=1000,
        multiply_adds=2000,
        threshold=0.5,
        temperature=1.0,
        files={LITERT: StoredFile("network.tflite", "0" * 64, 1)},
        training={"config": dict(config), "minutes": 12.5},
    )

"""Writes a model's card: what it is, how it was made, and what running it needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import keras

from emotion.labels import LABELS
from emotion.models.card import INPUT_RANGE, INPUT_SHAPE, Card, StoredFile
from training.data.digest import digests
from training.data.faceset import FaceSet
from training.evaluation.all_figures import Calibrations
from training.evaluation.predictors import Probabilities
from training.evaluation.same_data import SHA256
from training.exporting.provenance import provenance
from training.networks.cost import multiply_adds
from training.networks.stages import stages
from training.runs import folder, records
from training.runs.config import TrainingConfig
from training.runs.environment import versions

TERMS: Final = (
    "Weights trained on FER2013, whose images' own terms are unclear; for research and personal use at your own "
    "judgement."
)
SUMMARY: Final = "{parameters:,} parameters, trained on FER2013."


@dataclass(frozen=True)
class ExportConfig:
    """What an export is told.

    Attributes:
        name: of the entry, its folder in the store.
        models: the store.
        title: for people, a few words; empty for one made of the network's name.
        summary: for people, a sentence or two; empty for one made of the figures.
        purpose: what it is for, in at most six words; empty for none.
        ship: precision of the file that the app runs.
        calibrate_on: whose word temperature and threshold are fitted to, one of `emotion.models.card.CALIBRATED_ON`.
        source: name of the file or folder that the data came from, for the card.
    """

    name: str
    models: Path
    title: str = ""
    summary: str = ""
    purpose: str = ""
    ship: str = "dynamic"
    calibrate_on: str = "labels"
    source: str = "fer2013.csv"


@dataclass(frozen=True)
class Converted:
    """One `.tflite` file and what it gave on PublicTest."""

    content: bytes
    probabilities: Probabilities  # [n, 7] at temperature 1
    accuracy: float
    difference: Mapping[str, float]  # largest and mean, of its probabilities to the Keras network's
    milliseconds: float  # a face, on one thread of this machine

    @property
    def figures(self) -> dict[str, float]:
        """What an evaluation says of it, as `emotion.models.evaluation.Conversion` has it."""
        first = {"size": len(self.content), "accuracy": self.accuracy}
        return {**first, **self.difference, "milliseconds": self.milliseconds}


def describe_network(
    run: Path,
    data: FaceSet,
    config: ExportConfig,
    network: keras.Model,
    calibrations: Calibrations,
    files: Mapping[str, StoredFile],
    readings: tuple[Mapping[str, Any], ...],
) -> Card:
    """Return the card of an export.

    Args:
        run: folder of the run.
        data: FER2013.
        config: what the export was told.
        network: with its best weights.
        calibrations: of the file that ships, as `all_figures` takes them.
        files: of the entry, by role.
        readings: of PrivateTest, oldest first.
    """
    settings = TrainingConfig.load(run / folder.CONFIG)
    parameters = network.count_params()
    return Card(
        name=config.name,
        title=config.title or f"{settings.network} network",
        summary=config.summary or SUMMARY.format(parameters=parameters),
        labels=LABELS,
        input_shape=INPUT_SHAPE,
        input_range=INPUT_RANGE,
        parameters=parameters,
        multiply_adds=multiply_adds(network),
        threshold=calibrations[0].threshold,
        temperature=calibrations[0].temperature,
        files=files,
        data={
            "source": config.source,
            SHA256: digests(data),
            "counts": data.counts(),
            "left_out": len(data.problems),
        },
        training=provenance(run, config.source, settings),
        versions=versions(),
        date=records.now(),
        terms=TERMS,
        private_readings=readings,
        calibrated_on=config.calibrate_on,
        alike=calibrations[1],
        purpose=config.purpose,
        stages=stages(network),
    )

"""Writes a network's card: what it is, how it was made, what it is worth, measured on the file that ships."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import keras

from emotion.classification.calibration import tempered
from emotion.labels import LABELS
from emotion.models.card import INPUT_RANGE, INPUT_SHAPE, Card, StoredFile
from emotion.models.evaluation import Evaluation, plain_values
from training.data.digest import digests
from training.data.faceset import FaceSet
from training.evaluation.calibrate import fit_threshold, sure
from training.evaluation.document import summary
from training.evaluation.metrics import Truth
from training.evaluation.predictors import Probabilities
from training.evaluation.same_data import SHA256
from training.evaluation.sets import by_voters
from training.exporting.making import making
from training.networks.cost import multiply_adds
from training.runs import folder, records
from training.runs.config import TrainingConfig
from training.runs.environment import versions

TERMS: Final = (
    "Weights trained on FER2013, whose images' own terms are unclear; for research and personal use at your own "
    "judgement."
)


@dataclass(frozen=True)
class ExportConfig:
    """What an export is told.

    Attributes:
        name: of the entry, its folder in the store.
        models: the store.
        title: for people, a few words; empty for one made of the network's name.
        summary: for people, a sentence or two; empty for one made of the figures.
        ship: precision of the file that the app runs.
        calibrate_on: whose word temperature and threshold are fitted to, one of `emotion.models.card.CALIBRATED_ON`.
        recalls: shares of the PublicTest faces of rare labels that shall be found, by label; their logits are raised.
        source: name of the file or folder that the data came from, for the card.
    """

    name: str
    models: Path
    title: str = ""
    summary: str = ""
    ship: str = "dynamic"
    calibrate_on: str = "labels"
    recalls: Mapping[str, float] = field(default_factory=dict)
    source: str = "fer2013.csv"


def truth_and_answers(
    config: ExportConfig, public: FaceSet, probabilities: Probabilities
) -> tuple[Truth, Probabilities]:
    """Return what temperature and threshold are fitted to, and the probabilities of the same faces.

    Raises:
        ValueError: the voters are asked for, and there are no FER+ votes.
    """
    if config.calibrate_on == "voters":
        return by_voters(public, probabilities)
    return public.labels, probabilities


@dataclass(frozen=True)
class Converted:
    """One `.tflite` file and what it gave on PublicTest."""

    content: bytes
    probabilities: Probabilities  # [n, 7] at temperature 1
    accuracy: float
    difference: Mapping[str, float]  # largest and mean, of its probabilities to the Keras network's
    milliseconds: float  # a face, on one thread of this machine


def describe_network(
    run: Path,
    data: FaceSet,
    config: ExportConfig,
    network: keras.Model,
    converted: Mapping[str, Converted],
    temperature: float,
    offsets: Mapping[str, float],
    document: Evaluation,
    files: Mapping[str, StoredFile],
    readings: tuple[Mapping[str, Any], ...],
) -> Card:
    """Return the card of an export.

    Args:
        run: folder of the run.
        data: FER2013.
        config: what the export was told.
        network: with its best weights.
        converted: each precision's file and what it gave on PublicTest.
        temperature: of the file that ships.
        offsets: added to its logits, by label.
        document: its evaluation.
        files: of the entry, by role.
        readings: of PrivateTest, oldest first.
    """
    truth, answers = truth_and_answers(config, data.split("public"), converted[config.ship].probabilities)
    calibrated = tempered(answers, temperature)
    threshold = fit_threshold(truth, calibrated)
    settings = TrainingConfig.load(run / folder.CONFIG)
    parameters = network.count_params()
    figures = {name: summary(part) for name, part in plain_values(document)["splits"].items()}
    share = 100 * figures["public"]["accuracy"]
    return Card(
        name=config.name,
        title=config.title or f"{settings.network} network",
        summary=config.summary
        or f"{parameters:,} parameters, trained on FER2013; {share:.1f} % of the PublicTest faces read correctly.",
        labels=LABELS,
        input_shape=INPUT_SHAPE,
        input_range=INPUT_RANGE,
        parameters=parameters,
        multiply_adds=multiply_adds(network),
        threshold=threshold,
        temperature=temperature,
        files=files,
        metrics={
            **figures,
            "sure": sure(truth, calibrated, threshold),
            "conversion": {
                name: {
                    "size": len(result.content),
                    "accuracy": result.accuracy,
                    **result.difference,
                    "milliseconds": result.milliseconds,
                }
                for name, result in converted.items()
            },
        },
        data={
            "source": config.source,
            SHA256: digests(data),
            "counts": data.counts(),
            "left_out": len(data.problems),
        },
        training=making(run, config.source, settings),
        versions=versions(),
        date=records.now(),
        terms=TERMS,
        private_readings=readings,
        calibrated_on=config.calibrate_on,
        recalls=dict(config.recalls),
        logit_offsets=dict(offsets),
    )

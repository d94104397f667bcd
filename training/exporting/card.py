"""Writes a network's card: what it is, how it was made, what it is worth, measured on the file that ships."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import keras

from emotion.card import INPUT_RANGE, INPUT_SHAPE, Card, StoredFile
from emotion.labels import LABELS
from emotion.temperature import tempered
from training import records, run_folder
from training.config import TrainingConfig
from training.data.faceset import FaceSet
from training.environment import ENVIRONMENT, PYTORCH, machine, versions
from training.evaluation.calibrate import fit_threshold, sure
from training.evaluation.document import by_voters, summary
from training.evaluation.metrics import Truth
from training.evaluation.predictors import Probabilities
from training.history import HISTORY, read_history
from training.networks.cost import multiply_adds
from training.normalisation import NORMALISATION
from training.options import command_line
from training.recipes import published

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
        calibrate_on: whose word temperature and threshold are fitted to, one of `emotion.card.CALIBRATED_ON`.
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
    document: Mapping[str, Any],
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
        document: its `evaluation.json`.
        files: of the entry, by role.
        readings: of PrivateTest, oldest first.
    """
    truth, answers = truth_and_answers(config, data.split("public"), converted[config.ship].probabilities)
    calibrated = tempered(answers, temperature)
    threshold = fit_threshold(truth, calibrated)
    settings = TrainingConfig.load(run / run_folder.CONFIG)
    parameters = network.count_params()
    figures = {name: summary(part) for name, part in document["splits"].items()}
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
        data={"source": config.source, "counts": data.counts(), "left_out": len(data.problems)},
        training=_training(run, config.source, settings),
        versions=versions(),
        date=records.now(),
        terms=TERMS,
        private_readings=readings,
        calibrated_on=config.calibrate_on,
        recalls=dict(config.recalls),
        logit_offsets=dict(offsets),
    )


def _training(run: Path, source: str, settings: TrainingConfig) -> dict[str, Any]:
    rows = read_history(run / HISTORY)
    best = max(rows, key=lambda row: (float(row["val_accuracy"]), int(row["epoch"])))
    described = _made(run, settings, source, run.name) | {
        "epochs": int(rows[-1]["epoch"]),
        "best_epoch": int(best["epoch"]),
        "machine": machine(),
    }
    if (run / NORMALISATION).exists():
        described["normalisation"] = records.read_json(run / NORMALISATION)
    described |= runs_before(settings, source)
    article = published(settings)
    if article is not None:
        described["published"] = asdict(article)
    return described | _minutes(rows)


def _minutes(rows: Sequence[Mapping[str, str]]) -> dict[str, float]:
    """Return how long the epochs of a history took, under minutes; nothing where that was not written for each."""
    seconds = [row.get("seconds") or "" for row in rows]
    whole = bool(rows) and all(seconds) and len(rows) == int(rows[-1]["epoch"])
    return {"minutes": round(sum(map(float, seconds)) / 60, 1)} if whole else {}


def runs_before(settings: TrainingConfig, source: str) -> dict[str, Any]:
    """Return under runs_before, by folder, what makes the runs anew that one needed, each after those that it needed.

    Nothing where one of them is gone.

    Args:
        settings: of the run that needed them.
        source: name of the data, for the commands.
    """
    found: dict[str, Any] = {}

    def add(run: Path) -> bool:
        if str(run) in found:
            return True
        if not (run / run_folder.CONFIG).exists():
            return False
        before = TrainingConfig.load(run / run_folder.CONFIG)
        if not all(map(add, before.needed)):
            return False
        found[str(run)] = _made(run, before, source, str(run)) | _minutes(read_history(run / HISTORY))
        return True

    complete = all(map(add, settings.needed))
    return {"runs_before": found} if found and complete else {}


def _made(run: Path, settings: TrainingConfig, source: str, name: str) -> dict[str, Any]:
    """Return what makes a run anew: command, configuration and environment."""
    described: dict[str, Any] = {"command": command_line(settings, source, name), "config": asdict(settings)}
    if (run / ENVIRONMENT).exists():
        described["environment"] = records.read_json(run / ENVIRONMENT)
    if described.get("environment", {}).get("backend") == PYTORCH:
        described["command"] += " --engine torch"
    return described

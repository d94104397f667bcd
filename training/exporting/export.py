"""Exports a run's best network for the app: converted, compared, calibrated, evaluated, and installed with its card."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import keras
import numpy as np
import numpy.typing as npt

from emotion.card import CALIBRATED_ON, LITERT, Card, StoredFile
from emotion.model_store import EVALUATION, HISTORY, save_card
from training import rebuild, records
from training.data.faceset import FaceSet
from training.evaluation.calibrate import fit_temperature
from training.evaluation.document import evaluation, figures
from training.evaluation.metrics import accuracy
from training.evaluation.predictors import (
    Predictor,
    Probabilities,
    keras_predictor,
    litert_predictor,
    milliseconds,
    probabilities_of,
)
from training.exporting.card import Converted, ExportConfig, describe_network, truth_and_answers
from training.exporting.convert import PRECISIONS, convert, difference
from training.exporting.install import check_name, recover, staged
from training.progress import Progress, quiet
from training.protocol import judged

LARGEST_LOSS: Final = 0.003  # of PublicTest accuracy, for the file that the app runs, against the Keras network
LARGEST_EXTRA: Final = 4_000_000  # bytes of a file that is installed beside the one that the app runs


def export(
    run: Path,
    data: FaceSet,
    config: ExportConfig,
    load: Callable[[bytes], Predictor] = litert_predictor,
    progress: Progress = quiet,
) -> Card:
    """Install a run's best network as `models/<name>` and return its card.

    Each precision is converted and compared with the Keras network on all PublicTest faces. The temperature, the
    threshold and the figures are those of the shipped file on PublicTest. Readings of PrivateTest that the run or an
    entry of the same name has recorded stay in the card.

    Raises:
        ValueError: the run has no best weights, there is no PublicTest face, a file differs from its network or loses
            too much accuracy, or the entry that stands there cannot be read. Nothing is installed then.
    """
    check_name(config.name)
    if config.ship not in PRECISIONS:
        raise ValueError(f"unknown precision {config.ship!r}: expected one of {', '.join(PRECISIONS)}")
    if config.calibrate_on not in CALIBRATED_ON:
        raise ValueError(f"calibrate_on {config.calibrate_on!r}: expected one of {', '.join(CALIBRATED_ON)}")
    recover(config.models, config.name)
    entry = config.models / config.name
    readings = records.united(records.readings_of_run(run), records.readings_of_entry(entry))
    public = data.split("public")
    if len(public) == 0:
        raise ValueError("an export needs PublicTest faces; python -m training data counts them")
    network = rebuild.best_network(run)
    reference = probabilities_of(keras_predictor(network), public.pixels, "Keras network", progress)
    converted = {
        name: _convert(network, name, data.split("train").pixels, public, reference, load, progress)
        for name in PRECISIONS
    }
    shipped = converted[config.ship]
    loss = accuracy(public.labels, reference) - shipped.accuracy
    if loss > LARGEST_LOSS:
        raise ValueError(
            f"the {config.ship} file loses {100 * loss:.2f} points of PublicTest accuracy, expected at most "
            f"{100 * LARGEST_LOSS:.1f}; ship another precision ({', '.join(PRECISIONS)}). Nothing was installed"
        )
    temperature = fit_temperature(*truth_and_answers(config, public, shipped.probabilities))
    splits = {"public": figures(data, "public", shipped.probabilities, temperature)}
    with staged(config.models, config.name) as folder:
        files = _write_networks(folder, network, converted, config.ship)
        shutil.copyfile(run / HISTORY, folder / HISTORY)
        stored = files[LITERT]
        document = evaluation(stored.path, stored.sha256, splits, entry / EVALUATION)
        records.write_json(folder / EVALUATION, document)
        files |= {"history": StoredFile.of(folder / HISTORY), "evaluation": StoredFile.of(folder / EVALUATION)}
        card = describe_network(run, data, config, network, converted, temperature, document, files, readings)
        card = judged(card, document)
        save_card(folder, card)
    return card


def describe(card: Card) -> str:
    """Return what an export did, for people, as lines of text."""
    lines = [f"{card.name}: {card.parameters:,} parameters, {card.multiply_adds:,} multiply-adds for a face"]
    for name, values in card.metrics["conversion"].items():
        lines.append(
            f"{name}: {values['size']:,} bytes, PublicTest accuracy {100 * values['accuracy']:.2f} %, probabilities "
            f"differ from the Keras network's by at most {values['largest']:.5f}, in the mean by {values['mean']:.6f}, "
            f"{values['milliseconds']:.2f} ms a face"
        )
    sure_figures = card.metrics["sure"]
    lines.append(f"shipped: {card.files[LITERT].precision}, temperature {card.temperature} by the {card.calibrated_on}")
    agree = "of the voters agree" if card.calibrated_on == "voters" else "of them right"
    lines.append(
        f"sure from {card.threshold:.4f}: {100 * sure_figures['share']:.1f} % of the faces, "
        f"{100 * sure_figures['accuracy']:.1f} % {agree}"
    )
    return "\n".join(lines)


def _convert(
    network: keras.Model,
    precision: str,
    examples: npt.NDArray[np.uint8],
    public: FaceSet,
    reference: Probabilities,
    load: Callable[[bytes], Predictor],
    progress: Progress,
) -> Converted:
    content = convert(network, precision, examples)
    predict = load(content)
    found = probabilities_of(predict, public.pixels, f"LiteRT {precision}", progress)
    apart = difference(precision, reference, found)
    return Converted(content, found, accuracy(public.labels, found), apart, milliseconds(predict, public.pixels[0]))


def _write_networks(
    folder: Path, network: keras.Model, converted: Mapping[str, Converted], ship: str
) -> dict[str, StoredFile]:
    files: dict[str, StoredFile] = {}
    for precision, result in converted.items():
        shipped = precision == ship
        if shipped or len(result.content) <= LARGEST_EXTRA:
            path = folder / ("network.tflite" if shipped else f"network.{precision}.tflite")
            path.write_bytes(result.content)
            files[LITERT if shipped else f"{LITERT}-{precision}"] = StoredFile.of(path, precision)
    path = folder / "network.keras"
    network.save(path)
    if path.stat().st_size <= LARGEST_EXTRA:
        files["keras"] = StoredFile.of(path, "float32")
    else:
        path.unlink()
    return files

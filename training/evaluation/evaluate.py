"""Evaluates a run's best weights or an installed network, for their own record, with each reading of PrivateTest."""

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from emotion.classification.calibration import Calibration, Expectation
from emotion.models.card import LITERT, StoredFile
from emotion.models.evaluation import Evaluation, plain_values
from emotion.models.predictions import PREDICTIONS
from emotion.models.store import EVALUATION, load_model, save_card
from training.data.digest import digests
from training.data.faceset import OFFICIAL_NAMES, OTHER, FaceSet
from training.data.targets import label_prior
from training.evaluation.adjust import configuration_of, fit_alike, sure_answers
from training.evaluation.all_figures import NONE, all_figures
from training.evaluation.calibrate import fit_temperature
from training.evaluation.document import evaluation
from training.evaluation.error_sheet import write_error_sheet
from training.evaluation.kept_answers import kept_answers, write_predictions
from training.evaluation.metrics import metrics
from training.evaluation.predictors import Predictor, Probabilities, keras_predictor, litert_predictor, probabilities_of
from training.evaluation.protocol import with_limitations
from training.evaluation.same_data import SHA256, check_same_data
from training.progress import Progress, quiet
from training.runs.atomic_write import atomic_write
from training.runs.config import TrainingConfig
from training.runs.folder import CONFIG
from training.runs.records import PRIVATE_READINGS, json_text, reading, readings_of_run, write_json


def evaluate_run(
    folder: Path,
    data: FaceSet,
    source: str,
    final: bool,
    progress: Progress = quiet,
    *,
    robustness: bool = False,
    others: Mapping[str, FaceSet] = NONE,
    errors: Path | None = None,
) -> Evaluation:
    """Evaluate a run's best weights and write `evaluation.json` and `predictions.json` into its folder.

    Temperature and strength of the prior are fitted on PublicTest.

    Args:
        folder: of the run.
        data: FER2013, with FER+ votes or without.
        source: name of the file or folder that the data came from, for the record.
        final: also read PrivateTest, and add the reading to `private_readings.json`.
        progress: shown while predicting.
        robustness: also measure PublicTest under worse conditions; otherwise earlier figures of the same weights
            and data stay.
        others: faces of other collections by a short name, to be measured as well; likewise.
        errors: picture to write of the most confident errors on PublicTest. It shows people; keep it local.

    Raises:
        ValueError: the run has no finished epoch, the data lacks a split that is asked for, or another collection has
            splits of its own, so that faces learned from could be among them.
    """
    from training.networks.rebuild import best_network
    from training.runs.folder import BEST

    check_others(others)
    predict = keras_predictor(best_network(folder))
    digest = hashlib.sha256((folder / BEST).read_bytes()).hexdigest()
    by_split = predictions(predict, data, splits_of(final), progress)
    public, read_before = data.split("public"), readings_of_run(folder)
    if final:
        record = reading(of_private(data, by_split), BEST, digest, source)
        write_json(folder / PRIVATE_READINGS, [*read_before, record])
    crowd = Calibration(fit_temperature(public.labels, by_split["public"]))
    prior = label_prior(data.split("train"), TrainingConfig.load(folder / CONFIG))
    alike = fit_alike(public, by_split["public"], prior) if prior else None
    measured = all_figures(predict, data, by_split, (crowd, alike), not read_before, robustness, others, progress)
    sums = digests(data)
    document = evaluation(BEST, digest, sums, previous=folder / EVALUATION, **measured)
    kept = kept_answers(public, by_split["public"], (crowd, alike), digest, sums)
    with atomic_write(folder / PREDICTIONS) as kept_at:
        write_predictions(kept_at, kept)
    write_json(folder / EVALUATION, plain_values(document))
    if errors is not None:
        write_error_sheet(errors, public, (alike or crowd).apply(by_split["public"]))
    return document


def evaluate_entry(
    folder: Path,
    data: FaceSet,
    source: str,
    final: bool,
    progress: Progress = quiet,
    *,
    robustness: bool = False,
    others: Mapping[str, FaceSet] = NONE,
    errors: Path | None = None,
) -> Evaluation:
    """Evaluate an installed network as the app runs it, for its own record: rewrite `evaluation.json` and its card.

    The temperature is the card's; how the network answers where any expression is expected alike is fitted anew, and
    goes into the card. With `final` the reading of PrivateTest is added to the card. Arguments and errors as
    `evaluate_run`. For other faces than the card's there is `training.evaluation.measurement`.

    Raises:
        ModelError: the entry cannot be loaded.
        ValueError: as `training.evaluation.same_data.check_same_data`.
    """
    check_others(others)
    card, content = load_model(folder)
    sums = digests(data)
    check_same_data(card, sums, source)
    card = dataclasses.replace(card, data={**card.data, SHA256: sums})  # at most, with votes that it did not have
    stored, predict = card.files[LITERT], litert_predictor(content)
    by_split = predictions(predict, data, splits_of(final), progress)
    public, read_before = data.split("public"), card.private_readings
    if final:
        record = reading(of_private(data, by_split), stored.path, stored.sha256, source)
        card = dataclasses.replace(card, private_readings=(*read_before, record))
        save_card(folder, card)
    prior = label_prior(data.split("train"), configuration_of(card))
    alike = fit_alike(public, by_split["public"], prior, card.calibrated_on) if prior else None
    card = dataclasses.replace(card, alike=alike)
    calibrations = card.calibration(Expectation.CROWD), alike
    measured = all_figures(predict, data, by_split, calibrations, not read_before, robustness, others, progress)
    if alike is not None:
        measured["alike"]["sure"] = sure_answers(public, by_split["public"], alike, card.calibrated_on)
    document = evaluation(stored.path, stored.sha256, sums, previous=folder / EVALUATION, **measured)
    kept = kept_answers(public, by_split["public"], calibrations, stored.sha256, sums)
    answers, figures = folder / PREDICTIONS, folder / EVALUATION
    with atomic_write(figures) as partial, atomic_write(answers) as kept_at:  # should the disk be full, none changes
        write_predictions(kept_at, kept)
        partial.write_text(json_text(plain_values(document)) + "\n", encoding="utf-8")
        described = dataclasses.replace(StoredFile.of(partial), path=EVALUATION)
        card = dataclasses.replace(card, files={**card.files, "evaluation": described})
        save_card(folder, with_limitations(card, document))
    if errors is not None:
        write_error_sheet(errors, public, card.calibration(Expectation.ALIKE).apply(by_split["public"]))
    return document


def predictions(
    predict: Predictor, data: FaceSet, splits: Sequence[str], progress: Progress = quiet
) -> dict[str, Probabilities]:
    """Return the probabilities [n, 7] of the faces of each split.

    Raises:
        ValueError: a split has no face.
    """
    result: dict[str, Probabilities] = {}
    for split in splits:
        faces = data.split(split)
        if len(faces) == 0:
            raise ValueError(f"the data has no {OFFICIAL_NAMES[split]} face; python -m training data counts them")
        result[split] = probabilities_of(predict, faces.pixels, f"Reading {OFFICIAL_NAMES[split]}", progress)
    return result


def of_private(data: FaceSet, by_split: Mapping[str, Probabilities]) -> dict[str, Any]:
    """Return the figures of PrivateTest that its reading records, before anything else is measured."""
    return metrics(data.split("private").labels, by_split["private"])


def check_others(others: Mapping[str, FaceSet]) -> None:
    """Refuse other collections that have splits of their own.

    Raises:
        ValueError: one has.
    """
    for name, faces in others.items():
        splits = sorted({str(split) for split in faces.splits} - {OTHER})
        if splits:
            raise ValueError(
                f"{name}: expected a collection without splits, found {', '.join(splits)}; "
                "name it with --data to train on it or to evaluate on its splits"
            )


def splits_of(final: bool) -> tuple[str, ...]:
    """Return the splits that an evaluation reads."""
    return ("public", "private") if final else ("public",)

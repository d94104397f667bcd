"""Evaluates a run's best weights or an installed network, and writes down each time that PrivateTest is read."""

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from emotion.card import LITERT, StoredFile
from emotion.labels import LABELS
from emotion.model_store import EVALUATION, load_network, save_card
from training.faceset import OFFICIAL_NAMES, FaceSet
from training.metrics import metrics
from training.predictors import Predictor, Probabilities, keras_predictor, litert_predictor, probabilities_of
from training.progress import Progress, quiet
from training.records import PRIVATE_READINGS, read_json, reading, readings_of_run, write_json
from training.survey import has_twin

VERSION: Final = 1
SUMMARY_KEYS: Final = ("count", "accuracy", "balanced_accuracy", "macro_f1")


def evaluate_run(folder: Path, data: FaceSet, source: str, final: bool, progress: Progress = quiet) -> dict[str, Any]:
    """Evaluate a run's best weights and write `evaluation.json` into its folder.

    Args:
        folder: of the run.
        data: FER2013.
        source: name of the file or folder that the data came from, for the record.
        final: also read PrivateTest, and add the reading to `private_readings.json`.
        progress: shown while predicting.

    Raises:
        ValueError: the run has no finished epoch, or the data lacks a split that is asked for.
    """
    from training.run_folder import BEST, best_network

    predict = keras_predictor(best_network(folder))
    digest = hashlib.sha256((folder / BEST).read_bytes()).hexdigest()
    splits = evaluate(predict, data, _splits(final), progress)
    if final:
        record = reading(splits["private"], BEST, digest, source)
        write_json(folder / PRIVATE_READINGS, [*readings_of_run(folder), record])
    document = evaluation(BEST, digest, splits, folder / EVALUATION)
    write_json(folder / EVALUATION, document)
    return document


def evaluate_entry(folder: Path, data: FaceSet, source: str, final: bool, progress: Progress = quiet) -> dict[str, Any]:
    """Evaluate an installed network as the app runs it; rewrite its `evaluation.json` and the card's figures.

    With `final` the reading of PrivateTest is added to the card. Arguments and errors as `evaluate_run`.

    Raises:
        ModelError: the entry cannot be loaded.
    """
    card, content = load_network(folder)
    stored = card.files[LITERT]
    splits = evaluate(litert_predictor(content), data, _splits(final), progress)
    readings = card.private_readings
    if final:
        readings = (*readings, reading(splits["private"], stored.path, stored.sha256, source))
        save_card(folder, dataclasses.replace(card, private_readings=readings))
    document = evaluation(stored.path, stored.sha256, splits, folder / EVALUATION)
    write_json(folder / EVALUATION, document)
    short = {**card.metrics, **{name: summary(part) for name, part in document["splits"].items()}}
    files = {**card.files, "evaluation": StoredFile.of(folder / EVALUATION)}
    save_card(folder, dataclasses.replace(card, metrics=short, files=files, private_readings=readings))
    return document


def evaluate(
    predict: Predictor, data: FaceSet, splits: Sequence[str], progress: Progress = quiet
) -> dict[str, dict[str, Any]]:
    """Return for each split the figures of `training.metrics.metrics`, and in `without_twins` those of a part of it.

    That part are the faces without a pixel-identical picture in another split: FER2013 shows some pictures in two.

    Raises:
        ValueError: a split has no face.
    """
    result: dict[str, dict[str, Any]] = {}
    for split in splits:
        faces = data.split(split)
        if len(faces) == 0:
            raise ValueError(f"the data has no {OFFICIAL_NAMES[split]} face; python -m training data counts them")
        probabilities = probabilities_of(predict, faces.pixels, f"Reading {OFFICIAL_NAMES[split]}", progress)
        result[split] = figures(data, split, probabilities)
    return result


def figures(data: FaceSet, split: str, probabilities: Probabilities) -> dict[str, Any]:
    """Return the figures of one split for the probabilities [n, 7] of its faces, as `evaluate` has them."""
    chosen = data.splits == split
    labels, alone = data.labels[chosen], ~has_twin(data)[chosen]
    return {**metrics(labels, probabilities), "without_twins": metrics(labels[alone], probabilities[alone])}


def evaluation(file: str, sha256: str, splits: Mapping[str, Any], previous: Path | None = None) -> dict[str, Any]:
    """Return what `evaluation.json` holds; splits that `previous` has of the same file's bytes are taken over."""
    kept: Mapping[str, Any] = {}
    if previous is not None and previous.exists():
        old = read_json(previous)
        if isinstance(old, dict) and old.get("evaluated", {}).get("sha256") == sha256:
            kept = old["splits"]
    return {
        "version": VERSION,
        "labels": list(LABELS),
        "evaluated": {"file": file, "sha256": sha256},
        "splits": {**kept, **splits},
    }


def summary(split: Mapping[str, Any]) -> dict[str, Any]:
    """Return the few figures of a split that a card states."""
    short = {key: split[key] for key in SUMMARY_KEYS}
    return {**short, "without_twins": {key: split["without_twins"][key] for key in SUMMARY_KEYS}}


def describe(document: Mapping[str, Any]) -> str:
    """Return an evaluation for people, as lines of text."""
    lines = [f"{document['evaluated']['file']}: share in %, on all faces and on those without a twin in another split"]
    for split, whole in document["splits"].items():
        for name, part in ((OFFICIAL_NAMES[split], whole), ("  without twins", whole["without_twins"])):
            shares = "  ".join(f"{key.replace('_', ' ')} {100 * part[key]:.2f}" for key in SUMMARY_KEYS[1:])
            lines.append(f"{name}: {part['count']:,} faces  {shares}")
        recalls = ", ".join(f"{label} {100 * values['recall']:.1f}" for label, values in whole["per_class"].items())
        lines.append(f"  recall: {recalls}")
    return "\n".join(lines)


def _splits(final: bool) -> tuple[str, ...]:
    return ("public", "private") if final else ("public",)

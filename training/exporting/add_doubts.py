"""Gives an installed network its doubts, or learns them anew; its answers stay as they are to the last bit."""

import dataclasses
import shutil
from pathlib import Path

import msgspec
import numpy as np

from emotion.models.card import LITERT, Card, StoredFile
from emotion.models.evaluation import Evaluation, load_evaluation, plain_values
from emotion.models.predictions import PREDICTIONS, load_predictions
from emotion.models.store import EVALUATION, load_model, save_card
from training.data.faceset import FaceSet
from training.evaluation.kept_answers import write_predictions
from training.evaluation.predictors import litert_predictor, probabilities_of
from training.exporting.doubts import with_doubts
from training.exporting.install import recover, staged
from training.progress import Progress, quiet
from training.runs.records import write_json


def add_doubts(models: Path, name: str, data: FaceSet, progress: Progress = quiet) -> Card:
    """Put a file with doubts in the place of the one that the app runs, and return the network's new card.

    All figures stay, as the answers do; what names the file by its sum names the new one. Readings of PrivateTest keep
    the sum of the file that was read.

    Args:
        models: the store.
        name: of the entry.
        data: FER2013 with votes; its Training faces are learned from, its PublicTest faces compared on.
        progress: shown meanwhile.

    Raises:
        ModelError: the entry cannot be loaded.
        ValueError: as `training.exporting.doubts.with_doubts`. Nothing is changed then.
    """
    recover(models, name)
    entry = models / name
    card, before = load_model(entry)
    after = with_doubts(before, data.split("train"), progress)
    public = data.split("public").pixels
    old, new = (
        probabilities_of(litert_predictor(content), public, "PublicTest", progress) for content in (before, after)
    )
    if not np.array_equal(old, new):
        raise ValueError(f"{name}: with a second output it answers otherwise, so nothing was changed")
    with staged(models, name) as folder:
        shutil.copytree(entry, folder, dirs_exist_ok=True)
        path = folder / card.files[LITERT].path
        path.write_bytes(after)
        files = {**card.files, LITERT: StoredFile.of(path, card.files[LITERT].precision)}
        sha256 = files[LITERT].sha256
        if (folder / EVALUATION).exists():
            document = load_evaluation(folder / EVALUATION)
            write_json(folder / EVALUATION, plain_values(_of_file(document, files[LITERT])))
            files["evaluation"] = StoredFile.of(folder / EVALUATION)
        if (folder / PREDICTIONS).exists():
            kept = load_predictions(folder / PREDICTIONS)
            write_predictions(folder / PREDICTIONS, msgspec.structs.replace(kept, evaluated=sha256))
        card = dataclasses.replace(card, files=files)
        save_card(folder, card)
    return card


def _of_file(document: Evaluation, file: StoredFile) -> Evaluation:
    """Return the same figures, of that file."""
    conversion = dict(document.conversion)
    if file.precision in conversion:
        conversion[file.precision] = msgspec.structs.replace(conversion[file.precision], size=file.size)
    evaluated = msgspec.structs.replace(document.evaluated, sha256=file.sha256)
    return msgspec.structs.replace(document, evaluated=evaluated, conversion=conversion)

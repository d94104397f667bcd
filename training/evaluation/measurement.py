"""Measures an installed network on whatever faces, in a folder of its own: the network's record stays as it is."""

import dataclasses
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from emotion.classification.calibration import Expectation
from emotion.models.card import LITERT
from emotion.models.evaluation import Evaluation, plain_values
from emotion.models.predictions import PREDICTIONS
from emotion.models.record import MEASUREMENT, MEASUREMENT_VERSION
from emotion.models.store import CARD, EVALUATION, load_model
from training.data.digest import digests
from training.data.faceset import FaceSet
from training.data.groups import Grouping
from training.evaluation.all_figures import NONE, all_figures
from training.evaluation.document import evaluation
from training.evaluation.error_sheet import write_error_sheet
from training.evaluation.evaluate import check_others, of_private, predictions, splits_of
from training.evaluation.groups import by_groups
from training.evaluation.kept_answers import kept_answers, write_predictions
from training.evaluation.predictors import litert_predictor
from training.evaluation.same_data import check_reading
from training.progress import Progress, quiet
from training.runs.atomic_write import atomic_write
from training.runs.folder import CONFIG
from training.runs.records import PRIVATE_READINGS, json_text, now, reading, readings_of_run, write_json

MEASURED: Final = Path("runs/measured")
ENDINGS: Final = (".csv", ".gz", ".tar", ".tgz", ".npz", ".zip")


def measurement_folder(name: str, source: Path) -> Path:
    """Return the folder that holds a network's figures of some data unless another is named.

    Args:
        name: of the network.
        source: the data's file or folder, whose name counts without what tells its form, such as .csv.gz.
    """
    data = data_name(source)
    while Path(data).suffix.lower() in ENDINGS:
        data = Path(data).stem
    return MEASURED / f"{Path(name).name}-{data}"


def data_name(source: Path) -> str:
    """Return the name of a file or folder, that of the folder itself for `.`; links keep their own."""
    return Path(os.path.abspath(source)).name


def measure_entry(
    entry: Path,
    data: FaceSet,
    source: str,
    final: bool,
    into: Path,
    progress: Progress = quiet,
    *,
    robustness: bool = False,
    others: Mapping[str, FaceSet] = NONE,
    errors: Path | None = None,
    groupings: Sequence[Grouping] = (),
) -> Evaluation:
    """Evaluate an installed network as the app runs it, and write `evaluation.json` and `measurement.json` elsewhere.

    Temperatures, prior and strength are the card's. What an earlier measurement there has of the same file and the
    very same faces is taken over where nothing new is given; of other faces nothing is.

    Args:
        entry: folder of the network; nothing in it changes.
        data: the faces, with splits.
        source: name of the file or folder that they came from.
        final: also read PrivateTest, and add the reading to `private_readings.json` of `into`.
        into: folder of the measurement.
        progress: shown while predicting.
        robustness: also measure PublicTest under worse conditions.
        others: faces of other collections by a short name, to be measured as well.
        errors: picture to write of the most confident errors on PublicTest. It shows people; keep it local.
        groupings: groups of the pictures of PublicTest, by columns.

    Returns:
        What `evaluation.json` holds.

    Raises:
        ModelError: the entry cannot be loaded.
        ValueError: `into` is the folder of a network or a run, PrivateTest is that of the network's card (see
            `training.evaluation.same_data.check_reading`), or as `training.evaluation.evaluate.evaluate_run`.
    """
    check_others(others)
    card, content = load_model(entry)
    _check_folder(into, entry)
    stored, predict, sums = card.files[LITERT], litert_predictor(content), digests(data)
    if final:
        check_reading(card, sums)
    by_split = predictions(predict, data, splits_of(final), progress)
    into.mkdir(parents=True, exist_ok=True)
    calibrations, read_before = (card.calibration(Expectation.CROWD), card.alike), readings_of_run(into)
    if final:
        record = reading(of_private(data, by_split), stored.path, stored.sha256, source)
        write_json(into / PRIVATE_READINGS, [*read_before, record | {"data_sha256": sums["private"]}])
    measured = all_figures(predict, data, by_split, calibrations, not read_before, robustness, others, progress)
    if groupings:
        public, of_views = data.split("public"), (measured, measured.get("alike"))
        for view, calibration in zip(of_views, calibrations, strict=True):
            if view is not None and calibration is not None:
                answers = calibration.adjust(by_split["public"]).argmax(axis=1)
                view["splits"]["public"]["groups"] = by_groups(public, answers, groupings)
    document = evaluation(stored.path, stored.sha256, sums, previous=into / EVALUATION, **measured)
    measurement = {
        "version": MEASUREMENT_VERSION,
        "card": dataclasses.asdict(card),
        "sha256": stored.sha256,
        "data": source,
        "data_sha256": sums,
        "counts": data.counts(),
        "date": now(),
    }
    kept = kept_answers(data.split("public"), by_split["public"], calibrations, stored.sha256, sums)
    with (  # all or none
        atomic_write(into / PREDICTIONS) as kept_at,
        atomic_write(into / MEASUREMENT) as described,
        atomic_write(into / EVALUATION) as evaluated,
    ):
        write_predictions(kept_at, kept)
        described.write_text(json_text(measurement) + "\n", encoding="utf-8")
        evaluated.write_text(json_text(plain_values(document)) + "\n", encoding="utf-8")
    if errors is not None:
        write_error_sheet(errors, data.split("public"), card.calibration(Expectation.ALIKE).apply(by_split["public"]))
    return document


def _check_folder(into: Path, entry: Path) -> None:
    """Refuse a folder whose own evaluation would be overwritten, or that lies in the network's."""
    inside = into.resolve().is_relative_to(entry.resolve())
    if inside or any((into / name).exists() for name in (CARD, CONFIG)):
        raise ValueError(
            f"{into}: expected a folder for a measurement alone, found one of a network or a run, whose record a "
            f"measurement must not change; name another with --into"
        )

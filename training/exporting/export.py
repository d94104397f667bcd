"""Exports a run's best network for the app: converted, compared, calibrated, evaluated, and installed with its card."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from emotion.classification.calibration import Calibration, tempered
from emotion.models.card import CALIBRATED_ON, LITERT, Card, StoredFile, check_purpose
from emotion.models.evaluation import plain_values
from emotion.models.store import EVALUATION, HISTORY, save_card
from training.data.digest import digests
from training.data.faceset import FaceSet
from training.data.targets import label_prior
from training.evaluation.adjust import calibration_truth, fit_alike, sure_answers
from training.evaluation.all_figures import all_figures
from training.evaluation.calibrate import fit_temperature, fit_threshold
from training.evaluation.document import evaluation
from training.evaluation.metrics import accuracy
from training.evaluation.predictors import Predictor, keras_predictor, litert_predictor, probabilities_of
from training.evaluation.protocol import with_limitations
from training.exporting.card import ExportConfig, describe_network
from training.exporting.convert import PRECISIONS
from training.exporting.doubts import doubting
from training.exporting.files import convert_all, write_networks
from training.exporting.install import check_name, recover, staged
from training.networks import rebuild
from training.progress import Progress, quiet
from training.runs import records
from training.runs.config import TrainingConfig
from training.runs.folder import CONFIG

LARGEST_LOSS: Final = 0.003  # of PublicTest accuracy, for the file that the app runs, against the Keras network


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
    entry of the same name has recorded stay in the card; figures of an entry stay if file and data are the same.

    Raises:
        ValueError: the run has no best weights, there is no PublicTest face, a file differs from its network or loses
            too much accuracy, or the entry that stands there cannot be read. Nothing is installed then.
    """
    check_name(config.name)
    if config.ship not in PRECISIONS:
        raise ValueError(f"unknown precision {config.ship!r}: expected one of {', '.join(PRECISIONS)}")
    if config.calibrate_on not in CALIBRATED_ON:
        raise ValueError(f"calibrate_on {config.calibrate_on!r}: expected one of {', '.join(CALIBRATED_ON)}")
    check_purpose(config.purpose)
    recover(config.models, config.name)
    entry = config.models / config.name
    readings = records.merge(records.readings_of_run(run), records.readings_of_entry(entry))
    public = data.split("public")
    if len(public) == 0:
        raise ValueError("an export needs PublicTest faces; python -m training data counts them")
    network = rebuild.best_network(run)
    reference = probabilities_of(keras_predictor(network), public.pixels, "Keras network", progress)
    calibration_truth(
        public, reference, config.calibrate_on
    )  # refuses what cannot be fitted before a minute of converting
    converted = convert_all(network, PRECISIONS, data, reference, load, progress)
    shipped = converted[config.ship] = doubting(converted[config.ship], data.split("train"), progress)
    loss = accuracy(public.labels, reference) - shipped.accuracy
    if loss > LARGEST_LOSS:
        raise ValueError(
            f"the {config.ship} file loses {100 * loss:.2f} points of PublicTest accuracy, expected at most "
            f"{100 * LARGEST_LOSS:.1f}; ship another precision ({', '.join(PRECISIONS)}). Nothing was installed"
        )
    truth, answers = calibration_truth(public, shipped.probabilities, config.calibrate_on)
    temperature = fit_temperature(truth, answers)
    crowd = Calibration(temperature, fit_threshold(truth, tempered(answers, temperature)))
    prior = label_prior(data.split("train"), TrainingConfig.load(run / CONFIG))
    alike = fit_alike(public, shipped.probabilities, prior, config.calibrate_on) if prior else None
    by_split = {"public": shipped.probabilities}
    measured = all_figures(load(shipped.content), data, by_split, (crowd, alike), never_read=False)
    measured["sure"] = sure_answers(public, shipped.probabilities, crowd, config.calibrate_on)
    if alike is not None:
        measured["alike"]["sure"] = sure_answers(public, shipped.probabilities, alike, config.calibrate_on)
    measured["conversion"] = {name: one.figures for name, one in converted.items()}
    with staged(config.models, config.name) as folder:
        files = write_networks(folder, network, converted, config.ship)
        shutil.copyfile(run / HISTORY, folder / HISTORY)
        stored = files[LITERT]
        document = evaluation(stored.path, stored.sha256, digests(data), previous=entry / EVALUATION, **measured)
        records.write_json(folder / EVALUATION, plain_values(document))
        files |= {"history": StoredFile.of(folder / HISTORY), "evaluation": StoredFile.of(folder / EVALUATION)}
        card = describe_network(run, data, config, network, (crowd, alike), files, readings)
        card = with_limitations(card, document)
        save_card(folder, card)
    return card

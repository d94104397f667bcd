"""How much of the prior of its labels a model's answers lose, chosen on PublicTest by one rule for all models."""

from collections.abc import Sequence
from dataclasses import fields
from statistics import harmonic_mean
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from emotion.classification.calibration import STRONGEST, Calibration, tempered
from emotion.labels import LABELS
from emotion.models.card import Card
from training.data.faceset import FaceSet
from training.data.ferplus import labelled_by_voters, majority
from training.data.ferplus import shares as votes_of
from training.evaluation.calibrate import fit_temperature, fit_threshold, sure
from training.evaluation.metrics import Probabilities, Truth
from training.evaluation.sets import by_voters
from training.runs.config import TrainingConfig

STEPS: Final = 200  # of 0.005 each
NEUTRAL: Final = LABELS.index("neutral")
KEPT: Final = 0.7  # recall of neutral by the majority that a model keeps which had it: most faces of a day are at rest

Shares = npt.NDArray[np.floating[Any]]
Answers = npt.NDArray[np.int64]


def fit_alike(
    faces: FaceSet, probabilities: Probabilities, prior: tuple[float, ...], calibrate_on: str = "labels"
) -> Calibration:
    """Return how a model answers where any expression is expected alike: strength, then temperature and threshold.

    Args:
        faces: of PublicTest, with FER+ votes or without.
        probabilities: the model's own of them, [n, 7].
        prior: of `training.data.targets.label_prior`.
        calibrate_on: one of `emotion.models.card.CALIBRATED_ON`.

    Raises:
        ValueError: as `calibration_truth`.
    """
    strength = fit_strength(faces, probabilities, prior)
    adjusted = Calibration(prior=prior, strength=strength).adjust(probabilities)
    truth, answers = calibration_truth(faces, adjusted, calibrate_on)
    temperature = fit_temperature(truth, answers)
    threshold = fit_threshold(truth, tempered(answers, temperature))
    return Calibration(temperature, threshold, prior, strength)


def calibration_truth(faces: FaceSet, probabilities: Probabilities, calibrate_on: str) -> tuple[Truth, Probabilities]:
    """Return what temperature and threshold are fitted to, and the probabilities of the same faces.

    Raises:
        ValueError: the voters are asked for, and there are no FER+ votes.
    """
    return by_voters(faces, probabilities) if calibrate_on == "voters" else (faces.labels, probabilities)


def sure_answers(
    faces: FaceSet, probabilities: Probabilities, calibration: Calibration, calibrate_on: str
) -> dict[str, float]:
    """Return what a calibration's threshold gives, as `training.evaluation.calibrate.sure` does."""
    truth, answers = calibration_truth(faces, calibration.adjust(probabilities), calibrate_on)
    return sure(truth, tempered(answers, calibration.temperature), calibration.threshold)


def configuration_of(card: Card) -> TrainingConfig:
    """Return what a network's card records of its configuration; what an older card lacks has its default."""
    recorded = card.training.get("config") or {}
    known = {item.name for item in fields(TrainingConfig)}
    return TrainingConfig(**{name: value for name, value in recorded.items() if name in known})


def fit_strength(faces: FaceSet, probabilities: Probabilities, prior: tuple[float, ...]) -> float:
    """Return the strength with the best harmonic mean of accuracy and mean recall, by original labels and by voters.

    Single voters count with their shares, since the rarest label has few faces that a majority calls so: there, one
    face more or less would decide. Where there are votes, no strength is taken that brings neutral's recall by the
    majority below 0.7, if it was not below without; and the weaker of two that are as good.

    Args:
        faces: of PublicTest, with FER+ votes or without; at least one.
        probabilities: the model's own of them, [n, 7].
        prior: of its labels, seven shares.
    """
    truths: list[tuple[Shares, npt.NDArray[np.bool_]]] = [
        (np.eye(len(LABELS))[faces.labels], np.ones(len(faces), np.bool_))
    ]
    at_rest = np.zeros(len(faces), np.bool_)
    if faces.votes is not None:
        truths.append((votes_of(faces.votes, faces.labels), labelled_by_voters(faces.votes)))
        at_rest = majority(faces.votes) == NEUTRAL
    needed = KEPT if _neutral(probabilities.argmax(axis=1)[at_rest]) >= KEPT else 0.0
    best, chosen = -1.0, 0.0
    for step in range(STEPS + 1):
        strength = round(STRONGEST * step / STEPS, 3)
        answers = Calibration(prior=prior, strength=strength).adjust(probabilities).argmax(axis=1)
        worth = _worth([(shares[known], answers[known]) for shares, known in truths])
        if worth > best + 1e-9 and _neutral(answers[at_rest]) >= needed:
            best, chosen = worth, strength
    return chosen


def _neutral(answers: Answers) -> float:
    """Return the share of answers that are neutral; 1 for none."""
    return float((answers == NEUTRAL).mean()) if len(answers) else 1.0


def _worth(judged: Sequence[tuple[Shares, Answers]]) -> float:
    """Return the harmonic mean of accuracies and mean recalls by several truths: shares [n, 7] and answers [n] each."""
    rates: list[float] = []
    for shares, answers in judged:
        if len(shares):
            there = shares.sum(axis=0) > 0
            rates += [
                float(shares[np.arange(len(shares)), answers].mean()),
                float(_recalls(shares, answers)[there].mean()),
            ]
    return harmonic_mean(rates) if rates else 0.0


def _recalls(shares: Shares, answers: Answers) -> npt.NDArray[np.float64]:
    """Return the share of each label, [7], that was answered with it; 0 for a label without any."""
    answered = np.eye(len(LABELS))[answers]
    return np.asarray((shares * answered).sum(axis=0) / np.maximum(shares.sum(axis=0), 1e-12), np.float64)

"""The answers kept of each face are read, refused, and found again by cell and by confidence."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from emotion.classification.calibration import Expectation
from emotion.labels import LABELS
from emotion.models.evaluation import load_evaluation
from emotion.models.predictions import (
    PREDICTIONS,
    Answers,
    Predictions,
    confident_errors,
    faces_of,
    load_predictions,
)
from emotion.models.store import MODELS

SHIPPED = sorted(path.parent for path in MODELS.glob(f"*/{PREDICTIONS}"))


def predictions(**more: object) -> Predictions:
    values = {
        "evaluated": "a" * 64,
        "data": "b" * 64,
        "truth": bytes([0, 0, 0, 1, 1]),
        "majority": bytes([0, 255, 1, 1, 1]),
        "crowd": Answers(answers=bytes([0, 1, 1, 1, 0]), confidence=bytes([255, 100, 200, 50, 150])),
    }
    return Predictions(**(values | more))  # type: ignore[arg-type]


def test_the_faces_of_a_cell_come_surest_first() -> None:
    assert faces_of(predictions(), LABELS[0], LABELS[1]) == [2, 1]
    assert faces_of(predictions(), LABELS[0], LABELS[1], by_majority=True) == []
    assert faces_of(predictions(), LABELS[1], LABELS[0], by_majority=True) == [4]


def test_errors_come_surest_first_and_a_face_without_majority_is_none() -> None:
    assert confident_errors(predictions(), 10) == [2, 4, 1]
    assert confident_errors(predictions(), 1) == [2]
    assert confident_errors(predictions(), 10, by_majority=True) == [4]


def test_the_other_expectation_has_its_own_answers() -> None:
    alike = Answers(answers=bytes([0, 0, 0, 1, 0]), confidence=bytes([9, 9, 9, 9, 255]))

    assert confident_errors(predictions(alike=alike), 9, Expectation.ALIKE) == [4]
    assert confident_errors(predictions(), 9, Expectation.ALIKE) == [2, 4, 1]
    assert predictions(alike=alike).confidence(Expectation.ALIKE)[4] == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"version": 2}, "expected 1, found 2"),
        ({"truth": b"\x00"}, "expected 1 answers"),
        ({"majority": b"\x00"}, "expected 5 labels or none"),
        ({"truth": bytes([0, 0, 0, 1, 7])}, "expected indices below 7, found 7"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(changed: dict[str, object], sentence: str, tmp_path: Path) -> None:
    values = msgspec.json.decode(msgspec.json.encode(predictions())) | msgspec.to_builtins(changed)
    (tmp_path / PREDICTIONS).write_bytes(msgspec.json.encode(values))

    with pytest.raises(ValueError, match=sentence):
        load_predictions(tmp_path / PREDICTIONS)


def test_predictions_without_votes_have_no_majority() -> None:
    with pytest.raises(ValueError, match=r"expected FER\+ votes"):
        predictions(majority=b"").labels(by_majority=True)


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
@pytest.mark.parametrize("expectation", Expectation)
def test_released_answers_are_those_of_the_figures(folder: Path, expectation: Expectation) -> None:
    kept, evaluation = load_predictions(folder / PREDICTIONS), load_evaluation(folder / "evaluation.json")
    public = evaluation.expecting(expectation).splits.public
    counted = np.zeros((7, 7), np.int64)
    np.add.at(counted, (kept.labels(), kept.answers(expectation)), 1)

    assert public is not None
    assert counted.tolist() == [list(row) for row in public.confusion.counts]
    assert (kept.evaluated, kept.data) == (evaluation.evaluated.sha256, evaluation.data["public"])


def test_every_released_model_has_its_answers() -> None:
    assert [folder.name for folder in SHIPPED] == sorted(path.parent.name for path in MODELS.glob("*/card.json"))

"""Reliability stands on the faces that the temperature was fitted to, whoever judged them."""

from pathlib import Path

import msgspec
import pytest

from emotion.models.evaluation import load_evaluation
from emotion.models.fitted import fitted_reliability
from emotion.models.store import EVALUATION, MODELS, load_card


@pytest.mark.parametrize(("name", "within"), [("mirrored-votes", "by single voters"), ("mirrored-large", "")])
def test_the_set_is_the_one_that_the_card_tells(name: str, within: str) -> None:
    found = fitted_reliability(load_evaluation(MODELS / name / EVALUATION), load_card(MODELS / name))

    assert found is not None
    assert (found.split, found.within, found.voters) == ("PublicTest", within, bool(within))
    assert found.smaller_error


@pytest.mark.parametrize("folder", sorted(path.parent for path in MODELS.glob("*/card.json")), ids=lambda one: one.name)
def test_each_released_temperature_lowers_the_loss_that_it_is_fitted_to(folder: Path) -> None:
    found = fitted_reliability(load_evaluation(folder / EVALUATION), load_card(folder))

    assert found is not None
    assert found.smaller_loss


def test_a_run_is_fitted_to_labels_and_an_older_file_tells_no_loss() -> None:
    evaluation = load_evaluation(MODELS / "mirrored-votes" / EVALUATION)
    found = fitted_reliability(evaluation)

    assert found is not None
    assert found.figures is evaluation.splits.public
    older = msgspec.structs.replace(found.calibration.before, loss=None)
    calibration = msgspec.structs.replace(found.calibration, before=older)
    assert type(found)("", "", found.figures, calibration, False).smaller_loss is None


def test_without_public_test_there_is_none() -> None:
    evaluation = load_evaluation(MODELS / "mirrored-votes" / EVALUATION)
    bare = msgspec.structs.replace(evaluation, splits=msgspec.structs.replace(evaluation.splits, public=None))

    assert fitted_reliability(bare) is None

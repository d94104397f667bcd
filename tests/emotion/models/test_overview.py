"""A model's line in the table of all: what is known, and None for the rest."""

from typing import Any

import pytest

from emotion.classification.calibration import Expectation
from emotion.models.evaluation import Evaluation
from emotion.models.overview import Overview, by_voters, judged, overview, robustness
from emotion.models.record import ModelRecord
from emotion.models.run_record import RunRecord
from tests.support.evaluations import evaluated, evaluation, of_values
from tests.support.released_model import card

CROWD = Expectation.CROWD


def harder(**changes: Any) -> Evaluation:
    conditions = [
        {"name": "blur", "levels": [0, 1, 2], "accuracy": [0.8, 0.6, 0.4], "majority_accuracy": [0.9, 0.9, 0.45]},
        {"name": "noise", "levels": [0, 1], "accuracy": [0.8, 0.7]},
    ]
    document = evaluation() | {"robustness": {"split": "public", "count": 10, "conditions": conditions}}
    document["splits"]["public"] |= {"accuracy": 0.8} | changes
    return of_values(document)


def test_a_line_has_what_was_measured() -> None:
    measured = evaluated()
    public = measured.splits.public
    assert public
    assert public.majority

    line = overview(ModelRecord(card(purpose="Live faces"), (), measured), CROWD)

    assert (line.purpose, line.size, line.multiply_adds) == ("Live faces", 1_605_952, 86_215_424)
    assert (line.accuracy, line.mean_recall) == (public.accuracy, public.balanced_accuracy)
    assert line.by_majority == public.majority.accuracy
    assert line.robustness == robustness(measured, voters=False)
    assert line.milliseconds is None


def test_milliseconds_are_those_of_the_file_that_the_app_runs() -> None:
    one = {"size": 1, "accuracy": 0.5, "largest": 0.0, "mean": 0.0}
    conversion = {"": one | {"milliseconds": 0.4}, "int8": one | {"milliseconds": 0.7}}
    measured = of_values(evaluation() | {"conversion": conversion})

    assert overview(ModelRecord(card(), (), measured), CROWD).milliseconds == 0.4


def test_what_nobody_measured_is_none() -> None:
    assert overview(RunRecord("runs/a", {}, None, (), None), CROWD) == Overview()


def test_robustness_is_the_mean_of_the_conditions_in_shares_of_the_face_as_it_is() -> None:
    assert robustness(harder(), voters=False) == pytest.approx((0.5 + 0.7) / 2 / 0.8)


def test_a_model_of_votes_is_as_robust_as_the_majority_finds() -> None:
    measured = harder()
    public = measured.splits.public
    assert public
    assert public.majority

    assert robustness(measured, voters=True) == pytest.approx((0.9 + 0.45) / 2 / public.majority.accuracy)


@pytest.mark.parametrize("measured", [None, evaluated(bare=True), harder(accuracy=0.0)])
def test_robustness_needs_harder_pictures_and_plain_ones(measured: Evaluation | None) -> None:
    assert robustness(measured, voters=False) is None


@pytest.mark.parametrize(
    ("settings", "expected"),
    [({}, False), ({"votes": 0.3}, False), ({"votes": 0.7}, True), ({"head": "votes"}, True), ({"votes": "?"}, False)],
)
def test_a_run_is_for_votes_by_its_settings(settings: dict[str, Any], expected: bool) -> None:
    assert by_voters(RunRecord("runs/a", settings, None, (), None)) is expected


@pytest.mark.parametrize(("calibrated_on", "expected"), [("labels", False), ("voters", True)])
def test_a_model_is_for_votes_by_its_card(calibrated_on: str, expected: bool) -> None:
    assert by_voters(ModelRecord(card(calibrated_on=calibrated_on), (), None)) is expected


def test_a_model_is_judged_by_what_it_is_for() -> None:
    public, bare = evaluated().splits.public, evaluated(bare=True).splits.public
    assert public

    assert judged(public, voters=True) is public.majority
    assert judged(public, voters=False) is public
    assert judged(bare, voters=True) is bare
    assert judged(None, voters=True) is None

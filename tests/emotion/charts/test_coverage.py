"""Accuracy against coverage: the lines, and where a threshold stands on them."""

from typing import Any

import pytest

from emotion.charts.coverage import coverage_curves
from emotion.models.figures import Figures
from tests.support.evaluations import figures

COVERAGE = {"share": [0.5, 1.0], "accuracy": [0.9, 0.7], "threshold": [0.6, 0.2]}


def test_coverage_shows_accuracy_and_threshold_in_per_cent() -> None:
    (line,) = coverage_curves({"a": figures(coverage=COVERAGE)}).data

    assert (list(line.x), list(line.y), list(line.customdata)) == ([50, 100], [90, 70], [60, 20])
    assert "%{customdata:.1f}" in line.hovertemplate


def test_each_network_has_a_line_of_coverage() -> None:
    assert [line.name for line in coverage_curves({"a": figures(), "b": figures()}).data] == ["a", "b"]


def measured(**changes: Any) -> Figures:
    grown = {"threshold": [0.0, 0.4, 0.8], "share": [1.0, 0.75, 0.0], "count": [8, 6, 0], "accuracy": [0.7, 0.8, None]}
    return figures(coverage=COVERAGE, thresholds=grown, **changes)


@pytest.mark.parametrize(("threshold", "place"), [(0.0, (100, 70)), (0.4, (75, 80)), (0.45, (75, 80))])
def test_a_threshold_is_a_point_where_it_was_measured(threshold: float, place: tuple[float, float]) -> None:
    _, point = coverage_curves({"a": measured()}, threshold=threshold).data

    assert (*point.x, *point.y) == pytest.approx(place)
    assert point.name == ("From 0 %" if threshold == 0 else "From 40 %")


def test_each_network_has_a_point_of_its_own_name() -> None:
    names = [trace.name for trace in coverage_curves({"a": measured(), "b": measured()}, threshold=0.4).data]

    assert names == ["a", "a, from 40 %", "b", "b, from 40 %"]


@pytest.mark.parametrize("part", [measured(), figures(coverage=COVERAGE, thresholds=None)])
def test_a_threshold_that_no_answer_reaches_or_that_was_not_measured_has_no_point(part: Figures) -> None:
    assert len(coverage_curves({"a": part}, threshold=0.8).data) == 1


def test_a_network_that_was_not_measured_is_named_in_the_legend() -> None:
    assert coverage_curves({"a": figures(), "b": None}).data[-1].name == "b: not measured"
    assert coverage_curves({"b": None}) is None

"""Accuracy against coverage: the lines, and where a threshold stands on them."""

import pytest

from emotion.charts.coverage import coverage_curves
from tests.support.evaluations import figures

COVERAGE = {"share": [0.5, 1.0], "accuracy": [0.9, 0.7], "threshold": [0.6, 0.2]}


def test_coverage_shows_accuracy_and_threshold_in_per_cent() -> None:
    (line,) = coverage_curves({"a": figures(coverage=COVERAGE)}).data

    assert (list(line.x), list(line.y), list(line.customdata)) == ([50, 100], [90, 70], [60, 20])
    assert "%{customdata:.1f}" in line.hovertemplate


def test_each_network_has_a_line_of_coverage() -> None:
    assert [line.name for line in coverage_curves({"a": figures(), "b": figures()}).data] == ["a", "b"]


@pytest.mark.parametrize(("threshold", "place"), [(0.6, (50, 90)), (0.4, (75, 80)), (0.2, (100, 70)), (0.0, (100, 70))])
def test_a_threshold_is_a_point_on_the_line(threshold: float, place: tuple[float, float]) -> None:
    _, point = coverage_curves({"a": figures(coverage=COVERAGE)}, threshold=threshold).data

    assert (*point.x, *point.y) == pytest.approx(place)
    assert point.name == f"From {100 * threshold:.0f} %"


def test_each_network_has_a_point_of_its_own_name() -> None:
    parts = {"a": figures(coverage=COVERAGE), "b": figures(coverage=COVERAGE)}

    names = [trace.name for trace in coverage_curves(parts, threshold=0.4).data]

    assert names == ["a", "a, from 40 %", "b", "b, from 40 %"]


def test_a_threshold_that_no_answer_reaches_has_no_point() -> None:
    assert len(coverage_curves({"a": figures(coverage=COVERAGE)}, threshold=0.99).data) == 1


def test_a_network_that_was_not_measured_is_named_in_the_legend() -> None:
    assert coverage_curves({"a": figures(), "b": None}).data[-1].name == "b: not measured"
    assert coverage_curves({"b": None}) is None

"""Robustness: one figure for each condition, the unchanged face at the left."""

from typing import Any

import pytest

from emotion.charts.robustness import robustness_curves
from emotion.models.evaluation import Evaluation
from tests.support.evaluations import CONDITIONS, evaluated, evaluation, of_values


def measured(levels: list[Any], **more: Any) -> Evaluation:
    condition = {"name": "blur", "title": "Blur", "unit": "pixels", "levels": levels, "accuracy": [0.7, 0.4], **more}
    robustness = {"split": "public", "count": 10, "conditions": [condition]}
    return of_values(evaluation() | {"robustness": robustness})


def test_each_condition_has_a_figure_in_order() -> None:
    figures = robustness_curves({"a": evaluated()})

    assert list(figures) == [name for name, *_ in CONDITIONS]
    assert [figure.layout.title.text for figure in figures.values()] == [title for _, title, *_ in CONDITIONS]


def test_one_network_shows_a_line_for_each_truth() -> None:
    figure = robustness_curves({"a": measured([0, 2], majority_accuracy=[0.8, 0.5])})["blur"]
    original, majority = figure.data

    assert (original.name, majority.name) == ("Original labels", "FER+ majority")
    assert (list(original.x), list(original.y)) == ([0, 2], [70, 40])
    assert list(majority.y) == [80, 50]
    assert figure.layout.xaxis.title.text == "Pixels"
    assert list(figure.layout.yaxis.range) == [0, 100]


def test_without_votes_there_is_one_line() -> None:
    (line,) = robustness_curves({"a": measured([0, 2])})["blur"].data

    assert line.name == "Original labels"


@pytest.mark.parametrize("votes", [False, True])
def test_of_several_networks_the_legend_names_each_once(votes: bool) -> None:
    more = {"majority_accuracy": [0.8, 0.5]} if votes else {}
    figure = robustness_curves({"a": measured([0, 2], **more), "b": measured([0, 2], **more)})["blur"]

    assert [line.name for line in figure.data if line.showlegend] == ["a", "b"]
    assert len(figure.data) == (4 if votes else 2)
    assert figure.layout.title.subtitle.text == ("Dotted: by FER+ majority" if votes else "")


@pytest.mark.parametrize(
    ("levels", "places", "direction"),
    [
        ([0, 2], [0, 2], True),
        ([48, 12.5], [48, 12.5], "reversed"),
        ([None, 10], ["unchanged", "10"], True),
        (["none", "dark glasses"], ["none", "dark glasses"], True),
    ],
)
def test_the_unchanged_face_stands_at_the_left(levels: list[Any], places: list[Any], direction: Any) -> None:
    figure = robustness_curves({"a": measured(levels)})["blur"]

    assert list(figure.data[0].x) == list(figure.layout.xaxis.tickvals) == places
    assert figure.layout.xaxis.autorange == direction


def test_a_condition_that_one_network_lacks_shows_the_others() -> None:
    line, missing = robustness_curves({"a": None, "b": measured([0, 2])})["blur"].data

    assert (line.name, missing.name) == ("b", "a: not measured")


def test_there_is_no_figure_without_measurements() -> None:
    assert robustness_curves({"a": evaluated(bare=True)}) == {}

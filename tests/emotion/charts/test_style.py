"""What all figures of models share: looks that anybody can tell apart, on light and dark pages alike."""

from collections.abc import Callable, Sequence
from itertools import combinations, product
from typing import Any

import plotly.graph_objects as go
import pytest
from skimage.color import deltaE_ciede2000

from emotion.charts.confidence import reliability_diagram, roc_curves
from emotion.charts.confusion import confusion_matrices
from emotion.charts.coverage import coverage_curves
from emotion.charts.history import accuracy_curves, learning_rate_curves, loss_curves
from emotion.charts.robustness import robustness_curves
from emotion.charts.scores import label_bars, score_chart
from emotion.charts.style import DASHES, GREY, MARKERS, PALETTE, PATTERNS, TRANSPARENT, finished, series_style
from emotion.labels import COLOURS
from tests.support.colours import DARK_PAGE, LEAST_DIFFERENCE, SIGHT, WHITE, contrast, from_hexadecimal, seen
from tests.support.evaluations import evaluated, figures, history

DARK_PAGES = {"ours": DARK_PAGE, "Streamlit's": from_hexadecimal("#0E1117")}
# Each draws models of these titles; one that is left out of `known` has no numbers.
Draw = Callable[[Sequence[str], Sequence[str]], go.Figure]


def of(draw: Callable[..., go.Figure], numbers: Any, nothing: Any = None) -> Draw:
    return lambda titles, known: draw({title: numbers if title in known else nothing for title in titles})


FIGURES: dict[str, Draw] = {
    "accuracy": of(accuracy_curves, history(), ()),
    "loss": of(loss_curves, history(), ()),
    "learning rate": of(learning_rate_curves, history(), ()),
    "scores": of(score_chart, evaluated()),
    "labels": of(label_bars, figures()),
    "ROC": of(roc_curves, figures()),
    "reliability": of(reliability_diagram, figures()),
    "coverage": of(coverage_curves, figures()),
    "robustness": of(lambda documents: robustness_curves(documents).get("blur"), evaluated()),
}


@pytest.mark.parametrize(("sight", "pair"), list(product(SIGHT, combinations(PALETTE, 2))))
def test_networks_colours_differ_for_colour_blind_people(sight: str, pair: tuple[str, str]) -> None:
    first, second = (seen(from_hexadecimal(colour), sight) for colour in pair)

    assert deltaE_ciede2000(first, second) >= LEAST_DIFFERENCE


@pytest.mark.parametrize("colour", [*PALETTE, GREY])
@pytest.mark.parametrize("page", [WHITE, *DARK_PAGES.values()], ids=["white", *DARK_PAGES])
def test_colours_stand_out_from_every_page(colour: str, page: tuple[int, int, int]) -> None:
    assert contrast(from_hexadecimal(colour), page) >= 3  # WCAG 2.2, 1.4.11: graphical objects


def test_networks_have_other_colours_than_labels() -> None:
    assert not {*PALETTE} & {*COLOURS.values()}


@pytest.mark.parametrize("one", ["colour", "dash", "marker", "pattern"])
def test_six_networks_differ_in_each_way(one: str) -> None:
    assert len({getattr(series_style(index), one) for index in range(6)}) == len(PALETTE) == 6
    assert len(DASHES) == len(MARKERS) == len(PATTERNS) == 6


def test_36_networks_differ() -> None:
    assert len({series_style(index) for index in range(36)}) == 36


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("titles", [("a",), ("a", "b", "c")], ids=["one", "three"])
def test_every_figure_is_transparent_and_says_what_it_shows(name: str, titles: tuple[str, ...]) -> None:
    layout = FIGURES[name](titles, titles).layout

    assert (layout.paper_bgcolor, layout.plot_bgcolor) == (TRANSPARENT, TRANSPARENT)
    assert layout.title.text
    assert layout.font.family is None


def looks(trace: Any) -> tuple[Any, ...]:
    """Return how a trace is drawn, but for its colour."""
    if trace.type == "bar":
        return trace.type, trace.marker.pattern.shape
    return trace.type, trace.mode, trace.line.dash, trace.marker.symbol


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("titles", [("a",), ("a", "b", "c")], ids=["one", "three"])
def test_no_figure_depends_on_colour_alone(name: str, titles: tuple[str, ...]) -> None:
    traces = FIGURES[name](titles, titles).data
    ways = [looks(trace) for trace in traces]
    ways = [way for way in ways if "star" not in way]  # the best epochs, which stand on their models' lines

    assert len(set(ways)) == len(ways)


def colours_of(figure: go.Figure) -> set[str]:
    return {trace.marker.color or trace.line.color for trace in figure.data}


@pytest.mark.parametrize("name", FIGURES)
def test_a_network_keeps_its_colour_where_another_has_no_numbers(name: str) -> None:
    figure = FIGURES[name](("a", "b", "c"), ("a", "c"))

    assert colours_of(figure) - {GREY} == {PALETTE[0], PALETTE[2]}


@pytest.mark.parametrize("name", FIGURES)
def test_the_legend_names_a_network_that_alone_has_numbers(name: str) -> None:
    traces = FIGURES[name](("a", "b"), ("b",)).data

    assert any(trace.name.startswith("b") and trace.showlegend is not False for trace in traces)
    assert len(traces) > 1 or traces[0].showlegend is True  # Plotly shows no legend of one entry unless told


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("titles", [(), ("a",), ("a", "b")], ids=["none", "one", "two"])
def test_there_is_no_figure_without_numbers(name: str, titles: tuple[str, ...]) -> None:
    assert FIGURES[name](titles, ()) is None


def test_there_is_no_matrix_without_numbers() -> None:
    assert confusion_matrices({"a": None}) == {}


def test_a_long_legend_makes_a_figure_higher() -> None:
    short, long = go.Figure(), go.Figure()
    for index in range(9):
        long.add_scatter(name=str(index))

    assert finished(long, "x").layout.height > finished(short, "x").layout.height

"""ROC, reliability, and accuracy against coverage: the lines that are drawn and the numbers beside them."""

from typing import Any

import pytest

from emotion.charts.confidence import LARGEST_POINT, reliability_diagram, roc_curves
from emotion.charts.coverage import coverage_curves
from emotion.labels import COLOURS, DISPLAY_NAMES, LABELS
from tests.support.evaluations import figures

GRID = [0.0, 0.5, 1.0]
CURVES: dict[str, list[float] | None] = {label: [0.0, 0.6, 1.0] for label in LABELS}
AREAS: dict[str, float | None] = dict.fromkeys(LABELS, 0.55)
ROC: dict[str, Any] = {
    "false_positive_rate": GRID,
    "true_positive_rate": CURVES | {"happy": [0.0, 0.9, 1.0], "disgust": None},
    "area": AREAS | {"happy": 0.7, "disgust": None},
    "mean_area": 0.575,
}


def test_one_network_shows_a_curve_of_each_label_that_has_faces() -> None:
    *curves, no_faces, guessing = roc_curves({"a": figures(roc=ROC)}).data
    shown = [label for label in LABELS if label != "disgust"]

    assert [curve.line.color for curve in curves] == [COLOURS[label] for label in shown]
    assert [curve.name.split(",")[0] for curve in curves] == [DISPLAY_NAMES[label] for label in shown]
    assert (no_faces.name, no_faces.x) == ("Disgust: no faces", (None,))
    happy = curves[shown.index("happy")]
    assert happy.name == "Happy, area 0.700"
    assert (list(happy.x), list(happy.y)) == ([0, 50, 100], [0, 90, 100])
    assert (list(guessing.x), list(guessing.y)) == ([0, 100], [0, 100])


@pytest.mark.parametrize(
    ("label", "height", "area"), [(None, (5 * 60 + 90) / 6, "0.575"), ("happy", 90, "0.700"), ("sad", 60, "0.550")]
)
def test_several_networks_show_the_mean_or_the_label_that_is_asked_for(
    label: str | None, height: float, area: str
) -> None:
    first, second, _ = roc_curves({"a": figures(roc=ROC), "b": figures(roc=ROC)}, label).data

    assert first.y[1] == second.y[1] == pytest.approx(height)
    assert (first.name, second.name) == (f"a, area {area}", f"b, area {area}")


@pytest.mark.parametrize("titles", ["a", "ab"])
def test_a_label_without_faces_has_no_curve(titles: str) -> None:
    assert roc_curves({title: figures(roc=ROC) for title in titles}, "disgust") is None


def test_a_set_of_one_label_has_no_curve() -> None:
    roc = ROC | {"true_positive_rate": dict.fromkeys(LABELS), "area": dict.fromkeys(LABELS), "mean_area": None}

    assert roc_curves({"a": figures(roc=roc)}) is None
    assert roc_curves({"a": figures(roc=roc), "b": figures(roc=roc)}) is None


def bins(*counts: int) -> list[dict[str, Any]]:
    width = 1 / len(counts)
    return [
        {
            "from": index * width,
            "to": (index + 1) * width,
            "count": count,
            "confidence": (index + 0.6) * width if count else None,
            "accuracy": (index + 0.4) * width if count else None,
        }
        for index, count in enumerate(counts)
    ]


CALIBRATION = {
    "temperature": 1.5,
    "before": {"ece": 0.123, "bins": bins(0, 10, 30)},
    "after": {"ece": 0.01, "bins": bins(0, 40, 0)},
}


def test_one_network_shows_its_reliability_before_and_after_the_temperature() -> None:
    points, bars, after, _, diagonal = reliability_diagram({"a": figures(calibration=CALIBRATION)}).data

    assert points.name == "Before, ECE 12.3 %"
    assert after.name == "After temperature 1.50, ECE 1.0 %"
    assert list(points.x) == pytest.approx([160 / 3, 260 / 3])
    assert list(points.y) == pytest.approx([140 / 3, 240 / 3])
    assert list(bars.x) == pytest.approx([50, 250 / 3])
    assert list(bars.y) == pytest.approx([25, 75])
    assert diagonal.name == "Perfect calibration"


def test_shares_of_voters_are_called_so() -> None:
    coverage = {"share": [1.0], "accuracy": [0.7], "threshold": [0.2]}
    parts = {"a": figures(calibration=CALIBRATION, coverage=coverage)}

    diagram, curve = reliability_diagram(parts, voters=True), coverage_curves(parts, voters=True)

    assert diagram.layout.yaxis.title.text == curve.layout.yaxis.title.text == "Voters who agree"
    assert diagram.data[0].hovertemplate.startswith("%{y:.1f} % of the voters agree at")
    assert curve.data[0].hovertemplate.startswith("%{y:.1f} % of the voters agree, of the surest")
    assert reliability_diagram(parts).layout.yaxis.title.text == "Accuracy"
    assert curve.layout.title.text == "Agreement and coverage"


def test_points_grow_with_their_faces() -> None:
    points = reliability_diagram({"a": figures(calibration=CALIBRATION)}).data[0]

    assert points.marker.size[0] < points.marker.size[1] == LARGEST_POINT
    assert [count for (count,) in points.customdata] == [10, 30]


def test_several_networks_show_their_reliability_after_the_temperature() -> None:
    parts = {"a": figures(calibration=CALIBRATION), "b": figures(calibration=CALIBRATION)}

    traces = reliability_diagram(parts).data

    assert [trace.name for trace in traces if trace.showlegend is not False] == [
        "a, ECE 1.0 %",
        "b, ECE 1.0 %",
        "Perfect calibration",
    ]
    assert all(list(trace.x) == pytest.approx([160 / 3]) for trace in (traces[0], traces[2]))


def test_a_set_without_faces_is_an_ordinary_case() -> None:
    empty = {"temperature": 1.0, "before": {"ece": 0.0, "bins": bins(0, 0)}, "after": {"ece": 0.0, "bins": bins(0, 0)}}

    assert len(reliability_diagram({"a": figures(calibration=empty)}).data[0].x) == 0


def test_a_network_that_was_not_measured_is_named_in_the_legend() -> None:
    parts = {"a": figures(), "b": None, "c": figures(roc=None, calibration=None)}

    for figure in (roc_curves(parts), reliability_diagram(parts)):
        assert [trace.name for trace in figure.data if "not measured" in trace.name] == [
            "b: not measured",
            "c: not measured",
        ]

"""Scores by set of faces and by label: what is drawn, and what an older evaluation leaves out."""

import pytest

from emotion.charts.scores import label_bars, score_chart
from emotion.labels import DISPLAY_NAMES, LABELS
from tests.support.evaluations import SUPPORT, evaluated, evaluation, figures, of_values


def test_one_network_shows_three_scores_with_their_intervals() -> None:
    document = evaluation() | {"others": {}}
    document["splits"] = {"public": (public := document["splits"]["public"])}
    for name in ("without_twins", "without_near_duplicates", "majority"):
        del public[name]

    traces = score_chart({"a": of_values(document)}).data

    assert [trace.name for trace in traces] == ["Accuracy", "Mean recall", "Macro-F1"]
    for trace, key in zip(traces, ("accuracy", "balanced_accuracy", "macro_f1"), strict=True):
        (value,), (below,), (above,) = trace.x, trace.error_x.arrayminus, trace.error_x.array
        assert value == pytest.approx(100 * public[key])
        assert [value - below, value + above] == pytest.approx([100 * end for end in public["intervals"][key]])


@pytest.mark.parametrize(("measure", "heading"), [("accuracy", "Accuracy"), ("macro_f1", "Macro-F1")])
def test_several_networks_show_one_score_each(measure: str, heading: str) -> None:
    evaluations = {"a": evaluated(0.7), "b": evaluated(0.5)}

    figure = score_chart(evaluations, measure)

    assert [trace.name for trace in figure.data] == ["a", "b"]
    assert [trace.x[0] for trace in figure.data] == pytest.approx(
        [100 * one.splits.public.score(measure) for one in evaluations.values()]
    )
    assert figure.layout.title.text.startswith(heading)


def test_a_set_that_one_network_lacks_has_no_point_of_it() -> None:
    first, second, missing = score_chart({"a": evaluated(), "b": evaluated(bare=True)}).data

    assert list(first.y) == list(second.y)
    assert [value is None for value in second.x] == [False, False, True, True, True]
    assert list(missing.y) == list(first.y)[2:]
    assert missing.name == "Not measured"
    assert set(missing.hovertext) == {"b"}


def test_a_network_without_an_evaluation_is_named_in_the_legend() -> None:
    assert score_chart({"a": evaluated(), "b": None}).data[-1].name == "b: not measured"
    assert label_bars({"a": figures(), "b": None}).data[-1].name == "b: not measured"


def test_the_axis_holds_every_point_and_every_interval() -> None:
    figure = score_chart({"a": evaluated(0.7), "b": evaluated(0.4)})
    low, high = figure.layout.xaxis.range

    ends = [
        end
        for trace in figure.data
        for x, below, above in zip(trace.x, trace.error_x.arrayminus, trace.error_x.array, strict=True)
        for end in (x - (below or 0), x + (above or 0))
    ]
    assert 0 < low < min(ends)
    assert max(ends) < high


@pytest.mark.parametrize(("bare", "subtitle"), [(True, ""), (False, "With 95 % intervals")])
def test_intervals_are_announced_where_there_are_any(bare: bool, subtitle: str) -> None:
    figure = score_chart({"a": evaluated(bare=bare)})

    assert figure.layout.title.subtitle.text == subtitle
    assert "of 3,589 faces" in figure.data[0].hovertext[0]


def test_one_network_shows_three_bars_of_each_label_with_its_faces() -> None:
    known = figures()

    traces = label_bars({"a": known}).data

    assert [trace.name for trace in traces] == ["Precision", "Recall", "F1"]
    for trace, key in zip(traces, ("precision", "recall", "f1"), strict=True):
        assert list(trace.x) == pytest.approx([100 * getattr(known.per_class[label], key) for label in LABELS])
        assert list(trace.y) == [
            f"{DISPLAY_NAMES[label]}<br>{count} faces" for label, count in zip(LABELS, SUPPORT, strict=True)
        ]


@pytest.mark.parametrize(("measure", "heading"), [("f1", "F1 by label"), ("recall", "Recall by label")])
def test_several_networks_show_one_bar_each(measure: str, heading: str) -> None:
    parts = {"a": figures(0.7), "b": figures(0.5)}

    figure = label_bars(parts, measure)

    assert [trace.name for trace in figure.data] == ["a", "b"]
    assert [trace.x[3] for trace in figure.data] == pytest.approx(
        [100 * getattr(one.per_class["happy"], measure) for one in parts.values()]
    )
    assert figure.layout.title.text == heading

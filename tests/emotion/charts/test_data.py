"""The balance of the data as a figure."""

from emotion.charts.data import balance_bars
from emotion.labels import DISPLAY_NAMES, LABELS

COUNTS = {label: 10 * index for index, label in enumerate(LABELS)}


def test_each_split_has_a_bar_for_each_label() -> None:
    figure = balance_bars({"private": dict.fromkeys(LABELS, 1), "train": COUNTS, "other": COUNTS})

    assert figure is not None
    assert [trace.name for trace in figure.data] == ["Training, 210 faces", "PrivateTest, 7 faces"]
    assert list(figure.data[0].x) == [DISPLAY_NAMES[label] for label in LABELS]
    assert list(figure.data[0].y) == list(COUNTS.values())


def test_a_split_is_known_by_colour_and_pattern_whichever_others_are_there() -> None:
    alone, together = balance_bars({"public": COUNTS}), balance_bars({"train": COUNTS, "public": COUNTS})

    assert alone is not None
    assert together is not None
    assert alone.data[0].marker == together.data[1].marker
    assert together.data[0].marker.color != together.data[1].marker.color
    assert together.data[0].marker.pattern.shape != together.data[1].marker.pattern.shape


def test_a_label_without_faces_is_zero() -> None:
    figure = balance_bars({"train": {"happy": 3}})

    assert figure is not None
    assert list(figure.data[0].y) == [0, 0, 0, 3, 0, 0, 0]


def test_without_a_split_there_is_no_figure() -> None:
    assert balance_bars({}) is None

"""Histories as figures: what is drawn, where lines break, and which epoch was the best."""

import pytest

from emotion.charts.history import accuracy_curves, learning_rate_curves, loss_curves
from emotion.models.history import best_epoch, numbers
from tests.support.evaluations import history

ROWS = [
    {"epoch": "1", "loss": "2.0", "accuracy": "0.2", "val_loss": "1.9", "val_accuracy": "0.25", "learning_rate": "0.1"},
    {"epoch": "2", "loss": "", "accuracy": "0.4", "val_loss": "nan", "val_accuracy": "0.5", "learning_rate": "0.05"},
    {"epoch": "3", "loss": "1.0", "accuracy": "0.6", "val_loss": "1.2", "val_accuracy": "0.5", "learning_rate": "0"},
]


def test_accuracies_are_drawn_in_per_cent_by_epoch() -> None:
    validation, training, _ = accuracy_curves({"a": ROWS}).data

    assert list(validation.x) == list(training.x) == [1, 2, 3]
    assert list(validation.y) == pytest.approx([25, 50, 50])
    assert list(training.y) == pytest.approx([20, 40, 60])
    assert (validation.name, training.name) == ("Validation faces", "Training faces")


def test_the_best_epoch_is_marked_on_the_validation_line() -> None:
    accuracy, loss = (draw({"a": ROWS}).data[2] for draw in (accuracy_curves, loss_curves))

    assert (list(accuracy.x), list(accuracy.y)) == ([3], [50])
    assert (list(loss.x), list(loss.y)) == ([3], [1.2])
    assert accuracy.name == loss.name == "Best epoch (3, 50.0 %)"
    assert accuracy.mode == "markers"


def test_lines_break_at_empty_cells_and_at_losses_that_are_no_numbers() -> None:
    validation, training, _, *crosses = loss_curves({"a": ROWS}).data

    assert list(training.y) == [2, None, 1]
    assert list(validation.y) == [1.9, None, 1.2]
    assert [list(cross.x) for cross in crosses] == [[2], [2]]
    assert [cross.y[0] for cross in crosses] == pytest.approx([1.55, 1.5])  # between their neighbours
    assert [cross.name for cross in crosses] == ["Validation faces: not recorded", "Training faces: not recorded"]


@pytest.mark.parametrize(("logarithmic", "kind"), [(False, None), (True, "log")])
def test_the_loss_has_a_logarithmic_scale_if_asked(logarithmic: bool, kind: str | None) -> None:
    assert loss_curves({"a": ROWS}, logarithmic=logarithmic).layout.yaxis.type == kind


def test_the_learning_rate_is_drawn_as_it_is() -> None:
    (line,) = learning_rate_curves({"a": ROWS}).data

    assert list(line.y) == [0.1, 0.05, 0]


def test_each_of_several_networks_has_a_line_and_a_legend_entry_of_its_title() -> None:
    traces = accuracy_curves({"a": ROWS, "b": history(5)}).data

    assert [trace.name for trace in traces if trace.showlegend] == ["a", "b"]
    assert [trace.legendgroup for trace in traces] == ["a"] * 3 + ["b"] * 3
    assert list(traces[3].x) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("count", [1, 2])
def test_a_single_epoch_shows_as_a_point(count: int) -> None:
    histories = {str(index): ROWS[:1] for index in range(count)}

    for figure in (accuracy_curves(histories), loss_curves(histories), learning_rate_curves(histories)):
        assert all("markers" in trace.mode for trace in figure.data)


@pytest.mark.parametrize(
    ("draw", "columns"),
    [
        (accuracy_curves, ("accuracy", "val_accuracy")),
        (loss_curves, ("loss", "val_loss")),
        (learning_rate_curves, ("learning_rate",)),
    ],
)
def test_there_is_no_figure_of_columns_that_are_missing_or_empty(draw, columns: tuple[str, ...]) -> None:
    without = [{name: cell for name, cell in row.items() if name not in columns} for row in ROWS]
    empty = [row | dict.fromkeys(columns, "") for row in ROWS]

    assert draw({"a": without}) is None
    assert draw({"a": empty}) is None


@pytest.mark.parametrize(
    ("accuracies", "expected"),
    [
        ([], None),
        (["", "nan"], None),
        (["0.3", "0.5", "0.4"], (2, 0.5)),
        (["0.5", "0.5", "0.4"], (2, 0.5)),
        (["0.3", "", "inf"], (1, 0.3)),
    ],
)
def test_the_best_epoch_is_the_latest_of_the_best(accuracies: list[str], expected: tuple[int, float] | None) -> None:
    rows = [{"epoch": str(epoch), "val_accuracy": cell} for epoch, cell in enumerate(accuracies, 1)]

    assert best_epoch(rows) == expected


def test_epochs_are_those_of_the_rows_and_counted_where_none_is_written() -> None:
    rows = [{"epoch": epoch, "val_accuracy": "0.5"} for epoch in ("7", "", "9")]

    assert list(accuracy_curves({"a": rows}).data[0].x) == [7, 2, 9]


def test_a_cell_that_is_no_number_is_named() -> None:
    with pytest.raises(ValueError, match="row 2: val_accuracy 'high' is no number; restore"):
        numbers([*ROWS[:1], {"val_accuracy": "high"}], "val_accuracy")

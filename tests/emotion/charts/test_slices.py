"""Scores by group, with their intervals, and small groups marked."""

from emotion.charts.slices import slice_chart
from emotion.models.slicing import Group, Slicing


def group(title: str, count: int, accuracy: float, **more: object) -> Group:
    ends = (accuracy - 0.1, accuracy + 0.1)
    values = {"accuracy": accuracy, "balanced_accuracy": accuracy - 0.05, "low": 1.0, "high": 9.0, **more}
    return Group(
        title=title,
        count=count,
        accuracy_interval=ends,
        balanced_accuracy_interval=ends,
        **values,  # type: ignore[arg-type]
    )


SLICING = Slicing(
    name="light", title="Light", unit="mean grey", groups=(group("Dark", 9, 0.5), group("Bright", 1200, 0.7))
)


def test_one_model_shows_both_scores_in_the_groups_order() -> None:
    figure = slice_chart({"a": SLICING})
    assert figure is not None
    accuracy, recall = figure.data

    assert (accuracy.name, recall.name) == ("Accuracy", "Mean recall")
    assert list(accuracy.x) == [50, 70]
    assert list(accuracy.y) == ["Dark, 1 to 9<br>9 faces, fewer than 10", "Bright, 1 to 9<br>1,200 faces"]
    assert list(accuracy.marker.symbol) == ["circle-open", "circle"]
    assert [round(length) for length in accuracy.error_x.array] == [10, 10]
    assert figure.layout.title.subtitle.text == "Mean grey, with 95 % intervals"


def test_several_models_share_the_rows() -> None:
    other = Slicing(name="light", title="Light", groups=(group("Dark", 8, 0.1), group("Bright", 1100, 0.2)))
    figure = slice_chart({"a": SLICING, "none": None, "b": other}, "balanced_accuracy")
    assert figure is not None

    assert [trace.name for trace in figure.data] == ["a", "b"]
    assert figure.data[0].y == figure.data[1].y
    assert [round(value) for value in figure.data[1].x] == [5, 15]


def test_the_share_of_pictures_with_a_face_stands_beside_where_it_is_known() -> None:
    found = {"pictures": 4, "found": 0.5, "found_interval": (0.2, 0.8), "low": None, "high": None}
    figure = slice_chart({"a": Slicing(name="camera", title="By camera", groups=(group("phone", 0, 0.2, **found),))})
    assert figure is not None
    accuracy, _, pictures = figure.data

    assert list(accuracy.x) == [None]
    assert list(pictures.x) == [50]
    assert list(accuracy.hovertext) == ["no face"]
    assert list(pictures.hovertext) == ["50.0 % (20.0 to 80.0) of 4 pictures"]


def test_without_a_slicing_there_is_no_figure() -> None:
    assert slice_chart({"a": None}) is None

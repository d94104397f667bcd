"""Confusion matrices: true labels downwards, answers across, and every cell legible."""

import numpy as np
import pytest

from emotion.charts.confusion import NAMES, cell_colour, confusion_matrices, text_colour
from emotion.labels import DISPLAY_NAMES, LABELS
from tests.support.colours import contrast, from_hexadecimal
from tests.support.evaluations import figures, full_part

COUNTS = (10 * np.eye(7, dtype=int) + np.eye(7, k=1, dtype=int) * 30).tolist()  # angry is mostly taken for disgust
FRACTIONS = full_part()["confusion"]["fractions"]
PART = figures(confusion={"counts": COUNTS, "fractions": FRACTIONS})


def test_true_labels_go_down_and_answers_across() -> None:
    heatmap, _ = confusion_matrices({"a": PART})["a"].data
    figure = confusion_matrices({"a": PART})["a"]

    assert list(heatmap.x) == list(heatmap.y) == [DISPLAY_NAMES[label] for label in LABELS] == NAMES
    assert list(heatmap.z[0]) == [25, 75, 0, 0, 0, 0, 0]
    assert heatmap.hovertext[0][1] == "Angry, answered disgust:<br>30 of 40 faces (75.0 %)"
    assert (figure.layout.yaxis.title.text, figure.layout.xaxis.title.text) == ("True label", "Answer")
    assert figure.layout.yaxis.autorange == "reversed"


@pytest.mark.parametrize(("counts", "expected"), [(False, "75"), (True, "30")])
def test_cells_say_per_cent_of_the_row_or_numbers_of_faces(counts: bool, expected: str) -> None:
    _, texts = confusion_matrices({"a": PART}, counts=counts)["a"].data
    cells = dict(zip(zip(texts.y, texts.x, strict=True), texts.text, strict=True))

    assert len(cells) == 49
    assert cells["Angry", "Disgust"] == expected


def test_a_label_without_faces_has_an_empty_row() -> None:
    counts = [[0] * 7, *COUNTS[1:]]

    heatmap, texts = confusion_matrices({"a": figures(confusion={"counts": counts, "fractions": FRACTIONS})})["a"].data

    assert list(heatmap.z[0]) == [None] * 7
    assert "Angry" not in texts.y
    assert heatmap.hovertext[0][0] == "Angry, answered angry:<br>0 of 0 faces"


def test_each_network_with_a_matrix_has_a_figure_of_its_title() -> None:
    drawn = confusion_matrices({"a": figures(), "b": None, "c": figures()})

    assert {title: figure.layout.title.text for title, figure in drawn.items()} == {"a": "a", "c": "c"}


@pytest.mark.parametrize("share", np.linspace(0, 1, 21))
def test_the_text_of_every_cell_can_be_read(share: float) -> None:
    assert contrast(from_hexadecimal(text_colour(share)), cell_colour(share)) >= 4.5  # WCAG 2.2, 1.4.3: text


def test_texts_have_the_colours_of_their_cells() -> None:
    _, texts = confusion_matrices({"a": PART})["a"].data
    colours = dict(zip(zip(texts.y, texts.x, strict=True), texts.textfont.color, strict=True))

    assert colours["Angry", "Disgust"] == text_colour(0.75) == "#FFFFFF"
    assert colours["Angry", "Fear"] == text_colour(0) == "#000000"

"""What a model reads right and what it confuses, in sentences of its own figures."""

from dataclasses import replace
from typing import Any

import pytest

from emotion.labels import LABELS
from emotion.models import score_sentences
from emotion.models.evaluation import typed
from emotion.models.figures import Figures, SplitFigures
from emotion.models.paired import Difference, PairedComparison
from tests.support.evaluations import figures, full_part, part


def split(**parts: Any) -> SplitFigures:
    values = full_part(0.7) | {"accuracy": 0.7, "intervals": None} | parts
    return typed({name: value for name, value in values.items() if value is not None}, SplitFigures)


def confused(rows: dict[str, dict[str, int]]) -> Figures:
    """Return figures with these faces by label and answer."""
    counts = [[rows.get(true, {}).get(answer, 0) for answer in LABELS] for true in LABELS]
    per_class = {
        label: {"precision": 0, "recall": row[place] / sum(row) if sum(row) else 0, "f1": 0, "support": sum(row)}
        for place, (label, row) in enumerate(zip(LABELS, counts, strict=True))
    }
    return figures(confusion={"counts": counts, "fractions": [[0.0] * 7] * 7}, per_class=per_class)


def test_a_model_of_labels_tells_all_faces_and_new_photographs() -> None:
    near = part(0.7) | {"accuracy": 0.655}

    assert score_sentences.scores(split(without_near_duplicates=near), voters=False) == (
        "Of the 3,589 faces of PublicTest it reads 70.0 % right. On those without a near-duplicate elsewhere it is "
        "65.5 %, 4.5 points less."
    )


def test_a_model_of_votes_tells_the_majority_first_and_why_the_labels_say_less() -> None:
    majority = part(0.8) | {"accuracy": 0.9, "count": 2854}

    told = score_sentences.scores(split(majority=majority), voters=True)

    assert told.startswith("Of the 2,854 faces that most of FER+'s voters agree on it reads 90.0 % right.")
    assert "By the original labels it is 70.0 % of all 3,589: it learned what people see" in told


def test_intervals_stand_beside_the_figure_where_they_are_known() -> None:
    bounds = {key: [0.685, 0.715] for key in ("accuracy", "balanced_accuracy", "macro_f1")}

    told = score_sentences.scores(split(intervals=bounds), voters=False)

    assert told == "Of the 3,589 faces of PublicTest it reads 70.0 % right (95 % interval 68.5 to 71.5)."


def test_nothing_is_said_of_what_nobody_measured() -> None:
    assert score_sentences.scores(None, voters=True) == ""
    assert score_sentences.labels_are_lower(split()) == ""
    assert score_sentences.labels_are_lower(split(majority=part(0.5) | {"accuracy": 0.6})) == ""
    assert score_sentences.recalls(None) == ""
    assert score_sentences.confusions(None) == []


def test_confusions_are_told_with_their_faces_the_most_first() -> None:
    rows = {"fear": {"sad": 112, "fear": 400, "neutral": 16}, "happy": {"happy": 60, "neutral": 40}}

    assert score_sentences.confusions(confused(rows), most=2) == [
        "It takes fear for sad most: 112 of 528 faces, 21 %.",
        "Then happy for neutral: 40 of 100 faces, 40 %.",
    ]


def test_a_model_without_mistakes_confuses_nothing() -> None:
    assert score_sentences.confusions(confused({"happy": {"happy": 5}})) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ({"happy": {"happy": 90, "sad": 10}, "fear": {"fear": 20, "sad": 20}}, "fear 50 %, happy 90 %."),
        (
            {"happy": {"happy": 90, "sad": 10}, "disgust": {"disgust": 13}},
            "happy 90 %, disgust 100 %. Disgust with 13 faces is rough.",
        ),
        (
            {"happy": {"sad": 1}, "disgust": {"disgust": 13}},
            "happy 0 %, disgust 100 %. Happy with 1 face and Disgust with 13 faces are rough.",
        ),
    ],
)
def test_recalls_are_listed_the_worst_first(rows: dict[str, dict[str, int]], expected: str) -> None:
    assert score_sentences.recalls(confused(rows)) == f"Of each label it finds, the worst first: {expected}"


FOUND = PairedComparison(
    100, 60, 20, 5, 15, 0.004, Difference(0.15, 0.05, 0.25), balanced_accuracy=Difference(0.1, 0.0, 0.2)
)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            FOUND,
            'On the same 100 faces "A" is more accurate than "B" by 15.0 points (95 % interval 5.0 to 25.0): 20 '
            'faces are read right by "A" alone, 5 by "B" alone. Were both as good, the probability of so uneven a '
            "count would be 0.004",
        ),
        (
            replace(FOUND, first_right=5, second_right=20, accuracy=Difference(-0.15, -0.25, -0.05), p_value=0.0001),
            'On the same 100 faces "B" is more accurate than "A" by 15.0 points (95 % interval 5.0 to 25.0): 5 '
            'faces are read right by "A" alone, 20 by "B" alone. Were both as good, the probability of so uneven a '
            "count would be less than 0.001",
        ),
        (
            replace(FOUND, p_value=0.4),
            'On the same 100 faces neither is shown to be better: 20 faces are read right by "A"',
        ),
    ],
)
def test_two_models_are_compared_on_the_same_faces(found: PairedComparison, expected: str) -> None:
    assert score_sentences.compared("A", "B", found).startswith(expected)

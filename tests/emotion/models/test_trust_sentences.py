"""How far confidence and answers can be trusted, in sentences of a model's own figures."""

from typing import Any

import pytest

from emotion.labels import LABELS
from emotion.models import trust_sentences
from emotion.models.evaluation import Evaluation
from emotion.models.figures import Condition
from emotion.models.slicing import Group, Slicing
from tests.support.evaluations import evaluation, figures, of_values


def calibrated(*bins: tuple[int, float, float]) -> dict[str, Any]:
    """Return a calibration of bins of a tenth, the last ones up to 1: faces, confidence, accuracy."""
    first = 10 - len(bins)
    after = [
        {
            "from": (first + place) / 10,
            "to": (first + place + 1) / 10,
            "count": count,
            "confidence": said,
            "accuracy": right,
        }
        for place, (count, said, right) in enumerate(bins)
    ]
    reliability = {"ece": 0.034, "bins": after}
    return {"temperature": 0.9, "before": reliability, "after": reliability}


@pytest.mark.parametrize(
    ("bins", "expected"),
    [
        (
            [(50, 0.83, 0.86), (50, 0.95, 0.88)],
            "When it says about 83 %, it is right in 86 % of cases (50 faces). On average the two lie 3.4 points apart"
            "; it is too sure of itself.",
        ),
        (
            [(50, 0.83, 0.88)],
            "On average the two lie 3.4 points apart; it is too modest.",
        ),
        ([(50, 0.83, 0.83), (50, 0.95, 0.95)], "When it says about 83 %, it is right in 83 % of cases (50 faces). On"),
    ],
)
def test_what_a_confidence_means(bins: list[tuple[int, float, float]], expected: str) -> None:
    told = trust_sentences.calibration(figures(calibration=calibrated(*bins)))

    assert told.startswith(expected) if expected.endswith("On") else told == expected
    assert ("itself" in told or "modest" in told) == (not expected.endswith("On"))


def test_of_voters_it_says_how_many_agree() -> None:
    found = figures(calibration=calibrated((40, 0.81, 0.8), (10, 0.9, 0.9)))

    assert trust_sentences.calibration(found, voters=True).startswith(
        "When it says about 81 %, 80 % of the voters agree (40 faces)."
    )


def test_which_label_is_told_best() -> None:
    areas = dict.fromkeys(LABELS, 0.9) | {"happy": 0.975, "fear": 0.8, "disgust": None}
    curves = {label: [0.0, 1.0] for label in LABELS}
    roc = {"false_positive_rate": [0.0, 1.0], "true_positive_rate": curves, "area": areas, "mean_area": 0.9}

    assert trust_sentences.roc(figures(roc=roc)) == (
        "Happy is told from all others best, with an area of 0.975; fear worst, with 0.800. Guessing has 0.5."
    )
    assert trust_sentences.roc(figures(roc=roc | {"area": dict.fromkeys(LABELS) | {"sad": 0.9}})) == ""


def test_what_the_surest_half_is_worth() -> None:
    coverage = {"share": [0.25, 0.5, 1.0], "accuracy": [0.95, 0.9, 0.7], "threshold": [0.9, 0.8, 0.2]}

    assert trust_sentences.coverage(figures(coverage=coverage)) == (
        "Of the surest 50 % of its answers it is right with 90 %; of all of them with 70 %."
    )


THRESHOLDS = {
    "threshold": [0.0, 0.6, 0.95],
    "share": [1.0, 0.714, 0.0],
    "count": [100, 71, 0],
    "accuracy": [0.7, 0.8, None],
}


@pytest.mark.parametrize(
    ("threshold", "voters", "expected"),
    [
        (0.6, False, "From 60 % on it answers 71 % of the faces (71); 80.0 % of these answers are right."),
        (0.6, True, "From 60 % on it answers 71 % of the faces (71); 80.0 % of the voters agree with these answers."),
        (0.0, False, "From 0 % on it answers 100 % of the faces (100); 70.0 % of these answers are right."),
        (0.95, False, "From 95 % on it answers none of the faces."),
    ],
)
def test_what_a_threshold_leaves(threshold: float, voters: bool, expected: str) -> None:
    assert trust_sentences.at_threshold(figures(thresholds=THRESHOLDS), threshold, voters) == expected


def test_nothing_is_said_of_what_nobody_measured() -> None:
    bare = figures(calibration=None, roc=None, coverage=None, thresholds=None)

    for found in (None, bare):
        assert trust_sentences.calibration(found) == trust_sentences.roc(found) == ""
        assert trust_sentences.coverage(found) == trust_sentences.at_threshold(found, 0.5) == ""
    assert trust_sentences.robustness(None, by_majority=True) == ""
    assert trust_sentences.groups(None) == ""


def harder(*accuracies: tuple[str, list[float]]) -> Evaluation:
    conditions = [
        {
            "name": title,
            "title": title,
            "levels": [0, 1],
            "accuracy": shares,
            "majority_accuracy": [0.9, shares[1] + 0.1],
        }
        for title, shares in accuracies
    ]
    return of_values(evaluation() | {"robustness": {"split": "public", "count": 10, "conditions": conditions}})


def test_which_condition_costs_most_and_least() -> None:
    measured = harder(("Blur", [0.7, 0.4]), ("Noise", [0.7, 0.65]))

    assert trust_sentences.robustness(measured, by_majority=False) == (
        "At the hardest level “blur” costs most: 70 % of the faces as they are, 40 % then. “Noise” costs least: 65 % "
        "are left."
    )
    assert "90 % of the faces as they are, 50 % then" in trust_sentences.robustness(measured, by_majority=True)
    assert trust_sentences.robustness(harder(("Blur", [0.7, 0.4])), by_majority=False) == ""


def test_what_a_condition_costs() -> None:
    found = Condition(name="blur", levels=(0, 1, 2), accuracy=(0.7, 0.6, 0.4), majority_accuracy=(0.9, 0.8, 0.5))

    assert trust_sentences.condition(found, by_majority=False) == "70 % as they are, 40 % at the hardest."
    assert trust_sentences.condition(found, by_majority=True) == "90 % as they are, 50 % at the hardest."
    assert trust_sentences.condition(found, by_majority=True, measure="balanced_accuracy") == ""


def group(title: str, count: int, accuracy: float, room: float = 0.01) -> Group:
    ends = (max(0.0, accuracy - room), min(1.0, accuracy + room))
    return Group(
        title=title,
        count=count,
        accuracy=accuracy,
        balanced_accuracy=accuracy,
        accuracy_interval=ends,
        balanced_accuracy_interval=ends,
    )


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (0.01, "Read best: bright, 80 %; worst: dark, 60 %."),
        (
            0.2,
            "Read best: bright, 80 %; worst: dark, 60 %. Their intervals overlap, so chance may have made the "
            "difference.",
        ),
    ],
)
def test_which_group_is_read_best(room: float, expected: str) -> None:
    groups = (group("Dark", 50, 0.6, room), group("Bright", 50, 0.8, room), group("Few", 3, 1.0, room))

    assert trust_sentences.groups(Slicing(name="light", title="Light", groups=groups)) == expected

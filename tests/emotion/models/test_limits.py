"""What a model is said to be bad at, and nothing that was not measured."""

from typing import Any

import pytest

from emotion.models import limits
from emotion.models.record import ModelRecord
from tests.emotion.models.test_facts import card
from tests.evaluations import evaluation


def measured(document: dict[str, Any]) -> ModelRecord:
    return ModelRecord(card(), (), document)


def test_weak_points_name_the_best_and_the_worst_label_and_harder_pictures() -> None:
    document = evaluation()
    document["splits"]["public"]["per_class"]["fear"]["recall"] = 0.434
    document["splits"]["public"]["per_class"]["happy"]["recall"] = 0.895
    document["splits"]["public"]["accuracy"] = 0.678
    document["robustness"]["conditions"] = [
        {"name": "size", "levels": [48, 36, 24], "accuracy": [0.678, 0.657, 0.562]},
        {"name": "mouth", "levels": [0, 0.5, 1], "accuracy": [0.678, 0.641, 0.591]},
    ]

    assert limits.weak_points(measured(document)) == [
        "On PublicTest it finds 90 of 100 faces labelled Happy, but only 43 of 100 labelled Fear.",
        "Harder pictures cost accuracy. Of the faces of PublicTest it reads 68 % right as they are, "
        "56 % with faces only 24 pixels wide, 59 % with the mouth hidden.",
    ]


def test_a_network_of_voters_is_judged_by_their_majority() -> None:
    document = evaluation()
    public, low = document["splits"]["public"], 0.31
    public["majority"] = {**public, "accuracy": 0.895, "per_class": {"sad": {"recall": low}, "happy": {"recall": 0.97}}}
    document["robustness"]["conditions"] = [
        {"name": "size", "levels": [48, 24], "accuracy": [0.6, 0.5], "majority_accuracy": [0.895, 0.861]}
    ]

    assert limits.weak_points(ModelRecord(card(calibrated_on="voters"), (), document)) == [
        "On PublicTest it finds 97 of 100 faces that most voters call Happy, but only 31 of 100 that most voters call "
        "Sad.",
        "Harder pictures cost accuracy. Of the faces of PublicTest that most voters agree on it reads 90 % right as "
        "they are, 86 % with faces only 24 pixels wide.",
    ]


def test_labels_are_judged_on_privatetest_where_it_was_read() -> None:
    first, _ = limits.weak_points(measured(evaluation(private=True)))

    assert first.startswith("On PrivateTest ")


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"splits": {}},
        {"splits": {"public": {"per_class": {"sad": {"recall": 0.5}}}}},
        {"splits": {"public": {"accuracy": 0.6}}, "robustness": {}},
        {"splits": {"public": {"accuracy": 0.6}}, "robustness": {"conditions": {"size": 1}}},
        {"splits": {"public": {"accuracy": 0.6}}, "robustness": {"conditions": [None, {"name": "size"}]}},
        {
            "splits": {"public": {"accuracy": 0.6}},
            "robustness": {"conditions": [{"name": "size", "levels": [48, 24], "accuracy": [0.6]}]},
        },
        {"robustness": {"conditions": [{"name": "size", "levels": [48, 24], "accuracy": [0.6, 0.5]}]}},
    ],
)
def test_what_was_not_measured_is_not_said(document: dict[str, Any]) -> None:
    assert limits.weak_points(measured(document)) == []

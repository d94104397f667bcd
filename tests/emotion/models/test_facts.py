"""What is said of a model: the figures of its card and evaluation, and nothing that is not there."""

import dataclasses
from typing import Any

import pytest

from emotion.labels import LABELS
from emotion.models import facts
from emotion.models.card import INPUT_RANGE, INPUT_SHAPE, LITERT, Card, StoredFile

BARE = Card(
    *("bare", "Bare", "", LABELS, INPUT_SHAPE, INPUT_RANGE, 1_234_567, 86_215_424, 0.5621, 0.9287),
    files={},
)
PART = {"count": 3589, "accuracy": 0.67763, "ece": 0.0291}
COUNTS = dict(zip(LABELS, (3995, 436, 4097, 7215, 4830, 3171, 4965), strict=True))


def card(**fields: Any) -> Card:
    return dataclasses.replace(BARE, **fields)


@pytest.mark.parametrize(
    ("metrics", "name", "expected"),
    [
        ({"public": PART}, "Right on PublicTest", "67.8 % of 3,589 faces"),
        ({"private": {"accuracy": 0.5}}, "Right on PrivateTest", "50.0 %"),
        ({"together": {"accuracy": 0.68, "count": 7178}}, "Right on both parts", "68.0 % of 7,178 faces"),
        ({"private": {"without_twins": PART}}, "PrivateTest without twins", "67.8 % of 3,589 faces"),
        ({"public": {"without_near_duplicates": PART}}, "PublicTest without near-duplicates", "67.8 % of 3,589 faces"),
        ({"public": {"majority": PART}}, "PublicTest by FER+ majority", "67.8 % of 3,589 faces"),
        ({"public": PART}, "Calibration error, PublicTest", "2.9 points"),
        ({"sure": {"accuracy": 0.8, "share": 0.693}}, "Sure answers", "69 % of the answers, 80 % of them right"),
        ({}, "Sure from", "a confidence of 56 %"),
        ({}, "Temperature", "0.9287"),
        ({}, "Confidence says", "how often it is right"),
    ],
)
def test_what_a_network_is_worth_comes_from_its_card(metrics: dict[str, Any], name: str, expected: str) -> None:
    assert facts.worth(card(metrics=metrics))[name] == expected


def test_a_confidence_that_voters_gave_says_how_many_agree() -> None:
    metrics = {"public": PART | {"voters": {"ece": 0.0124}}, "sure": {"accuracy": 0.8, "share": 0.75}}

    found = facts.worth(card(metrics=metrics, calibrated_on="voters"))

    assert found["Calibration error, PublicTest"] == "1.2 points"
    assert found["Sure answers"] == "75 % of the answers, 80 % of FER+'s voters agree with them"
    assert found["Confidence says"] == "how many of ten people would choose the word"


def test_the_commands_of_the_runs_before_come_first() -> None:
    before = {"runs/a": {"command": "train a"}, "runs/b": {"command": 3}, "runs/c": None}

    assert facts.commands(card(training={"command": "train", "runs_before": before})) == ["train a", "train"]
    assert facts.commands(card(training={"command": "train", "runs_before": "none"})) == ["train"]
    assert facts.commands(BARE) == []


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ({}, "33 minutes"),
        ({"runs/a": {"minutes": 88.2}, "runs/b": {"minutes": 11}}, "33 minutes, and 99 for 2 runs that it builds on"),
        ({"runs/a": {"minutes": 88.2}}, "33 minutes, and 88 for the run that it builds on"),
        ({"runs/a": {"minutes": 88.2}, "runs/b": {}}, "33 minutes"),
        ({"runs/a": None}, "33 minutes"),
        ([], "33 minutes"),
    ],
)
def test_the_runs_that_it_needed_count_too(before: Any, expected: str) -> None:
    made = facts.making(card(training={"minutes": 33.4, "runs_before": before}))

    assert made["Training took"] == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ({"models/a": {"name": "a"}, "models/b": {"name": "b"}}, "a, b"),
        ({"models/a": None}, "models/a"),
        ({}, None),
        (["a"], None),
    ],
)
def test_published_networks_that_it_builds_on_are_named(published: Any, expected: str | None) -> None:
    assert facts.making(card(training={"builds_on": published})).get("Builds on") == expected


def test_raised_labels_are_named() -> None:
    found = facts.worth(card(logit_offsets={"disgust": 0.6123, "fear": 0.0}))

    assert found["Rare labels raised"] == "Disgust +0.61 (logits), so that more of their faces are found"


@pytest.mark.parametrize(
    "metrics",
    [
        {},
        {"public": None, "private": [], "together": 0.5},
        {"public": {"accuracy": None, "count": 5, "ece": "low", "without_twins": 3}},
        {"sure": {"accuracy": 0.8}},
        {"private": {"accuracy": True}},
    ],
)
def test_figures_that_are_missing_or_no_numbers_are_left_out(metrics: dict[str, Any]) -> None:
    assert set(facts.worth(card(metrics=metrics))) == {"Sure from", "Temperature", "Confidence says"}


@pytest.mark.parametrize(
    ("fields", "name", "expected"),
    [
        ({"data": {"source": "a.csv", "counts": {"train": COUNTS}}}, "Learned from", "28,709 faces of a.csv"),
        ({"data": {"counts": {"train": {"sad": 7}}}}, "Learned from", "7 faces"),
        ({"training": {"epochs": 48, "best_epoch": 46}}, "Epochs", "48, of which number 46 is used"),
        ({"training": {"epochs": 48}}, "Epochs", "48"),
        ({"training": {"minutes": 89.4}}, "Training took", "89 minutes"),
        (
            {"training": {"environment": {"machine": {"processors": 2, "platform": "Linux x86_64"}}}},
            "Trained on",
            "2 processors, Linux x86_64",
        ),
        ({"date": "2026-11-20T08:45:02+00:00"}, "Made on", "2026-11-20"),
        ({}, "Parameters", "1,234,567"),
        ({}, "Multiply-adds for a face", "86 million"),
        ({"files": {LITERT: StoredFile("a", "0", 1_605_952)}}, "File", "1.6 MB"),
        ({"private_readings": ({"date": "2026-11-20T08"},)}, "PrivateTest was read", "once on 2026-11-20"),
        ({"private_readings": ({}, {"date": "2026-11-21"})}, "PrivateTest was read", "2 times, last on 2026-11-21"),
        ({"private_readings": ({}, {})}, "PrivateTest was read", "2 times"),
    ],
)
def test_how_a_network_was_made_comes_from_its_card(fields: dict[str, Any], name: str, expected: str) -> None:
    assert facts.making(card(**fields))[name] == expected


def test_the_machine_that_exported_is_not_taken_for_the_one_that_trained() -> None:
    assert set(facts.making(card(training={"machine": {"processors": 2}}))) == {
        "Parameters",
        "Multiply-adds for a face",
    }


def test_faults_of_the_data_are_counted_from_the_card() -> None:
    part = {"count": 3589, "without_twins": {"count": 3283}, "majority": {"count": 2854}}
    found = card(metrics={"public": part, "private": part | {"majority": {}}}, data={"counts": {"train": COUNTS}})

    assert facts.twins(found) == (
        "306 of the 3,589 faces of PublicTest and 306 of the 3,589 faces of PrivateTest have an identical picture in "
        "another part."
    )
    new = card(metrics={"public": part | {"without_near_duplicates": {"count": 3060}}})
    assert facts.twins(new).endswith(
        "another part. Counting the same photograph in another crop or copy, 529 of the 3,589 faces of PublicTest do."
    )
    assert facts.agreed(found) == (
        "More than half of them chose the same of the seven words for 2,854 of the 3,589 faces of PublicTest."
    )
    assert facts.rarest_label(found) == "Of the 28,709 faces to learn from, 436 are labelled Disgust."


def test_without_counts_nothing_is_said_of_the_data() -> None:
    assert (facts.twins(BARE), facts.agreed(BARE), facts.rarest_label(BARE)) == ("", "", "")
    assert facts.label_counts(BARE) == {}


def test_faces_are_counted_by_label_and_part() -> None:
    found = facts.label_counts(card(data={"counts": {"train": COUNTS, "private": {"angry": 491, "fear": None}}}))

    assert list(found) == ["Label", "Training", "PrivateTest"]
    assert found["Label"] == ["Angry", "Disgust", "Fear", "Happy", "Sad", "Surprise", "Neutral", "All"]
    assert found["Training"] == ["3,995", "436", "4,097", "7,215", "4,830", "3,171", "4,965", "28,709"]
    assert found["PrivateTest"] == ["491", *["–"] * 6, "491"]

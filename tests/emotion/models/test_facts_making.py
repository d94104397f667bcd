"""How a model was made, as its card says it: commands, minutes, runs and networks before it, machines."""

from typing import Any

import pytest

from emotion.labels import LABELS
from emotion.models import facts
from emotion.models.card import LITERT, StoredFile
from tests.support.released_model import BARE, card

COUNTS = dict(zip(LABELS, (3995, 436, 4097, 7215, 4830, 3171, 4965), strict=True))


def test_the_commands_of_the_runs_before_come_first() -> None:
    before = {"runs/a": {"command": "train a"}, "runs/b": {"command": 3}, "runs/c": None}

    assert facts.commands(card(training={"command": "train", "runs_before": before})) == ["train a", "train"]
    assert facts.commands(card(training={"command": "train", "runs_before": "none"})) == ["train"]
    assert facts.commands(BARE) == []


def test_commands_of_an_older_version_come_after_the_line_that_goes_to_it() -> None:
    older = {"version": "1.0.0", "commit": "6032593"}

    assert facts.commands(card(training={"command": "train", "commands_of": older})) == [
        "git checkout 6032593  # version 1.0.0",
        "train",
    ]
    assert facts.commands(card(training={"commands_of": older})) == []


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
        "File",
    }

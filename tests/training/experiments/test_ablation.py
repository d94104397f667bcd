"""Variants beside a control: what they are told and what their figures say."""

import csv
import dataclasses
import math
from pathlib import Path

import pytest

from training.experiments.ablation import Outcome, Variant, changed, outcome, rows, run_folder, table, variant
from training.runs.config import TrainingConfig

CONTROL = TrainingConfig(epochs=20)


@pytest.mark.parametrize(
    ("text", "name", "changes"),
    [
        ("mixup=0.2", "mixup=0.2", {"mixup": "0.2"}),
        ("batch-size=64  learning_rate=0.05", "batch_size=64 learning_rate=0.05", None),
        ("small steps: batch-size=64 learning_rate=0.05", "small steps", None),
        ("again: start=runs/a,runs/b", "again", {"start": "runs/a,runs/b"}),
        ("own data: teacher=C:/answers.npz", "own data", {"teacher": "C:/answers.npz"}),
    ],
)
def test_a_variant_is_read(text: str, name: str, changes: dict[str, str] | None) -> None:
    assert variant(text) == Variant(name, changes or {"batch_size": "64", "learning_rate": "0.05"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected settings as in"),
        ("mixup", "expected settings as in"),
        ("mixup=", "expected settings as in"),
        ("none: ", "expected settings as in"),
        (": mixup=0.2", "needs a name"),
        ("a/b: mixup=0.2", "needs a name"),
        ("..: mixup=0.2", "needs a name"),
        ("match=runs/a match-share=0.5", "needs a name"),
        ("control: mixup=0.2", "needs a name"),
    ],
)
def test_a_variant_that_says_too_little_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        variant(text)


def test_only_what_is_named_differs_from_the_control() -> None:
    told = variant("one: only-faces=true batch-size=64 mixup=0.2 start=runs/x/seed{seed}")

    assert changed(CONTROL, told, 3) == dataclasses.replace(
        CONTROL, only_faces=True, batch_size=64, mixup=0.2, start="runs/x/seed3", seed=3
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("mixups=0.2", "unknown setting mixups; expected one of network, "),
        ("seed=3", "unknown setting seed"),
        ("only-faces=yes", "only_faces: expected true or false, found 'yes'"),
        ("batch-size=6.5", "batch_size: expected int, found '6.5'"),
        ("batch-size=0", "batch_size: expected at least 1, found 0"),
    ],
)
def test_settings_that_cannot_be_are_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        changed(CONTROL, variant(text), 1)


def test_folders_have_no_blanks() -> None:
    assert run_folder(Path("runs"), "small steps", 2) == Path("runs/small-steps/seed2")


def test_figures_come_from_the_records() -> None:
    full = {
        "accuracy": 0.6,
        "macro_f1": 0.5,
        "majority": {"accuracy": 0.8},
        "without_near_duplicates": {"accuracy": 0.55},
        "spoilt": {"accuracy": 0.4, "majority_accuracy": 0.7},
    }

    found = outcome("some", 5, [full, {"accuracy": 0.62, "macro_f1": 0.52, "spoilt": {"accuracy": 0.45}}])

    assert (found.name, found.epochs) == ("some", 5)
    assert found.figures == {
        "accuracy": (0.6, 0.62),
        "new photographs": pytest.approx((0.55, math.nan), nan_ok=True),
        "macro-F1": (0.5, 0.52),
        "spoilt": (0.4, 0.45),
        "FER+ majority": pytest.approx((0.8, math.nan), nan_ok=True),
        "spoilt, majority": pytest.approx((0.7, math.nan), nan_ok=True),
    }


def of(name: str, *accuracies: float, epochs: int = 20) -> Outcome:
    return Outcome(name, epochs, {"accuracy": accuracies, "spoilt": tuple(math.nan for _ in accuracies)})


def test_differences_that_are_more_than_chance_are_bold() -> None:
    text = table([of("control", 0.60, 0.61, 0.62), of("more", 0.66), of("less", 0.56, epochs=40)])

    # The deviation is 1.00, a difference's error 1.155 points; with two degrees of freedom 4.969 are still chance.
    assert text.splitlines() == [
        "|  | epochs | seeds | accuracy |",
        "| --- | ---: | ---: | ---: |",
        "| control | 20 | 3 | 61.00 |",
        "| more | 20 | 1 | **+5.00** |",
        "| less | 40 | 1 | **-5.00** |",
        "| *deviation between seeds* |  |  | 1.00 |",
    ]
    assert "| +4.90 |" in table([of("control", 0.60, 0.61, 0.62), of("less", 0.659)])


def test_all_seeds_of_all_variants_say_what_chance_is() -> None:
    text = table([of("control", 0.61), of("one", 0.60, 0.64), of("other", 0.50, 0.56)])

    deviation = 100 * math.sqrt((0.02**2 * 2 + 0.03**2 * 2) / 2)
    assert f"| {deviation:.2f} |" in text.splitlines()[-1]
    assert "| +1.00 |" in text
    assert "| -8.00 |" in text  # with two degrees of freedom 19.00 points are chance


def test_many_seeds_tell_smaller_differences_from_chance() -> None:
    many = [0.60, 0.62] * 20

    # The deviation is 1.013, a difference's error 1.025 points; with 39 degrees of freedom 2.074 are still chance.
    assert "**+2.10**" in table([of("control", *many), of("much", 0.631)])
    assert "| +2.05 |" in table([of("control", *many), of("much", 0.6305)])


def test_one_seed_says_nothing_of_chance() -> None:
    text = table([of("control", 0.60), of("much", 0.90)])

    assert text.splitlines()[-1] == "| much | 20 | 1 | +30.00 |"


def test_rows_hold_each_run() -> None:
    found = list(csv.reader(rows([of("control", 0.6, 0.61), of("a, b", 0.65, epochs=5)]).splitlines()))

    assert found == [
        ["variant", "epochs", "seed", "accuracy", "spoilt"],
        ["control", "20", "1", "0.60000", ""],
        ["control", "20", "2", "0.61000", ""],
        ["a, b", "5", "1", "0.65000", ""],
    ]

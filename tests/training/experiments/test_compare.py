"""Runs and entries side by side: the rows of the table, and what differs."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from tests.support.evaluations import evaluation, history
from tests.support.training.folders import write_entry, write_measurement, write_run
from training.experiments.compare import Comparison, compare
from training.runs.config import TrainingConfig
from training.runs.recipes import recipe


def scores(part: dict[str, Any]) -> str:
    return f"{100 * part['accuracy']:.2f} / {100 * part['balanced_accuracy']:.2f}"


def row(comparison: Comparison, name: str) -> tuple[str, ...]:
    return dict(comparison.figures)[name]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("state", ("finished", "in progress", "installed")),
        ("network", ("blog", "report", "mirrored")),
        ("parameters", ("-", "-", "1,000")),
        ("epochs", ("50 of 50", "12 of 35", "4 of 4")),
        ("best epoch", ("50", "12", "4")),
        ("its validation accuracy, %", ("55.00", "60.00", "68.00")),
        ("last training accuracy, %", ("75.00", "75.00", "75.00")),
        ("minutes", ("76.7", "18.4", "12.5")),
    ],
)
def test_each_network_is_described(name: str, expected: tuple[str, ...], comparison: Comparison) -> None:
    assert row(comparison, name) == expected


def test_figures_are_those_of_the_evaluations(comparison: Comparison) -> None:
    full, old = evaluation(0.55)["splits"]["public"], evaluation(bare=True)["splits"]["public"]
    accuracies = [scores(part) for part in (full, old)]
    low, high = (f"{100 * end:.2f}" for end in full["intervals"]["accuracy"])
    twins = [scores(part["without_twins"]) for part in (full, old)]

    assert row(comparison, "PublicTest accuracy / mean recall, %") == (accuracies[0], "-", accuracies[1])
    assert row(comparison, "  95 % interval") == (f"{low} to {high}", "-", "-")
    assert row(comparison, "  macro-F1, %") == (f"{100 * full['macro_f1']:.2f}", "-", f"{100 * old['macro_f1']:.2f}")
    assert row(comparison, "  without twins, %") == (twins[0], "-", twins[1])
    assert row(comparison, "  by FER+ majority, %") == (scores(full["majority"]), "-", "-")
    assert row(comparison, "  calibration error, %") == ("0.70", "-", "-")
    assert row(comparison, "PrivateTest accuracy / mean recall, %") == (accuracies[0], "-", "-")
    assert row(comparison, "both together, %")[1:] == ("-", "-")
    assert row(comparison, "  by its article, %") == ("55.00", "65.00", "-")


def test_figures_that_no_network_has_are_left_out(tmp_path: Path) -> None:
    folders = [write_run(tmp_path / name, TrainingConfig(), history(2)) for name in "ab"]

    names = [name for name, _ in compare(folders).figures]

    assert "minutes" in names
    assert "parameters" not in names
    assert not [name for name in names if "accuracy / mean recall" in name]


@pytest.mark.parametrize(
    ("epochs", "patience", "best", "expected"),
    [
        (0, 0, 0, "not begun"),
        (3, 0, 1, "in progress"),
        (3, 2, 1, "ended early"),
        (3, 2, 2, "in progress"),
        (5, 0, 1, "finished"),
        (5, 2, 1, "finished"),
    ],
)
def test_the_state_is_told_from_epochs_and_patience(
    epochs: int, patience: int, best: int, expected: str, tmp_path: Path
) -> None:
    config = TrainingConfig(epochs=5, patience=patience)
    rows = [{"epoch": str(epoch), "val_accuracy": "0.6" if epoch == best else "0.5"} for epoch in range(1, epochs + 1)]

    assert row(compare([write_run(tmp_path / "a", config, rows)]), "state") == (expected,)


def test_a_measurement_stands_beside_its_network(tmp_path: Path) -> None:
    config = dataclasses.asdict(recipe("blog"))
    entry = write_entry(tmp_path / "a", config, history(3), evaluation(0.6))

    found = compare([entry, write_measurement(tmp_path / "a-mine", config, evaluation(0.4))])

    assert found.names == ("a", "a-mine")
    assert row(found, "state") == ("installed", "measured on mine")
    assert row(found, "epochs") == ("3 of 50", "-")
    assert row(found, "  by its article, %") == ("55.00", "-")
    both = [scores(evaluation(recall)["splits"]["public"]) for recall in (0.6, 0.4)]
    assert row(found, "PublicTest accuracy / mean recall, %") == tuple(both)
    assert found.differences == ()


@pytest.mark.parametrize(("seconds", "minutes"), [(("90", "60"), "2.5"), (("90", ""), "12.5"), (("", ""), "12.5")])
def test_minutes_are_those_of_the_card_where_an_epochs_are_unknown(
    seconds: tuple[str, ...], minutes: str, tmp_path: Path
) -> None:
    rows = [each | {"seconds": cell} for each, cell in zip(history(2), seconds, strict=True)]

    assert row(compare([write_entry(tmp_path / "a", {}, rows)]), "minutes") == (minutes,)


def test_only_settings_that_differ_are_listed(tmp_path: Path) -> None:
    configs = TrainingConfig(dropout=0.5, only_faces=True), TrainingConfig(learning_rate=0.05)
    folders = [write_run(tmp_path / str(index), config) for index, config in enumerate(configs)]

    assert dict(compare(folders).differences) == {
        "only_faces": ("yes", "no"),
        "learning_rate": ("0.1", "0.05"),
        "dropout": ("0.5", "default"),
    }


def test_a_setting_that_one_network_does_not_name_is_unknown_for_it(tmp_path: Path) -> None:
    folders = [write_entry(tmp_path / "a", {"old_setting": 1}), write_entry(tmp_path / "b", {"network": "mirrored"})]

    assert compare(folders).differences == (("old_setting", ("1", "-")),)


def test_networks_of_the_same_name_are_called_by_their_paths(tmp_path: Path) -> None:
    folders = [write_run(tmp_path / name, TrainingConfig()) for name in ("runs/a", "old/a", "runs/b")]

    assert compare(folders).names == (f"{tmp_path}/runs/a", f"{tmp_path}/old/a", "b")


@pytest.mark.parametrize(
    ("folders", "message"),
    [
        ([], "expected folders of runs or of entries, found none"),
        (["a", "none"], "none: expected a run with config.json, an entry of the model store with card.json or a"),
        (["a", "a"], "a: is named 2 times; name each folder once"),
        (["a", "b/../a"], "a: is named 2 times"),
    ],
)
def test_folders_that_cannot_be_compared_are_refused(folders: list[str], message: str, tmp_path: Path) -> None:
    for name in "ab":
        write_run(tmp_path / name, TrainingConfig())

    with pytest.raises(ValueError, match=message):
        compare([tmp_path / folder for folder in folders])

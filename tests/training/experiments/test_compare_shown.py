"""Runs and entries side by side: the table as text."""

from pathlib import Path

import pytest

from tests.support.evaluations import evaluation, history
from tests.support.training.folders import write_run
from training.experiments.compare import compare, table
from training.runs.config import TrainingConfig


def test_the_table_is_aligned_and_says_what_differs(tmp_path: Path) -> None:
    folders = [
        write_run(tmp_path / "a", TrainingConfig(epochs=3, seed=1), history(3)),
        write_run(tmp_path / "b", TrainingConfig(epochs=3, seed=2)),
    ]

    assert table(compare(folders)).splitlines() == [
        "                            a          b",
        "state                       finished   not begun",
        "network                     mirrored   mirrored",
        "epochs                      3 of 3     0 of 3",
        "best epoch                  3          -",
        "its validation accuracy, %  68.00      -",
        "last training accuracy, %   75.00      -",
        "minutes                     4.6        -",
        "",
        "Settings that differ",
        "seed                        1          2",
    ]


@pytest.mark.parametrize(
    ("seeds", "last"), [((1,), "minutes"), ((1, 1), "All settings are the same"), ((1, 2), "seed")]
)
def test_the_table_ends_with_what_differs(seeds: tuple[int, ...], last: str, tmp_path: Path) -> None:
    folders = [
        write_run(tmp_path / str(index), TrainingConfig(seed=seed), history(1)) for index, seed in enumerate(seeds)
    ]

    assert table(compare(folders)).splitlines()[-1].startswith(last)


@pytest.mark.parametrize("count", [1, 2, 4])
def test_lines_stay_short_and_lose_no_text(count: int, tmp_path: Path) -> None:
    name = "a-run-that-was-given-quite-a-long-name-"
    folders = [
        write_run(tmp_path / f"{name}{index}", TrainingConfig(seed=index), history(2), evaluation())
        for index in range(count)
    ]

    text = table(compare(folders))

    assert max(map(len, text.splitlines())) <= 120
    assert text.replace("\n", "").replace(" ", "").count("a-run") == count
    first = "".join(line[28:] for line in text.split("state")[0].splitlines())
    assert sorted(first.replace(" ", "")) == sorted("".join(f"{name}{index}" for index in range(count)))

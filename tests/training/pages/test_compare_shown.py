"""Runs and entries side by side: the table as text, and the page."""

import re
from pathlib import Path

import pytest

from tests.evaluations import evaluation, history
from tests.training.folders import write_run
from training.pages.compare import Comparison, compare, table, write_comparison
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


def test_the_page_has_the_table_and_the_figures_of_all(comparison: Comparison, tmp_path: Path) -> None:
    write_comparison(comparison, tmp_path / "comparison.html")

    text = (tmp_path / "comparison.html").read_text(encoding="utf-8")
    headings = re.findall("<h2>(.*?)</h2>", text)
    assert headings == [
        "Networks",
        "Settings that differ",
        "Training",
        "Scores",
        "PublicTest",
        "PublicTest: ROC by label",
        "PublicTest: confusion",
        "Robustness on PublicTest",
        "PrivateTest",
        "PrivateTest: ROC by label",
        "PrivateTest: confusion",
        "blog, CK+",
    ]
    assert '<th scope="col">blog</th><th scope="col">report</th><th scope="col">compact</th>' in text
    assert re.findall("(\\w+) was not evaluated yet. <code>python -m training evaluate --run ", text) == ["report"]
    assert re.findall('aria-label="(ROC, .*?)"', text)[:2] == [
        "ROC, mean of the labels",
        "ROC, angry against all others",
    ]


def test_the_page_of_runs_that_have_just_begun_has_the_table(tmp_path: Path) -> None:
    folders = [write_run(tmp_path / name, TrainingConfig()) for name in "ab"]

    write_comparison(compare(folders), tmp_path / "comparison.html")

    text = (tmp_path / "comparison.html").read_text(encoding="utf-8")
    assert re.findall("<h2>(.*?)</h2>", text) == ["Networks"]

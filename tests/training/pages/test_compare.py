"""Runs and entries side by side: the rows of the table, what differs, and the page of both."""

import re
from pathlib import Path

import pytest

from tests.evaluations import evaluation, history
from tests.training.folders import write_entry, write_run
from training.config import TrainingConfig
from training.pages.compare import Comparison, compare, table, write_comparison
from training.recipes import recipe


@pytest.fixture
def comparison(tmp_path: Path) -> Comparison:
    """A finished run, one in progress, and an installed network."""
    return compare(
        [
            write_run(tmp_path / "blog", recipe("blog"), history(50, 0.55), evaluation(0.55, private=True)),
            write_run(tmp_path / "report", recipe("report"), history(12, 0.6)),
            write_entry(tmp_path / "compact", {"epochs": 4}, history(4, 0.68, seconds=False), evaluation(version=1)),
        ]
    )


def row(comparison: Comparison, name: str) -> tuple[str, ...]:
    return dict(comparison.figures)[name]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("state", ("finished", "in progress", "installed")),
        ("network", ("blog", "report", "compact")),
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
    full, old = evaluation(0.55)["splits"]["public"], evaluation(version=1)["splits"]["public"]
    accuracies = [f"{100 * part['accuracy']:.2f}" for part in (full, old)]
    low, high = (f"{100 * end:.2f}" for end in full["intervals"]["accuracy"])
    twins = [f"{100 * part['without_twins']['accuracy']:.2f}" for part in (full, old)]

    assert row(comparison, "PublicTest accuracy, %") == (accuracies[0], "-", accuracies[1])
    assert row(comparison, "  95 % interval") == (f"{low} to {high}", "-", "-")
    assert row(comparison, "  macro-F1, %") == (f"{100 * full['macro_f1']:.2f}", "-", f"{100 * old['macro_f1']:.2f}")
    assert row(comparison, "  without twins, %") == (twins[0], "-", twins[1])
    assert row(comparison, "  by FER+ majority, %") == (f"{100 * full['majority']['accuracy']:.2f}", "-", "-")
    assert row(comparison, "  calibration error, %") == ("0.70", "-", "-")
    assert row(comparison, "PrivateTest accuracy, %") == (accuracies[0], "-", "-")
    assert row(comparison, "both together, %")[1:] == ("-", "-")
    assert row(comparison, "  by its article, %") == ("55.00", "65.00", "-")


def test_figures_that_no_network_has_are_left_out(tmp_path: Path) -> None:
    folders = [write_run(tmp_path / name, TrainingConfig(), history(2)) for name in "ab"]

    names = [name for name, _ in compare(folders).figures]

    assert "minutes" in names
    assert not {"parameters", "PublicTest accuracy, %", "PrivateTest accuracy, %"} & {*names}


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
    folders = [write_entry(tmp_path / "a", {"old_setting": 1}), write_entry(tmp_path / "b", {"network": "compact"})]

    assert compare(folders).differences == (("old_setting", ("1", "-")),)


def test_networks_of_the_same_name_are_called_by_their_paths(tmp_path: Path) -> None:
    folders = [write_run(tmp_path / name, TrainingConfig()) for name in ("runs/a", "old/a", "runs/b")]

    assert compare(folders).names == (f"{tmp_path}/runs/a", f"{tmp_path}/old/a", "b")


@pytest.mark.parametrize(
    ("folders", "message"),
    [
        ([], "expected folders of runs or of entries, found none"),
        (["a", "none"], "none: expected a run with config.json or an entry of the model store with card.json"),
        (["a", "a"], "a: is named 2 times; name each folder once"),
        (["a", "b/../a"], "a: is named 2 times"),
    ],
)
def test_folders_that_cannot_be_compared_are_refused(folders: list[str], message: str, tmp_path: Path) -> None:
    for name in "ab":
        write_run(tmp_path / name, TrainingConfig())

    with pytest.raises(ValueError, match=message):
        compare([tmp_path / folder for folder in folders])


def test_the_table_is_aligned_and_says_what_differs(tmp_path: Path) -> None:
    folders = [
        write_run(tmp_path / "a", TrainingConfig(epochs=3, seed=1), history(3)),
        write_run(tmp_path / "b", TrainingConfig(epochs=3, seed=2)),
    ]

    assert table(compare(folders)).splitlines() == [
        "                            a          b",
        "state                       finished   not begun",
        "network                     compact    compact",
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

"""The page of one network: which figures it has, and what it says of those that are missing."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.evaluations import evaluation, history
from tests.training.folders import write_entry, write_measurement, write_run
from training.pages.figures import key_numbers, missing, write_figures
from training.pages.results import read_result
from training.runs.config import TrainingConfig

ROBUSTNESS = ["Less light", "Blur", "Noise", "Rotation", "Eyes hidden", "Mouth hidden", "Small faces", "JPEG", "VP8"]
TRAINING = ["Accuracy by epoch", "Loss by epoch", "Learning rate by epoch"]
LABELS = "Precision, recall and F1 by label"
CURVES = ["ROC, each label against all others", "Reliability", "Accuracy and coverage"]


def run_of(folder: Path, document: Mapping[str, Any] | None, rows: list[dict[str, str]] | None = None) -> Path:
    return write_run(folder, TrainingConfig(), history(3) if rows is None else rows, document)


def contents(path: Path) -> list[str]:
    """Return headings and titles of figures in the page's order."""
    text = path.read_text(encoding="utf-8")
    return [heading or label for heading, label in re.findall('<h2>(.*?)</h2>|aria-label="(.*?)" data', text)]


def test_a_full_evaluation_gives_every_figure(tmp_path: Path) -> None:
    folder = run_of(tmp_path / "a", evaluation(private=True))

    path = write_figures(folder, "Compact network")

    split = ["All faces", "FER+ majority", LABELS, *CURVES]
    assert path == folder / "figures.html"
    assert contents(path) == [
        *("Training", *TRAINING),
        *("Scores", "Scores by set of faces"),
        *("PublicTest", *split),
        *("Robustness on PublicTest", *ROBUSTNESS),
        *("PrivateTest", *split),
        *("CK+", "All faces", LABELS),
    ]
    assert "<h1>Compact network</h1>" in path.read_text(encoding="utf-8")
    assert missing(read_result(folder)) == ["Groups of people were not measured."]


def test_an_old_evaluation_gives_its_figures_and_says_how_to_get_the_others(tmp_path: Path) -> None:
    folder = write_entry(tmp_path / "compact", {"network": "compact"}, history(3), evaluation(version=1))

    path = write_figures(folder, "Compact")

    command = f"python -m training evaluate --model compact --models {tmp_path} --record"
    assert contents(path) == [
        *("Training", *TRAINING),
        *("Scores", "Scores by set of faces"),
        *("PublicTest", "All faces", LABELS),
    ]
    assert missing(read_result(folder)) == [
        "Not measured yet: intervals, ROC curves, the reliability diagram, accuracy and coverage. "
        f"`{command}` measures them.",
        f"Not measured yet: the majority of FER+ votes. `{command}` does it with fer2013new.csv of "
        "github.com/microsoft/FERPlus beside fer2013.csv.",
        f"Not measured yet: robustness. `{command} --robustness` measures it.",
    ]
    assert f"<code>{command} --robustness</code> measures it." in path.read_text(encoding="utf-8")


def test_a_measurement_has_no_training_and_says_what_it_was_measured_on(tmp_path: Path) -> None:
    document = evaluation(private=True)
    del document["robustness"]
    folder = write_measurement(tmp_path / "a-mine", {}, document)

    path = write_figures(folder, "A network, on mine")

    assert contents(path)[:3] == ["Scores", "Scores by set of faces", "PublicTest"]
    assert missing(read_result(folder)) == [
        "Measured on mine, whose parts public and private are called PublicTest and PrivateTest here.",
        "Not measured yet: robustness. The same command with `--robustness` measures it.",
        "Groups of people were not measured.",
    ]
    assert "chosen by these faces" not in path.read_text(encoding="utf-8")
    of_the_network = run_of(tmp_path / "run", document)
    assert "chosen by these faces" in write_figures(of_the_network, "A").read_text(encoding="utf-8")


def test_columns_that_a_history_lacks_are_named(tmp_path: Path) -> None:
    rows = [{"epoch": "1", "accuracy": "0.5", "val_accuracy": "0.4", "loss": "", "learning_rate": "0"}]
    folder = run_of(tmp_path / "a", evaluation(), rows)

    path = write_figures(folder, "A")

    assert contents(path)[:3] == ["Training", "Accuracy by epoch", "Learning rate by epoch"]
    assert missing(read_result(folder))[:-1] == [
        f"history.csv lacks loss, val_loss. `python -m training train --run {folder}` writes them."
    ]


def test_an_evaluation_without_publictest_says_so(tmp_path: Path) -> None:
    folder = run_of(tmp_path / "a", evaluation() | {"splits": {}})

    assert "Scores" in contents(write_figures(folder, "A"))  # of CK+
    assert missing(read_result(folder)) == [
        f"PublicTest was not evaluated yet. `python -m training evaluate --run {folder}` does it."
    ]


def test_the_page_goes_where_it_is_told(tmp_path: Path) -> None:
    folder = run_of(tmp_path / "a", evaluation())

    assert write_figures(folder, "A", tmp_path) == tmp_path / "figures.html"

    assert (tmp_path / "figures.html").exists()
    assert not (folder / "figures.html").exists()


@pytest.mark.parametrize(
    ("rows", "document", "message"),
    [
        ([], evaluation(), "history.csv: has no epoch yet; python -m training train --run"),
        (None, None, "evaluation.json: is missing; python -m training evaluate --run"),
    ],
)
def test_a_missing_file_is_named_with_the_command_that_makes_it(
    rows: list[dict[str, str]] | None, document: dict[str, Any] | None, message: str, tmp_path: Path
) -> None:
    folder = run_of(tmp_path / "a", document, rows)

    with pytest.raises(ValueError, match=message):
        write_figures(folder, "A")

    assert not (folder / "figures.html").exists()


def test_the_numbers_that_matter_stand_first(tmp_path: Path) -> None:
    document = evaluation(private=True)
    public = document["splits"]["public"]
    accuracy = 100 * public["accuracy"]

    numbers = key_numbers(read_result(write_entry(tmp_path / "a", {"network": "blog"}, history(4), document)))

    assert numbers == {
        "Network": "blog",
        "Parameters": "1,000",
        "Best epoch": "4 of 4",
        "PublicTest accuracy": f"{accuracy:.1f} % ({accuracy - 1.5:.1f} to {accuracy + 1.6:.1f})",
        "PrivateTest accuracy": f"{accuracy:.1f} % ({accuracy - 1.5:.1f} to {accuracy + 1.6:.1f})",
        "PublicTest macro-F1": f"{100 * public['macro_f1']:.1f} %",
        "By FER+ majority": f"{100 * public['majority']['accuracy']:.1f} %",
        "Calibration error": "0.7 %",
    }


def test_numbers_that_nobody_measured_are_left_out(tmp_path: Path) -> None:
    numbers = key_numbers(read_result(write_entry(tmp_path / "a", {}, history(1), evaluation(version=1))))

    assert list(numbers) == ["Parameters", "Best epoch", "PublicTest accuracy", "PublicTest macro-F1"]
    assert "(" not in numbers["PublicTest accuracy"]

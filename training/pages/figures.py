"""All figures of one network on one page: how it was trained, and what it is worth."""

from pathlib import Path
from typing import Final

from emotion.charts.scores import SPLIT_NAMES
from emotion.models.history import best_epoch, numbers
from emotion.models.store import EVALUATION, HISTORY
from training.pages.page import write_page
from training.pages.results import Result, evaluation_command, history_command, read_result
from training.pages.sections import sections

FIGURES: Final = "figures.html"
COLUMNS: Final = ("loss", "accuracy", "val_loss", "learning_rate")
OPTIONAL: Final = {
    "intervals": "intervals",
    "roc": "ROC curves",
    "calibration": "the reliability diagram",
    "coverage": "accuracy and coverage",
}
VOTES: Final = "with fer2013new.csv of github.com/microsoft/FERPlus beside fer2013.csv"


def write_figures(folder: Path, title: str, into: Path | None = None) -> Path:
    """Write `figures.html` of a run, an entry of the model store or a measurement, whole or not at all.

    A page lacks the figures whose numbers an older evaluation does not have, and says which command measures them.

    Args:
        folder: with `history.csv` and `evaluation.json`; that of a measurement has no history.
        title: the network's name for people.
        into: the folder that the page is written into; unless given, `folder` itself.

    Returns:
        The page's path.

    Raises:
        ValueError: the folder is none of these, or one of the two files is missing or cannot be read.
        OSError: the page cannot be written.
    """
    result = read_result(folder)
    if not result.history and not result.measured_on:
        raise ValueError(f"{folder / HISTORY}: has no epoch yet; {history_command(folder)} writes it")
    if result.evaluation is None:
        raise ValueError(f"{folder / EVALUATION}: is missing; {evaluation_command(folder)} writes it")
    path = (into or folder) / FIGURES
    write_page(path, title, key_numbers(result), missing(result), sections({title: result}))
    return path


def missing(result: Result) -> list[str]:
    """Return sentences on the figures that cannot be drawn, each with the command that measures what they need.

    What no command can measure comes last.
    """
    if result.measured_on:
        return _missing_of_measurement(result)
    sentences = []
    columns = [name for name in COLUMNS if all(cell is None for cell in numbers(result.history, name))]
    if columns:
        command = history_command(result.folder)
        sentences.append(f"{HISTORY} lacks {', '.join(columns)}. `{command}` writes them.")
    command = evaluation_command(result.folder)
    public = (result.evaluation or {}).get("splits", {}).get("public")
    if not public:
        return [*sentences, f"PublicTest was not evaluated yet. `{command}` does it."]
    lacking = [name for key, name in OPTIONAL.items() if not public.get(key)]
    if lacking:
        sentences.append(f"Not measured yet: {', '.join(lacking)}. `{command}` measures them.")
    if not public.get("majority"):
        sentences.append(f"Not measured yet: the majority of FER+ votes. `{command}` does it {VOTES}.")
    if not (result.evaluation or {}).get("robustness"):
        sentences.append(f"Not measured yet: robustness. `{command} --robustness` measures it.")
    return [*sentences, *(result.evaluation or {}).get("not_measured", [])]


def _missing_of_measurement(result: Result) -> list[str]:
    document = result.evaluation or {}
    again = "The same command with `--robustness` measures it."
    lacking = [] if document.get("robustness") else [f"Not measured yet: robustness. {again}"]
    return [
        f"Measured on {result.measured_on}, whose parts public and private are called PublicTest and PrivateTest here.",
        *lacking,
        *document.get("not_measured", []),
    ]


def key_numbers(result: Result) -> dict[str, str]:
    """Return the few numbers that matter most, for people, by name; what is not known is left out."""
    found: dict[str, str] = {}
    if result.config:
        found["Network"] = str(result.config["network"])
    if result.parameters:
        found["Parameters"] = f"{result.parameters:,}"
    best = best_epoch(result.history)
    if best:
        found["Best epoch"] = f"{best[0]} of {len(result.history)}"
    splits = (result.evaluation or {}).get("splits") or {}
    for split, name in SPLIT_NAMES.items():
        part = splits.get(split)
        if part and split != "together":
            interval = (part.get("intervals") or {}).get("accuracy")
            between = f" ({100 * interval[0]:.1f} to {100 * interval[1]:.1f})" if interval else ""
            found[f"{name} accuracy"] = f"{100 * part['accuracy']:.1f} %{between}"
    public = splits.get("public") or {}
    if public:
        found["PublicTest macro-F1"] = f"{100 * public['macro_f1']:.1f} %"
    if public.get("majority"):
        found["By FER+ majority"] = f"{100 * public['majority']['accuracy']:.1f} %"
    if public.get("calibration"):
        found["Calibration error"] = f"{100 * public['calibration']['after']['ece']:.1f} %"
    return found

"""What a comparison of networks says of each, as texts: figures and costs, and the settings in which they differ."""

import dataclasses
from collections.abc import Sequence
from typing import Final

from emotion.classification.calibration import Expectation
from emotion.models.evaluation import SET_NAMES, Splits
from emotion.models.figures import Figures
from emotion.models.history import best_epoch, numbers
from training.experiments.results import Result
from training.runs.config import TrainingConfig
from training.runs.recipes import published

UNKNOWN: Final = "-"
Row = tuple[str, tuple[str, ...]]  # a name, and a text for each network


def figures(results: Sequence[Result]) -> tuple[Row, ...]:
    """Return what networks are worth and cost; a row that is known of none is left out."""
    columns = [_texts(result) for result in results]
    rows = [(name, tuple(column[name] or UNKNOWN for column in columns)) for name in columns[0]]
    return tuple((name, texts) for name, texts in rows if set(texts) != {UNKNOWN})


def differences(results: Sequence[Result]) -> tuple[Row, ...]:
    """Return the settings in which networks differ."""
    settings = dict.fromkeys(name for result in results for name in result.config)
    rows = [(name, tuple(_setting(result, name) for result in results)) for name in settings]
    return tuple((name, values) for name, values in rows if len(set(values)) > 1)


def _setting(result: Result, name: str) -> str:
    if name not in result.config:
        return UNKNOWN
    value = result.config[name]
    if value is None:
        return "default"
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)


def _texts(result: Result) -> dict[str, str | None]:
    """Return what is worth saying of one network, by the name of its row; None where it is not known."""
    best = best_epoch(result.history)
    trained = [value for value in numbers(result.history, "accuracy") if value is not None]
    splits = result.evaluation.splits if result.evaluation else Splits()
    public, alike = splits.public, result.evaluation.alike if result.evaluation else None
    interval = public.interval("accuracy") if public else None
    return {
        "state": _state(result, best),
        "network": result.config.get("network"),
        "parameters": f"{result.parameters:,}" if result.parameters else None,
        "epochs": _epochs(result),
        "best epoch": str(best[0]) if best else None,
        "its validation accuracy, %": _per_cent(best[1] if best else None),
        "last training accuracy, %": _per_cent(trained[-1] if trained else None),
        "minutes": _minutes(result),
        "PublicTest accuracy / mean recall, %": _accuracy(public),
        "  95 % interval": f"{_per_cent(interval[0])} to {_per_cent(interval[1])}" if interval else None,
        "  macro-F1, %": _per_cent(public.macro_f1 if public else None),
        **{f"  {name}, %": _accuracy(getattr(public, key, None)) for key, name in SET_NAMES.items() if key != "voters"},
        "  calibration error, %": _per_cent(public.calibration.after.ece if public and public.calibration else None),
        f"PublicTest, expecting {Expectation.ALIKE.in_words}": _accuracy(alike.splits.public if alike else None),
        "PrivateTest accuracy / mean recall, %": _accuracy(splits.private),
        "both together, %": _accuracy(splits.together),
        "  by its article, %": _published(result),
    }


def _state(result: Result, best: tuple[int, float] | None) -> str:
    if result.measured_on:
        return f"measured on {result.measured_on}"
    if result.card:
        return "installed"
    done = len(result.history)
    if best is None:
        return "not begun"
    if done >= result.config["epochs"]:
        return "finished"
    patience = result.config["patience"]
    return "ended early" if patience and done - best[0] >= patience else "in progress"


def _epochs(result: Result) -> str | None:
    if result.measured_on:
        return None
    done = len(result.history)
    return f"{done} of {result.config['epochs']}" if result.config else str(done)


def _minutes(result: Result) -> str | None:
    seconds = numbers(result.history, "seconds")
    known = [value for value in seconds if value is not None]
    if known and len(known) == len(seconds):
        return f"{sum(known) / 60:.1f}"
    return str(result.card.training.get("minutes", UNKNOWN)) if result.card else None


def _published(result: Result) -> str | None:
    """Return what an article says of this configuration, on both together of FER2013."""
    if result.measured_on:
        return None
    known = {field.name for field in dataclasses.fields(TrainingConfig)}
    article = published(TrainingConfig(**result.config)) if {*result.config} == known else None
    return _per_cent(article.accuracy if article else None)


def _accuracy(part: Figures | None) -> str | None:
    return f"{_per_cent(part.accuracy)} / {_per_cent(part.balanced_accuracy)}" if part else None


def _per_cent(share: float | None) -> str | None:
    return None if share is None else f"{100 * share:.2f}"

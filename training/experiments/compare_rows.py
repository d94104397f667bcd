"""What a comparison of networks says of each, as texts: figures and costs, and the settings in which they differ."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from emotion.models.evaluation import SET_NAMES, Splits
from emotion.models.history import best_epoch, numbers
from training.experiments.results import Result
from training.runs.config import TrainingConfig
from training.runs.recipes import published

UNKNOWN: Final = "-"
Row = tuple[str, tuple[str, ...]]  # a name, and a text for each network


def figures(results: Sequence[Result]) -> tuple[Row, ...]:
    """Return what networks are worth and cost; a row that is known of none is left out."""
    rows = [(name, tuple(describe(result) for result in results)) for name, describe in ROWS.items()]
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


def _state(result: Result) -> str:
    if result.measured_on:
        return f"measured on {result.measured_on}"
    if result.card:
        return "installed"
    done, best = len(result.history), best_epoch(result.history)
    if best is None:
        return "not begun"
    if done >= result.config["epochs"]:
        return "finished"
    patience = result.config["patience"]
    return "ended early" if patience and done - best[0] >= patience else "in progress"


def _network(result: Result) -> str:
    return str(result.config.get("network", UNKNOWN))


def _parameters(result: Result) -> str:
    return f"{result.parameters:,}" if result.parameters else UNKNOWN


def _epochs(result: Result) -> str:
    if result.measured_on:
        return UNKNOWN
    done = len(result.history)
    return f"{done} of {result.config['epochs']}" if result.config else str(done)


def _best_epoch(result: Result) -> str:
    best = best_epoch(result.history)
    return UNKNOWN if best is None else str(best[0])


def _validation_accuracy(result: Result) -> str:
    best = best_epoch(result.history)
    return UNKNOWN if best is None else _per_cent(best[1])


def _training_accuracy(result: Result) -> str:
    known = [value for value in numbers(result.history, "accuracy") if value is not None]
    return _per_cent(known[-1]) if known else UNKNOWN


def _minutes(result: Result) -> str:
    seconds = numbers(result.history, "seconds")
    known = [value for value in seconds if value is not None]
    if known and len(known) == len(seconds):
        return f"{sum(known) / 60:.1f}"
    return str(result.card.training.get("minutes", UNKNOWN)) if result.card else UNKNOWN


def _share(share: Callable[[Splits], float | None]) -> Callable[[Result], str]:
    """Return what gives a share of 0 to 1 among an evaluation's splits in per cent."""

    def describe(result: Result) -> str:
        value = share(result.evaluation.splits) if result.evaluation else None
        return UNKNOWN if value is None else _per_cent(value)

    return describe


def _set_accuracy(key: str) -> Callable[[Result], str]:
    return _share(lambda splits: getattr(getattr(splits.public, key, None), "accuracy", None))


def _calibration_error(splits: Splits) -> float | None:
    calibration = splits.public.calibration if splits.public else None
    return calibration.after.ece if calibration else None


def _interval(result: Result) -> str:
    public = result.evaluation.splits.public if result.evaluation else None
    interval = public.interval("accuracy") if public else None
    return f"{_per_cent(interval[0])} to {_per_cent(interval[1])}" if interval else UNKNOWN


def _published(result: Result) -> str:
    """Return what an article says of this configuration, on both together of FER2013."""
    if result.measured_on:
        return UNKNOWN
    known = {field.name for field in dataclasses.fields(TrainingConfig)}
    article = published(TrainingConfig(**result.config)) if {*result.config} == known else None
    return UNKNOWN if article is None else _per_cent(article.accuracy)


def _per_cent(share: float) -> str:
    return f"{100 * share:.2f}"


ROWS: Final[Mapping[str, Callable[[Result], str]]] = MappingProxyType(
    {
        "state": _state,
        "network": _network,
        "parameters": _parameters,
        "epochs": _epochs,
        "best epoch": _best_epoch,
        "its validation accuracy, %": _validation_accuracy,
        "last training accuracy, %": _training_accuracy,
        "minutes": _minutes,
        "PublicTest accuracy, %": _share(lambda splits: splits.public.accuracy if splits.public else None),
        "  95 % interval": _interval,
        "  macro-F1, %": _share(lambda splits: splits.public.macro_f1 if splits.public else None),
        **{f"  {name}, %": _set_accuracy(key) for key, name in SET_NAMES.items() if key != "voters"},
        "  calibration error, %": _share(_calibration_error),
        "PrivateTest accuracy, %": _share(lambda splits: splits.private.accuracy if splits.private else None),
        "both together, %": _share(lambda splits: splits.together.accuracy if splits.together else None),
        "  by its article, %": _published,
    }
)

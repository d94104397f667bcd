"""Models, measurements and runs as pages offer them, by title."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, TypeVar

from emotion.classification.calibration import Expectation
from emotion.models.record import MEASURED, MEASUREMENT, ModelRecord, load_measurement, load_record
from emotion.models.run_record import CONFIG, RUNS, RunRecord, load_run
from emotion.models.store import MODELS, ModelError, ModelStore

NONE: Final = "No network is installed. `python -m training export --help` says how to make one."
Records = Mapping[str, ModelRecord]  # by the model's title
Shown = Mapping[str, ModelRecord | RunRecord]  # by title; what the page on training can show
Record = TypeVar("Record", ModelRecord, RunRecord)


def records() -> tuple[dict[str, ModelRecord], list[str]]:
    """Return the entries of the store by their titles, and a sentence for each that cannot be read."""
    return _read([MODELS / name for name in ModelStore(MODELS).names()], load_record, {})


def measurements(released: Records) -> tuple[dict[str, ModelRecord], list[str]]:
    """Return what was measured without changing a model's record, as `records`; the titles of those are taken."""
    folders = sorted(path.parent for path in MEASURED.glob(f"*/{MEASUREMENT}"))
    return _read(folders, load_measurement, released)


def runs() -> tuple[dict[str, RunRecord], list[str]]:
    """Return the runs on this machine, finished or going on, and a sentence for each that cannot be read."""
    return _read(sorted(path.parent for path in RUNS.glob(f"*/{CONFIG}")), load_run, {})


def _read(
    folders: Iterable[Path], load: Callable[[Path], Record], taken: Records
) -> tuple[dict[str, Record], list[str]]:
    """Return records by title, with the folder's name where a title is taken, and what is wrong with the others."""
    records: dict[str, Record] = {}
    problems: list[str] = []
    for folder in folders:
        try:
            record = load(folder)
        except ModelError as error:
            problems.append(str(error))
            continue
        title = record.title
        records[f"{title} ({folder.name})" if title in {*taken, *records} else title] = record
    return records, problems


def opened_with(released: Records, name: str) -> list[str]:
    """Return the title of the model of that name, which the app opens with, or else of the first one."""
    return [title for title, record in released.items() if record.card.name == name] or list(released)[:1]


def expecting(records: Shown, expectation: Expectation) -> Shown:
    """Return the records with what was measured with an expectation, where that was."""
    return {
        title: dataclasses.replace(record, evaluation=record.evaluation and record.evaluation.expecting(expectation))
        for title, record in records.items()
    }

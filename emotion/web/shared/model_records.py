"""Models, measurements and runs as pages offer and introduce them: by title, with the numbers that matter most."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeVar

import streamlit as st

from emotion.classification.calibration import Expectation
from emotion.models import facts
from emotion.models.evaluation import TEST_NAMES, Evaluation
from emotion.models.figures import Figures
from emotion.models.history import best_epoch
from emotion.models.record import MEASURED, MEASUREMENT, ModelRecord, load_measurement, load_record
from emotion.models.run_record import CONFIG, RUNS, RunRecord, load_run
from emotion.models.store import MODELS, ModelError, ModelStore
from emotion.web.shared.escape_markdown import escape_markdown
from emotion.web.shared.key_numbers import listed
from emotion.wording import percent

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


def headline(chosen: Shown, expectation: Expectation) -> None:
    """Show what each model or run is and is worth with an expectation, one under the other."""
    for title, record in chosen.items():
        with st.container(border=True):
            st.header(title, anchor=False)
            if isinstance(record, ModelRecord):
                st.markdown(record.card.summary)
            st.html(listed(key_numbers(record, expectation)))
            for sentence in (*_only_a_crowd(record, expectation), *_notes(record), *record.problems):
                st.caption(sentence)


def key_numbers(record: ModelRecord | RunRecord, expectation: Expectation) -> dict[str, str]:
    """Return the few numbers that matter most, by name; what is not known is left out."""
    numbers, best, done = _accuracies(record.evaluation, expectation), best_epoch(record.history), len(record.history)
    if isinstance(record, RunRecord) and "epochs" in record.settings:
        numbers["Epochs done"] = f"{done} of {record.settings['epochs']}"
    if best:
        numbers["Best epoch"] = f"{best[0]} of {done}"
    parameters = record.parameters if isinstance(record, RunRecord) else record.card.parameters
    if parameters is not None:
        numbers["Parameters"] = f"{parameters / 1e6:.2f} million"
    if isinstance(record, ModelRecord):
        making = facts.making(record.card)
        numbers |= {"Multiply-adds a face": making["Multiply-adds for a face"], "File": making["File"]}
    return numbers


def _accuracies(evaluation: Evaluation | None, expectation: Expectation) -> dict[str, str]:
    if evaluation is None:
        return {}
    splits, in_a_crowd = evaluation.expecting(expectation).splits, evaluation.splits
    sets: dict[str, Figures | None] = {name: splits.of(split) for split, name in TEST_NAMES.items()}
    sets["Both"] = splits.together
    sets["By FER+ majority"] = splits.public.majority if splits.public else None
    if splits.private is None:  # a released model's PrivateTest is read once, and was so before it could be told
        sets["PrivateTest, expecting a crowd"] = in_a_crowd.private
    return {
        name: f"{percent(figures.accuracy, 1)}, mean recall {percent(figures.balanced_accuracy, 1)}"
        for name, figures in sets.items()
        if figures
    }


def expecting(records: Shown, expectation: Expectation) -> Shown:
    """Return the records with what was measured with an expectation, where that was."""
    return {
        title: dataclasses.replace(record, evaluation=record.evaluation and record.evaluation.expecting(expectation))
        for title, record in records.items()
    }


def _only_a_crowd(record: ModelRecord | RunRecord, expectation: Expectation) -> Iterator[str]:
    """Say where figures are of a crowd though any expression alike is chosen."""
    if expectation is Expectation.ALIKE and record.evaluation and record.evaluation.alike is None:
        yield f"Measured with {Expectation.CROWD.in_words} expected alone. `python -m training evaluate` measures both."


def _notes(record: ModelRecord | RunRecord) -> Iterator[str]:
    if isinstance(record, RunRecord):
        return
    article = record.card.training.get("published")
    if record.measured_on:
        yield (
            f"The figures were measured on {escape_markdown(record.measured_on)}, whose parts public and private are "
            "called PublicTest and PrivateTest here. The sentence above them is from the network's own card."
        )
    elif article:
        yield (
            f"By its article: {percent(article['accuracy'])} on the {article['count']:,} faces of both. "
            f"{article['differs']}"
        )

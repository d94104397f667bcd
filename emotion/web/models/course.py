"""How a training went, epoch by epoch; of a run that goes on, as it goes."""

import time
from typing import Final

import streamlit as st

from emotion.charts.history import accuracy_curves, learning_rate_curves, loss_curves
from emotion.models import course_sentences
from emotion.models.overview import by_voters
from emotion.models.record import ModelRecord
from emotion.models.run_record import RunRecord, load_run
from emotion.models.store import ModelError
from emotion.web.models.shown import charts, explain, only
from emotion.web.shared.model_records import Shown

EVERY: Final = 5  # seconds after which a run that goes on is looked at again
LABELS_JUDGE: Final = "by the original labels"  # also where votes are learned: the history holds nothing else


def course(chosen: Shown) -> None:
    """Show how accuracy, loss and rate went; a run that still trains is read again every few seconds."""
    if any(_goes_on(record) for record in chosen.values()):
        st.fragment(_live, run_every=EVERY)(chosen)
    else:
        _curves(chosen)


def _live(chosen: Shown) -> None:
    renewed = {title: again(record) for title, record in chosen.items()}
    going = [
        f"{title}: {len(record.history)} of {record.planned} epochs"
        for title, record in renewed.items()
        if isinstance(record, RunRecord) and _goes_on(record)
    ]
    if not going:
        st.rerun()  # the whole page, which now has a finished run
    st.markdown(f"**Training goes on.** {'; '.join(going)}. The curves follow by themselves.")
    _curves(renewed)


def again(record: ModelRecord | RunRecord) -> ModelRecord | RunRecord:
    """Return a run as it is now; as it was where it cannot be read, and any other record."""
    if isinstance(record, RunRecord) and record.folder:
        try:
            return load_run(record.folder)
        except ModelError:
            return record
    return record


def _goes_on(record: ModelRecord | RunRecord) -> bool:
    return isinstance(record, RunRecord) and record.goes_on(time.time())


def _curves(chosen: Shown) -> None:
    histories = {title: record.history for title, record in chosen.items()}
    logarithmic = st.toggle("Loss on a logarithmic scale")
    accuracy = loss = rate = ""
    title = only(chosen)
    if title:
        record = chosen[title]
        rows, truth = record.history, LABELS_JUDGE if by_voters(record) else ""
        planned = record.planned if isinstance(record, RunRecord) and _goes_on(record) else None
        accuracy = " ".join(
            filter(None, (course_sentences.accuracy(rows, planned, truth), course_sentences.missing(rows)))
        )
        loss, rate = course_sentences.loss(rows), course_sentences.learning_rate(rows)
    charts(
        [
            (accuracy_curves(histories), accuracy),
            (loss_curves(histories, logarithmic), loss),
            (learning_rate_curves(histories), rate),
        ],
        "course",
    )
    explain("Epoch", "Accuracy", "Loss", "Learning rate", "PublicTest")

"""The answers that models gave for each face of PublicTest, and two models compared by them."""

from pathlib import Path

import streamlit as st

from emotion.classification.calibration import Expectation
from emotion.models import score_sentences, store
from emotion.models.paired import compare
from emotion.models.predictions import PREDICTIONS, Predictions, load_predictions
from emotion.models.record import ModelRecord
from emotion.models.run_record import RunRecord
from emotion.web.shared.model_records import Shown


def predictions(record: ModelRecord | RunRecord) -> Predictions | None:
    """Return the answer for each face of PublicTest; None where it was not kept, or is of another file."""
    folder = _folder(record)
    try:
        found = load_predictions(folder / PREDICTIONS) if folder else None
    except (OSError, ValueError):
        return None
    measured = record.evaluation
    return found if found and measured and found.evaluated == measured.evaluated.sha256 else None


def _folder(record: ModelRecord | RunRecord) -> Path | None:
    if isinstance(record, RunRecord):
        return record.folder
    return None if record.measured_on else store.MODELS / record.card.name


def side_by_side(chosen: Shown, expected: Expectation, by_majority: bool) -> None:
    """Say which of two models is better on the very same faces, and whether chance could have made it so."""
    first, second = chosen
    kept = [predictions(record) for record in chosen.values()]
    if kept[0] is None or kept[1] is None:
        return
    try:
        found = compare(kept[0], kept[1], expected, by_majority)
    except ValueError as error:
        st.caption(f"The two cannot be compared face by face: {error}.")
        return
    st.markdown(score_sentences.compared(first, second, found))

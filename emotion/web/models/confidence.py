"""Whether models' confidence can be believed, and what answering only from a threshold on is worth."""

from typing import Final

import streamlit as st

from emotion.charts.confidence import reliability_diagram, roc_curves
from emotion.charts.coverage import coverage_curves
from emotion.glossary import GLOSSARY
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models import trust_sentences
from emotion.models.figures import AnyFigures
from emotion.models.record import ModelRecord
from emotion.web.models.shown import SCORED, VOTERS, chart, charts, choose_faces, explain, only, parts
from emotion.web.shared import expectation
from emotion.web.shared.model_records import Shown

STEP: Final = 5  # per cent, between the thresholds that were measured
HIGHEST: Final = 95
ASKED: Final = "Of ten people who were asked about each face: how many chose the network's answer?"


def confidence(chosen: Shown) -> None:
    """Show whether the models' confidence can be believed, with a threshold that can be moved."""
    shown = choose_faces(chosen, [*SCORED, VOTERS], VOTERS)
    voters, label, title = shown == VOTERS, None, only(chosen)
    found = parts(chosen, shown)
    if not title and not voters:
        names = {"Mean of the seven": None} | {DISPLAY_NAMES[name]: name for name in LABELS}
        label = names[st.selectbox("Curve", list(names))]
    if voters:
        st.markdown(ASKED)
    figures = found[title] if title else None
    charts(
        [
            (reliability_diagram(found, voters), trust_sentences.calibration(figures, voters)),
            (roc_curves(found, label), trust_sentences.roc(figures)),
        ],
        "confidence",
    )
    _threshold(chosen, found, voters)
    explain("Confidence", "Calibration", "Temperature", "ECE", "ROC", "Threshold", "Coverage", "Single voters")


def _threshold(chosen: Shown, found: dict[str, AnyFigures | None], voters: bool) -> None:
    """Show accuracy against coverage, with the point of a threshold that the visitor moves."""
    if not any(figures and figures.coverage for figures in found.values()):
        return
    title = only(chosen)
    threshold = None
    if any(figures and figures.thresholds for figures in found.values()):
        percent = st.slider(
            "Answer from a confidence of",
            0,
            HIGHEST,
            _usual(chosen),
            STEP,
            format="%d %%",
            help=GLOSSARY["Threshold"],
            width=600,
        )
        threshold = percent / 100
        for name, figures in found.items():
            sentence = trust_sentences.at_threshold(figures, threshold, voters)
            if sentence:
                st.markdown(sentence if title else f"{name}: {sentence[:1].lower()}{sentence[1:]}")
    figure = coverage_curves(found, voters, threshold)
    if figure is not None:
        chart(figure, "coverage", trust_sentences.coverage(found[title], voters) if title else "")


def _usual(chosen: Shown) -> int:
    """Return the first model's own threshold in per cent, to the nearest step; 50 for a run, which has none."""
    record = next(iter(chosen.values()))
    own = record.card.calibration(expectation.told()).threshold if isinstance(record, ModelRecord) else 0.5
    return min(HIGHEST, STEP * round(100 * own / STEP))

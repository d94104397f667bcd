"""One model as a story: what it is for and worth, how it is built, what it learned from, then chart by chart."""

from collections.abc import Iterator

import streamlit as st

from emotion.classification.calibration import Expectation
from emotion.models import course_sentences, facts, lineage, score_sentences, trust_sentences
from emotion.models.card import Card
from emotion.models.fitted import fitted_reliability
from emotion.models.older_version import older_version
from emotion.models.overview import by_voters, judged
from emotion.models.record import ModelRecord
from emotion.models.run_record import RunRecord
from emotion.web.models import sections
from emotion.web.models.headline import headline
from emotion.web.models.network import network
from emotion.web.models.shown import unbroken
from emotion.web.shared.model_records import expecting


def tell(title: str, record: ModelRecord | RunRecord, expectation: Expectation) -> None:
    """Tell of one model or run, with an expectation where it was measured with it."""
    headline({title: record}, expectation)
    chosen = expecting({title: record}, expectation)
    in_short = list(short(chosen[title]))
    if in_short:
        st.subheader("In short", anchor=False)
        st.markdown(unbroken("\n".join(f"- {sentence}" for sentence in in_short)))
    if isinstance(record, ModelRecord):
        network(record.card)
        learned(record.card)
    st.subheader("Chart by chart", anchor=False)
    sections.offer(chosen)


def short(record: ModelRecord | RunRecord) -> Iterator[str]:
    """Yield the sentences that matter most; those that nobody measured are left out.

    Args:
        record: with what was measured with the expectation in question.
    """
    voters, evaluation = by_voters(record), record.evaluation
    public = evaluation.splits.public if evaluation else None
    figures = judged(public, voters)
    card = record.card if isinstance(record, ModelRecord) else None
    fitted = fitted_reliability(evaluation, card) if evaluation else None
    told = [
        *score_sentences.confusions(figures, most=1),
        trust_sentences.calibration(fitted.figures, fitted.voters) if fitted else "",
        trust_sentences.robustness(evaluation, voters),
        course_sentences.accuracy(record.history, truth="by the original labels" if voters else "")
        if not isinstance(record, RunRecord)
        else "",
    ]
    yield from filter(None, told)


def learned(card: Card) -> None:
    """Say what a model learned from, and show the runs that led to it, each with its command."""
    steps = lineage.steps(card)
    making = facts.making(card)
    if not steps and "Learned from" not in making:
        return
    st.subheader("What it learned from", anchor=False)
    sentence = f"It learned from {making['Learned from']}. " if "Learned from" in making else ""
    before = "Builds on"
    teachers = f" It was taught by {making[before]} besides." if before in making else ""
    counts = f" {facts.rarest_label(card)}" if facts.rarest_label(card) else ""
    st.markdown(f"{sentence}{counts.strip()}{teachers}")
    older = older_version(card) if any(step.command for step in steps) else None
    if older:
        st.markdown(f"The commands below are those of {older.words}. Go to it first:")
        st.code(older.checkout, language=None, wrap_lines=True)
    for place, step in enumerate(steps, 1):
        st.markdown(f"{place}. **`{step.name}`**: {unbroken(step.sentence)}")
        if step.command:
            st.code(step.command, language=None, wrap_lines=True)

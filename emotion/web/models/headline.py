"""What each model is and is worth in a few numbers; the figure that it is for comes first."""

from collections.abc import Iterator

import streamlit as st

from emotion.classification.calibration import Expectation
from emotion.models import facts, score_sentences
from emotion.models.evaluation import TEST_NAMES, Evaluation
from emotion.models.figures import Figures
from emotion.models.history import best_epoch
from emotion.models.overview import by_voters
from emotion.models.record import ModelRecord
from emotion.models.run_record import RunRecord
from emotion.web.shared.escape_markdown import escape_markdown
from emotion.web.shared.key_numbers import listed
from emotion.web.shared.model_records import Shown
from emotion.wording import percent

MAJORITY = "By FER+ majority"
ORIGINAL = "PublicTest, by the original labels"


def headline(chosen: Shown, expectation: Expectation) -> None:
    """Show what each model or run is and is worth with an expectation, one under the other."""
    for title, record in chosen.items():
        with st.container(border=True):
            st.header(title, anchor=False)
            if isinstance(record, ModelRecord):
                st.markdown(record.card.summary)
            st.html(listed(key_numbers(record, expectation)))
            for sentence in (*_only_a_crowd(record, expectation), *_lower(record, expectation), *_notes(record)):
                st.caption(sentence)
            for sentence in record.problems:
                st.caption(sentence)


def key_numbers(record: ModelRecord | RunRecord, expectation: Expectation) -> dict[str, str]:
    """Return the few numbers that matter most, by name; what is not known is left out."""
    numbers = _accuracies(record.evaluation, expectation, by_voters(record))
    best, done = best_epoch(record.history), len(record.history)
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


def _accuracies(evaluation: Evaluation | None, expectation: Expectation, voters: bool) -> dict[str, str]:
    if evaluation is None:
        return {}
    splits, in_a_crowd = evaluation.expecting(expectation).splits, evaluation.splits
    sets: dict[str, Figures | None] = {name: splits.of(split) for split, name in TEST_NAMES.items()}
    sets["Both"] = splits.together
    majority = splits.public.majority if splits.public else None
    if voters and majority:  # what it is for comes first, and its labels say whose they are
        sets = {MAJORITY: majority, ORIGINAL: sets.pop(TEST_NAMES["public"]), **sets}
    else:
        sets[MAJORITY] = majority
    if splits.private is None:  # a released model's PrivateTest is read once, and was so before it could be told
        sets["PrivateTest, expecting a crowd"] = in_a_crowd.private
    return {
        name: f"{percent(figures.accuracy, 1)}, mean recall {percent(figures.balanced_accuracy, 1)}"
        for name, figures in sets.items()
        if figures
    }


def _lower(record: ModelRecord | RunRecord, expectation: Expectation) -> Iterator[str]:
    """Say why a model of votes is worth less by the original labels."""
    if by_voters(record) and record.evaluation:
        told = score_sentences.labels_are_lower(record.evaluation.expecting(expectation).splits.public)
        yield from filter(None, (told,))


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
        whose = facts.article(record.card)
        yield (
            f"By its article{f' ({whose})' if whose else ''}: {percent(article['accuracy'])} on the "
            f"{article['count']:,} faces of both. {article['differs']}"
        )

"""The visitor's neutral baseline: measured on their resting face, seen before and after, forgotten with the visit."""

from dataclasses import dataclass
from html import escape
from time import monotonic
from typing import Final, Protocol

import streamlit as st

from emotion.classification.baseline import NeutralBaseline
from emotion.classification.calibration import Expectation
from emotion.live.resting import SECONDS, RestingError, measured
from emotion.models.loaded import LoadedModel
from emotion.web.live.panel import Source
from emotion.web.shared import bars

HELD: Final = "baseline"  # key in the session: what was measured
MEASURING: Final = "baseline_measuring"  # likewise: what goes on
PROBLEM: Final = "baseline_problem"  # likewise: why nothing was measured, a sentence
SUBTRACTED: Final = "baseline_subtracted"  # likewise: whether it is subtracted
UPDATE: Final = 0.25  # seconds between updates while it is measured
PATIENCE: Final = 30.0  # seconds after which a stream that brings nothing is waited for no more
WHAT: Final = (
    "Some faces look sad, angry or happy even at rest. Rest your face and look at the camera for ten seconds, alone in "
    "the picture. What the network reads then is subtracted from then on, so that your rest counts as neutral."
)
FORGOTTEN: Final = "Kept as seven numbers, never a picture. Forgotten when you reload or close the page."
STOPPED: Final = "The camera went off before ten seconds were over. Start it and measure again."
ANOTHER: Final = "You chose another network or expectation before ten seconds were over. Measure again with it."
NOTHING: Final = "No picture came from the camera. Look at the video, and measure again when it moves."


class Reading(Source, Protocol):
    """A camera and the model that reads it."""

    model: LoadedModel


@dataclass(frozen=True)
class HeldBaseline:
    """A baseline, and what measured it.

    Attributes:
        baseline: of the visitor's face.
        network: name of the model.
        title: of the model, for people.
        expectation: that the model was told.
    """

    baseline: NeutralBaseline
    network: str
    title: str
    expectation: Expectation

    def fits(self, model: LoadedModel) -> bool:
        """Whether it says something of what this model reads."""
        return (self.network, self.expectation) == (model.card.name, model.expectation)


@dataclass(frozen=True)
class Measuring:
    """A measurement that goes on.

    Attributes:
        since: time of the stream's newest result when it began, seconds; None where there was none.
        until: when it is given up, seconds of `monotonic`.
        model: that reads meanwhile.
    """

    since: float | None
    until: float
    model: LoadedModel


def held() -> HeldBaseline | None:
    """Return what this session has measured."""
    found = st.session_state.get(HELD)
    return found if isinstance(found, HeldBaseline) else None


def subtracted(model: LoadedModel) -> NeutralBaseline | None:
    """Return the baseline to subtract from what this model reads; None where there is none, or it is not to be."""
    found = held()
    wanted = st.session_state.get(SUBTRACTED, True) and MEASURING not in st.session_state
    return found.baseline if found and found.fits(model) and wanted else None


def show(session: Reading) -> None:
    """Show what was measured, or how to; kept up to date while it is measured."""
    measuring = st.session_state.get(MEASURING)
    if isinstance(measuring, Measuring) and not session.on:
        _end(STOPPED)
    elif isinstance(measuring, Measuring) and measuring.model != session.model:
        _end(ANOTHER)
    found = held()
    if found is not None and found.fits(session.model) and MEASURING not in st.session_state:
        st.session_state.setdefault(SUBTRACTED, True)
        st.toggle("Subtract my resting face", key=SUBTRACTED, help=WHAT, persist_state="session")
    with st.expander("My resting face (neutral baseline)", expanded=MEASURING in st.session_state, key="resting_face"):
        st.markdown(WHAT)
        if problem := st.session_state.get(PROBLEM):
            st.warning(problem)
        if MEASURING in st.session_state:
            st.fragment(_measure, run_every=UPDATE)(session)
        elif found is None:
            _begin_button("Measure my resting face", session)
        else:
            _compare(found, session)
        st.caption(FORGOTTEN)


def _begin_button(label: str, session: Reading) -> None:
    st.button(label, on_click=begin, args=(session,), disabled=not session.on, icon=":material/face:")
    if not session.on:
        st.caption("Start the camera first.")


def begin(session: Reading) -> None:
    """Begin to measure, from the stream's next result on; what was measured before is not subtracted meanwhile."""
    recent = session.recent()
    since = recent[-1].at if recent else None
    st.session_state.pop(PROBLEM, None)
    st.session_state[MEASURING] = Measuring(since, monotonic() + PATIENCE, session.model)


def forget() -> None:
    """Forget what was measured."""
    for key in (HELD, MEASURING, PROBLEM, SUBTRACTED):
        st.session_state.pop(key, None)


def _end(problem: str = "") -> None:
    st.session_state.pop(MEASURING, None)
    if problem:
        st.session_state[PROBLEM] = problem


def _measure(session: Reading) -> None:
    measuring = st.session_state.get(MEASURING)
    if not isinstance(measuring, Measuring):
        return
    recent = session.recent()
    since = recent[0].at if measuring.since is None and recent else measuring.since or 0.0
    results = [result for result in recent if result.at > since]
    passed = results[-1].at - since if results else 0.0
    if passed < SECONDS and monotonic() < measuring.until:
        left = max(1, round(SECONDS - passed))
        st.progress(passed / SECONDS, f"Rest your face and look at the camera: {left} s")
        st.button("Cancel", on_click=_end)
        return
    try:
        if passed < SECONDS:
            raise RestingError(NOTHING)
        model = measuring.model
        made = HeldBaseline(measured(results), model.card.name, model.card.title, model.expectation)
    except RestingError as error:
        _end(str(error))
    else:
        _end()
        st.session_state[HELD], st.session_state[SUBTRACTED] = made, True
    st.rerun()


def _compare(found: HeldBaseline, session: Reading) -> None:
    """Show the resting face as it was read and as it is read now, side by side."""
    after = tuple(found.baseline.subtract(found.baseline.resting).tolist())
    shown = {"Your resting face, before": found.baseline.resting, "Your resting face, after": after}
    for place, (title, values) in zip(st.columns(2, gap="large"), shown.items(), strict=True):
        place.html(f"<p><strong>{escape(title)}</strong></p>{bars.meters(values)}")
    if not found.fits(session.model):
        st.info(
            f"Measured with {found.title}, expecting {found.expectation.in_words}, so it is not subtracted now. "
            "Measure again, or go back to that choice."
        )
    with st.container(horizontal=True):
        _begin_button("Measure again", session)
        st.button("Forget it", on_click=forget, icon=":material/delete:")

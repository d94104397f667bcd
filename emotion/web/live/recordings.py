"""The session's recordings on the page: one with everybody in it and its files, or two side by side."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.loaded import LoadedModel
from emotion.timeline.notes import Notes
from emotion.timeline.summary import PersonSummary
from emotion.web.live import recording
from emotion.web.live.recording import FinishedRecording
from emotion.web.shared.escape_markdown import escape_markdown
from emotion.web.timeline import files, notes, parts, persons
from emotion.wording import duration, percent

SHOWN: Final = "recording_shown"
COMPARED: Final = "recording_compared"
STAYS: Final = "Recordings stay until you discard them or end your visit; reloading this page ends it too."


def show() -> None:
    """Show this session's recordings, if there are any that have ended: the newest, until another is chosen."""
    kept = {made.number: made for made in recording.finished()}
    if not kept:
        return
    st.header("Recordings" if len(kept) > 1 else "Recording", anchor=False)
    shown, compared = kept[max(kept)], None
    if len(kept) > 1:
        shown, compared = _chosen(kept)
    if compared is None:
        _whole(shown)
    else:
        for place, made in zip(st.columns(2, gap="large"), (shown, compared), strict=True):
            with place:
                _beside(made)
        st.dataframe(differences(shown, compared), width="stretch", hide_index=True)
    st.caption(STAYS)


def _chosen(kept: dict[int, FinishedRecording]) -> tuple[FinishedRecording, FinishedRecording | None]:
    """Show what to show, and what beside it; return both."""
    newest_first = sorted(kept, reverse=True)
    for key in (SHOWN, COMPARED):
        if st.session_state.get(key) not in kept:
            st.session_state.pop(key, None)

    def called(number: int) -> str:
        return kept[number].name

    first, second = st.columns(2, gap="large")
    shown = first.selectbox("Show", newest_first, format_func=called, key=SHOWN)
    others = [number for number in newest_first if number != shown]
    compared = second.selectbox(
        "Beside it", others, index=None, format_func=called, placeholder="No other recording", key=COMPARED
    )
    return kept[shown], None if compared is None or compared == shown else kept[compared]


def _whole(made: FinishedRecording) -> None:
    if made.ended:
        st.info(made.ended)
    st.markdown(in_words(made))
    key = f"recording name {made.number}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Name",
            made.name,
            max_chars=recording.LONGEST_NAME,
            key=key,
            on_change=lambda: recording.rename(made.number, str(st.session_state[key])),
            width=260,
        )
        st.button("Discard", on_click=recording.discard, args=(made.number,))
    called = f"recording {made.number}"

    def keep(noted: Notes) -> None:
        recording.note(made.number, noted)

    files.offer(files.study_of(made.export, made.name, made.model, ("Read live from a camera",)), made.stem, called)
    persons.everybody(made.noted, called, keep, "time in the recording")
    with st.expander("Markers and conditions"):
        notes.show(made.noted, called, keep)
        parts.show(made.export.parts, made.noted.notes)


def _beside(made: FinishedRecording) -> None:
    """Show a recording in half the page: the shares of whom it saw longest."""
    st.subheader(escape_markdown(made.name), anchor=False)
    st.caption(in_words(made))
    longest = longest_in_view(made)
    if longest is None:
        st.info("Nobody was in view for long enough.")
        return
    st.markdown(f"**Person {longest.person}, share of the time in view**")
    st.html(persons.share_bars(longest))


def in_words(made: FinishedRecording) -> str:
    """Return how long a recording is, what read it and how well it could, as Markdown."""
    return (
        f"{duration(made.noted.timeline.seconds)}, read by: {made.model.card.title}{_told(made.model)}. "
        f"Frames with a usable face: {percent(made.noted.summary.usable)}."
    )


def longest_in_view(made: FinishedRecording) -> PersonSummary | None:
    """Return who was in view longest; None where nobody was for long enough."""
    return max(made.noted.summary.persons, key=lambda person: person.seconds, default=None)


def differences(first: FinishedRecording, second: FinishedRecording) -> dict[str, list[str]]:
    """Return a table of two recordings: each answer's share of the time of whom each saw longest."""
    rows: dict[str, list[str]] = {"Looks like": [*DISPLAY_NAMES.values(), "Unsure"]}
    shares = [_shares(longest_in_view(made)) for made in (first, second)]
    for made, values in zip((first, second), shares, strict=True):
        name = made.name if made.name not in rows else f"{made.name} ({made.number})"
        rows[name] = [percent(value) for value in values]
    rows["Difference, points"] = [f"{100 * (b - a):+.0f}" for a, b in zip(*shares, strict=True)]
    return rows


def _shares(person: PersonSummary | None) -> Sequence[float]:
    if person is None:
        return [0.0] * (len(LABELS) + 1)
    return [*(person.shares[label] for label in LABELS), person.unsure]


def _told(model: LoadedModel) -> str:
    return f", expecting {model.expectation.in_words}" if len(model.card.expectations) > 1 else ""

"""The persons of a timeline: strips of all, then one of them: when in view, how the face looked, when that changed."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Final

import streamlit as st

from emotion.charts.timeline import person_timeline
from emotion.labels import DISPLAY_NAMES
from emotion.timeline.noted import NotedTimeline
from emotion.timeline.notes import Notes
from emotion.timeline.summary import BRIEF, Change, PersonSummary, summary_in_words, usable_in_words
from emotion.web.shared.bars import meter
from emotion.web.shared.escape_markdown import escape_markdown
from emotion.web.shared.look import chart_colours, colour
from emotion.web.timeline import naming
from emotion.web.timeline.player import DRAWN
from emotion.web.timeline.strips import strips
from emotion.wording import clock_time, duration, percent

Keep = Callable[[Notes], None]

# Stripes, so that it differs from neutral's grey without colour.
UNSURE: Final = "repeating-linear-gradient(135deg, #8a8a8a 0 3px, #8a8a8a55 3px 6px)"


def everybody(
    noted: NotedTimeline, key: str, keep: Keep, times: str = "time in the video", seeks: bool = False
) -> None:
    """Show the strips of all persons, and one of them: the one longest in view, until another is chosen.

    Args:
        noted: a video's or a recording's timeline.
        key: names the widgets; different for each timeline of a session.
        keep: takes the notes when the visitor changes them.
        times: what the times count, under the chart.
        seeks: whether a player stands beside it, in which a press on a moment seeks.
    """
    summary = noted.summary
    with st.container(key=DRAWN):
        if summary.persons:
            persons = sorted(summary.persons, key=lambda person: -person.seconds)
            st.html(strips(noted, summary.persons, seeks))
            if len(persons) > 1:
                st.dataframe(overview(summary.persons, noted.notes), width="stretch", hide_index=True)
            _person(noted, _chosen(persons, noted.notes, key), key, keep, times, seeks)
        else:
            st.info(f"No face was in view for {BRIEF:g} seconds or longer.")
    if summary.brief:
        st.caption(brief_in_words(len(summary.brief)))


def _chosen(persons: Sequence[PersonSummary], notes: Notes, key: str) -> PersonSummary:
    if len(persons) == 1:
        return persons[0]
    by_number = {person.person: person for person in persons}
    widget = f"{key} person"
    if st.session_state.get(widget) not in by_number:
        st.session_state.pop(widget, None)
    return by_number[st.selectbox("Person", list(by_number), format_func=notes.name, key=widget)]


def _person(noted: NotedTimeline, summary: PersonSummary, key: str, keep: Keep, times: str, seeks: bool) -> None:
    number = f"{key} {summary.person}"
    with st.container(border=True):
        given = noted.notes.names.get(summary.person)
        st.subheader(escape_markdown(given) if given else f"Person {summary.person}", anchor=False)
        st.caption(f"{in_view(summary)} {usable_in_words(summary)}")
        chart, numbers = st.columns([3, 2], gap="large")
        with chart:
            st.plotly_chart(
                person_timeline(noted.timeline, summary.person, times, colours=chart_colours(), notes=noted.notes),
                key=f"{number} timeline",
                config={"displayModeBar": False},
                width="stretch",
                alt=summary_in_words(summary, noted.notes.name(summary.person)),
            )
        with numbers:
            st.markdown("**Share of the time in view**")
            st.html(share_bars(summary))
        if summary.changes:
            st.markdown("**Strongest changes**")
            st.html(changes(summary, seeks))
        naming.show(noted, summary.person, key, keep)


def changes(summary: PersonSummary, seeks: bool) -> str:
    """Return the strongest changes as HTML, each a button where a player stands beside it."""
    words = [(change.at, escape(change_in_words(change))) for change in summary.changes]
    if seeks:
        words = [(at, f'<button type="button" data-seek="{at:.3f}">{told}</button>') for at, told in words]
    return f'<ul class="mien-changes">{"".join(f"<li>{told}</li>" for _, told in words)}</ul>'


def overview(persons: Sequence[PersonSummary], notes: Notes) -> dict[str, list[object]]:
    """Return a table of persons, a row each: when and how long in view, and what their face looked like most."""
    return {
        "Person": [notes.name(person.person) for person in persons],
        "From": [clock_time(person.first) for person in persons],
        "To": [clock_time(person.last) for person in persons],
        "Seconds in view": [round(person.seconds, 1) for person in persons],
        "Most of the time": [most_of_the_time(person) for person in persons],
        "Usable frames": [percent(person.usable) for person in persons],
    }


def most_of_the_time(summary: PersonSummary) -> str:
    """Return the answer with the largest share of the time in view, and that share."""
    shares = {DISPLAY_NAMES[label]: share for label, share in summary.shares.items()} | {"Unsure": summary.unsure}
    name = max(shares, key=lambda answer: shares[answer])
    return f"{name}, {percent(shares[name])}"


def brief_in_words(count: int) -> str:
    """Say that those in view for a moment are left out."""
    who = "One face was" if count == 1 else f"{count} faces were"
    return f"{who} in view for less than {BRIEF:g} seconds and not shown here; the downloads have them."


def in_view(summary: PersonSummary) -> str:
    """Return how long and from when to when a person was in view, as a sentence."""
    first, last = clock_time(summary.first), clock_time(summary.last)
    return f"In view for {duration(summary.seconds)}, from {first} to {last}."


def change_in_words(change: Change) -> str:
    """Return a change as a line: 0:07, from neutral to happy."""
    before, after = (DISPLAY_NAMES[label].lower() for label in (change.before, change.after))
    return f"{clock_time(change.at)}, from {before} to {after}"


def share_bars(summary: PersonSummary) -> str:
    """Return the share of time of each expression and of "unsure" as HTML meters, in the order of the labels."""
    shares = [(DISPLAY_NAMES[label], share, colour(label)) for label, share in summary.shares.items()]
    shares.append(("Unsure", summary.unsure, UNSURE))
    most = max(share for _, share, _ in shares)
    rows = "".join(meter(name, share, fill, percent(share), share == most) for name, share, fill in shares)
    return f'<section class="mien-panel"><div class="mien-bars">{rows}</div></section>'

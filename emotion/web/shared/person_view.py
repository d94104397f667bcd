"""One person of a timeline: when in view, what their face looked like, and when that changed most."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from emotion.charts.timeline import person_timeline
from emotion.labels import DISPLAY_NAMES
from emotion.timeline.summary import (
    BRIEF,
    Change,
    PersonSummary,
    TimelineSummary,
    summary_in_words,
    usable_in_words,
)
from emotion.timeline.table import Timeline
from emotion.web.shared.bars import meter
from emotion.web.shared.look import chart_colours, colour
from emotion.wording import clock_time, duration, percent

# Stripes, so that it differs from neutral's grey without colour.
UNSURE: Final = "repeating-linear-gradient(135deg, #8a8a8a 0 3px, #8a8a8a55 3px 6px)"
FEW: Final = 2  # persons that are shown one under the other; of more, one is chosen


def everybody(timeline: Timeline, summary: TimelineSummary, key: str, times: str = "time in the video") -> None:
    """Show all persons: a few one under the other, many as a table with one of them to choose.

    Args:
        timeline: of a video or a recording.
        summary: of the same.
        key: names the widgets; different for each video on a page.
        times: what the times count, under the timelines.
    """
    persons = summary.persons
    if not persons:
        st.info(f"No face was in view for {BRIEF:g} seconds or longer.")
    if len(persons) > FEW:
        st.dataframe(overview(persons), width="stretch", hide_index=True)
        longest = max(persons, key=lambda person: person.seconds)
        numbers = [person.person for person in persons]
        chosen = st.selectbox("Person", numbers, index=persons.index(longest), key=f"{key} person")
        persons = tuple(person for person in persons if person.person == chosen)
    for person in persons:
        _person(timeline, person, f"{key} {person.person}", times)
    if summary.brief:
        st.caption(brief_in_words(len(summary.brief)))


def _person(timeline: Timeline, summary: PersonSummary, key: str, times: str) -> None:
    with st.container(border=True):
        st.subheader(f"Person {summary.person}", anchor=False)
        st.caption(f"{in_view(summary)} {usable_in_words(summary)}")
        chart, numbers = st.columns([3, 2], gap="large")
        with chart:
            st.plotly_chart(
                person_timeline(timeline, summary.person, times, colours=chart_colours()),
                key=f"{key} timeline",
                config={"displayModeBar": False},
                width="stretch",
                alt=summary_in_words(summary),
            )
        with numbers:
            st.markdown("**Share of the time in view**")
            st.html(share_bars(summary))
        if summary.changes:
            changes = "\n".join(f"- {change_in_words(change)}" for change in summary.changes)
            st.markdown(f"**Strongest changes**\n\n{changes}")


def overview(persons: Sequence[PersonSummary]) -> dict[str, list[object]]:
    """Return a table of persons, a row each: when and how long in view, and what their face looked like most."""
    return {
        "Person": [person.person for person in persons],
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

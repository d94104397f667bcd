"""Conditions as a table: who, when, how long, and each share with its interval where there is one."""

from streamlit.testing.v1 import AppTest

from emotion.timeline.conditions import parts_of
from emotion.timeline.notes import Notes, Span
from emotion.web.timeline.parts import table
from tests.support.timelines import seen, timeline_of


def test_each_part_is_a_row() -> None:
    timeline, notes = timeline_of([seen(0, 1), seen(1, 1, 2)], 2.0), Notes(spans=(Span(0, 1, "film"),)).named(2, "Ada")
    rows = table(parts_of(timeline, notes), notes)
    assert rows["Who"] == ["Everybody", "Everybody", "Person 1", "Person 1", "Ada"]
    assert rows["When"] == ["The whole time", "film", "The whole time", "film", "The whole time"]
    assert rows["In view"] == ["3.0 s", "1.0 s", "2.0 s", "1.0 s", "1.0 s"]


def script() -> None:
    import streamlit as st

    from emotion.timeline.conditions import parts_of
    from emotion.web.timeline import parts
    from tests.support.timelines import seen, timeline_of

    notes = st.session_state["notes"]
    parts.show(parts_of(timeline_of([seen(0, 1), seen(1, 1)], 2.0), notes), notes)


def test_without_conditions_there_is_no_table() -> None:
    for notes, tables in ((Notes(), 0), (Notes(spans=(Span(0, 1, "film"),)), 1)):
        app = AppTest.from_function(script, default_timeout=60)
        app.session_state["notes"] = notes
        app.run()
        assert not app.exception
        assert len(app.dataframe) == tables

"""How one person, several and none are shown."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.timeline.notes import Notes
from emotion.timeline.summary import Change, PersonSummary, summarize
from emotion.timeline.table import Timeline
from emotion.web.timeline.persons import (
    UNSURE,
    brief_in_words,
    change_in_words,
    in_view,
    most_of_the_time,
    overview,
    share_bars,
)
from tests.support.recordings import read


def script() -> None:
    """A page with the persons of a timeline."""
    import streamlit as st

    from emotion.timeline.noted import NotedTimeline
    from emotion.timeline.notes import Notes
    from emotion.web.timeline import persons

    def keep(notes: Notes) -> None:
        st.session_state["notes"] = notes

    noted = NotedTimeline(st.session_state["timeline"], st.session_state.get("notes", Notes()))
    persons.everybody(noted, "clip", keep, "time in the clip", st.session_state.get("seeks", False))


def page(timeline: Timeline) -> AppTest:
    app = AppTest.from_function(script, default_timeout=60)
    app.session_state["timeline"] = timeline
    app.run()
    assert not app.exception
    return app


def bodies(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html"))


def summary(timeline: Timeline, person: int = 1) -> PersonSummary:
    everybody = summarize(timeline)
    return next(item for item in (*everybody.persons, *everybody.brief) if item.person == person)


def test_each_share_has_a_meter_with_its_value_and_colour() -> None:
    person = summary(read([{1: ("happy", True)}] * 3 + [{1: ("fear", False)}] * 1 + [{1: ("sad", True)}] * 2))

    meters = re.findall(r'aria-label="(\w+)".*?aria-valuenow="([\d.]+)".*?background:([^"]+)"', share_bars(person))

    shares = {"happy": 60.0, "unsure": 20.0, "sad": 20.0}
    assert meters == [
        *((DISPLAY_NAMES[label], f"{shares.get(label, 0.0):.1f}", f"var(--mien-{label})") for label in LABELS),
        ("Unsure", "20.0", UNSURE),
    ]


def test_the_time_in_view_is_a_sentence() -> None:
    person = summary(read([{}] * 20 + [{1: ("happy", True)}] * 30))
    assert in_view(person) == "In view for 2.9 seconds, from 0:02 to 0:04."


def test_a_change_is_a_line() -> None:
    assert change_in_words(Change(67.2, "neutral", "happy", 0.8)) == "1:07, from neutral to happy"


def test_a_person_has_a_timeline_that_can_be_read_aloud_and_the_changes() -> None:
    app = page(read([{1: ("neutral", True)}] * 20 + [{1: ("happy", True)}] * 20))

    assert app.subheader[0].value == "Person 1"
    (chart,) = app.get("plotly_chart")
    assert "time in the clip" in chart.proto.spec
    assert chart.proto.alt.startswith("Person 1: in view for 3.9 s")
    assert "0:02, from neutral to happy" in bodies(app)


def test_a_face_that_never_changes_has_no_list_of_changes() -> None:
    app = page(read([{1: ("happy", True)}] * 20))
    assert not any("Strongest changes" in text.value for text in app.markdown)


def test_of_many_persons_one_is_chosen_and_first_the_one_longest_in_view() -> None:
    app = page(read([{1: ("happy", True), 2: ("sad", True)}] * 10 + [{2: ("sad", True), 3: ("angry", True)}] * 10))
    assert [header.value for header in app.subheader] == ["Person 2"]
    assert app.dataframe[0].value["Person"].tolist() == ["Person 1", "Person 2", "Person 3"]

    app.selectbox[0].set_value(3).run()

    assert [header.value for header in app.subheader] == ["Person 3"]


def test_an_overview_has_a_row_for_each_person() -> None:
    everybody = summarize(read([{1: ("happy", True), 2: ("fear", False)}] * 20))

    assert overview(everybody.persons, Notes().named(2, "Ada")) == {
        "Person": ["Person 1", "Ada"],
        "From": ["0:00", "0:00"],
        "To": ["0:01", "0:01"],
        "Seconds in view": [1.9, 1.9],
        "Most of the time": ["Happy, 100 %", "Unsure, 100 %"],
        "Usable frames": ["100 %", "100 %"],
    }
    assert most_of_the_time(everybody.persons[0]) == "Happy, 100 %"


@pytest.mark.parametrize("moments", [[], [{}] * 20], ids=["no reading", "no face"])
def test_without_a_face_the_page_says_so(moments: list[dict[int, tuple[str, bool]]]) -> None:
    app = page(read(moments))
    assert "No face was in view" in app.info[0].value
    assert not app.subheader


def test_who_was_in_view_for_a_moment_is_counted_only() -> None:
    app = page(read([{1: ("happy", True), 2: ("sad", True)}] * 2 + [{1: ("happy", True)}] * 20))
    assert [header.value for header in app.subheader] == ["Person 1"]
    assert app.caption[-1].value == brief_in_words(1)
    assert brief_in_words(2).startswith("2 faces were in view for less than 0.5 seconds")


def test_beside_a_player_each_change_is_a_button_that_says_where_it_seeks() -> None:
    app = AppTest.from_function(script, default_timeout=60)
    app.session_state["timeline"] = read([{1: ("neutral", True)}] * 20 + [{1: ("happy", True)}] * 20)
    app.session_state["seeks"] = True
    app.run()
    assert not app.exception
    assert re.search(r'<button type="button" data-seek="2\.\d+">0:02, from neutral to happy</button>', bodies(app))


def test_a_person_gets_a_name_and_is_joined_with_who_was_there_before() -> None:
    app = page(read([{1: ("happy", True)}] * 10 + [{2: ("sad", True), 3: ("fear", True)}] * 20))
    assert [header.value for header in app.subheader] == ["Person 2"]
    app.text_input[0].set_value("Ada *L*").run()
    assert [header.value for header in app.subheader] == ["`Ada *L*`"]
    same = next(box for box in app.selectbox if box.label == "The same person as")
    assert same.options == ["Person 1"], "person 3 is in view together with person 2"

    same.set_value(1).run()

    assert not app.exception
    assert app.session_state["notes"].whom(2) == 1
    assert [header.value for header in app.subheader] == ["`Ada *L*`"]
    assert app.caption[0].value.startswith("In view for 2.9 seconds, from 0:00")
    next(button for button in app.button if button.label == "Take apart again").click().run()
    assert dict(app.session_state["notes"].same) == {}

"""A timeline with its notes shows the persons that somebody says there are, and not what is left out."""

from emotion.timeline.noted import NotedTimeline
from emotion.timeline.notes import Notes, Span
from tests.support.timelines import seen, timeline_of


def test_the_notes_change_what_is_shown_and_not_what_was_read() -> None:
    read = timeline_of([seen(0, 1), seen(1, 1), seen(2, 2), seen(3, 2)], 4.0)
    noted = NotedTimeline(read, Notes(spans=(Span(2.5, 4),)).joined(2, 1))

    (person,) = noted.summary.persons
    assert (person.person, person.seconds) == (1, 2.5)
    assert noted.timeline.persons == (1,)
    assert noted.read.persons == (1, 2)

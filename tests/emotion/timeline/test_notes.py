"""What is noted about a timeline: names, who is the same, markers and spans, each checked and never changed."""

import pytest

from emotion.timeline.notes import LONGEST_NAME, MOST, Marker, Notes, Span, tidy


def test_a_person_is_called_by_name_or_by_number() -> None:
    notes = Notes().named(2, "  Ada   Lovelace ")
    assert (notes.name(1), notes.name(2)) == ("Person 1", "Ada Lovelace")
    assert notes.named(2, " ").name(2) == "Person 2"


def test_whom_one_is_joined_with_goes_by_the_lowest_number() -> None:
    notes = Notes().joined(3, 2).joined(3, 1)
    assert [notes.whom(person) for person in (1, 2, 3, 4)] == [1, 1, 1, 4]
    assert notes.apart(1) == Notes()


def test_a_name_outlives_its_person_being_joined() -> None:
    assert Notes().named(3, "Ada").joined(1, 3).name(1) == "Ada"
    both = Notes().named(1, "Ada").named(3, "Bob").joined(1, 3)
    assert (both.name(1), both.apart(1).name(3)) == ("Ada", "Bob")


def test_joining_somebody_with_themselves_changes_nothing() -> None:
    assert Notes().joined(2, 2) == Notes()


def test_markers_and_spans_stand_in_the_order_of_time_and_are_bounded() -> None:
    notes = Notes().marked([Marker(2, "b"), Marker(1, "a")]).spanned([Span(3, 4), Span(0, 1, "rest")])
    assert [marker.at for marker in notes.markers] == [1, 2]
    assert (notes.conditions, notes.left_out) == (("rest",), (Span(3, 4),))
    assert len(Notes().marked(Marker(index, "a") for index in range(MOST + 5)).markers) == MOST


@pytest.mark.parametrize(
    ("make", "part"),
    [
        (lambda: Marker(-1, "a"), "0 seconds or more"),
        (lambda: Marker(1, ""), "a name of 1 to"),
        (lambda: Marker(1, "x" * (LONGEST_NAME + 1)), "a name of 1 to"),
        (lambda: Span(2, 2, "a"), "an end after its start"),
        (lambda: Span(-1, 2), "an end after its start"),
        (lambda: Span(0, 1, " a"), "a name of 1 to"),
    ],
)
def test_what_makes_no_sense_is_refused(make, part: str) -> None:
    with pytest.raises(ValueError, match=part):
        make()


def test_a_tidy_name_is_short_and_has_no_needless_spaces() -> None:
    assert tidy("  a \n b" + "c" * 100) == "a b" + "c" * (LONGEST_NAME - 3)

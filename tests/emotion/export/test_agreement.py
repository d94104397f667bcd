"""How far two models agree: faces, share and Cohen's kappa."""

import pytest

from emotion.export.agreement import FEWEST, Agreement, agreement, agrees
from emotion.results import FrameResult
from tests.support.fakes import face, frame

HAPPY, SAD, FEAR = (face(label=label) for label in ("happy", "sad", "fear"))


def pairs(*labels: tuple[str, str]) -> list[tuple[FrameResult, FrameResult]]:
    """Return a picture of one face for each pair of labels."""
    return [(frame(face(label=one)), frame(face(label=other, sure=False))) for one, other in labels]


def test_kappa_is_that_of_the_article() -> None:
    # The standard example of two judges: 20 and 15 together, 5 and 10 apart, so 0.7 observed and 0.5 by chance.
    judged = [("happy", "happy")] * 20 + [("happy", "sad")] * 5 + [("sad", "happy")] * 10 + [("sad", "sad")] * 15
    found = agreement(pairs(*judged))
    assert (found.faces, found.same) == (50, 35)
    assert found.kappa == pytest.approx(0.4)
    assert found.words == "The two agree on 35 of 50 faces, 70 %. Cohen's kappa is 0.40."


def test_models_that_always_agree_have_a_kappa_of_one_and_those_that_never_do_one_below_nothing() -> None:
    always = agreement(pairs(*[("happy", "happy"), ("sad", "sad")] * FEWEST))
    never = agreement(pairs(*[("happy", "sad"), ("sad", "happy")] * FEWEST))
    assert (always.share, always.kappa) == (1, 1)
    assert (never.share, never.kappa) == (0, pytest.approx(-1))


@pytest.mark.parametrize(
    "judged",
    [
        [("happy", "happy"), ("sad", "sad")] * ((FEWEST - 1) // 2),
        [("happy", "happy")] * 2 * FEWEST,
        [("happy", "happy"), ("happy", "sad")] * FEWEST,
        [("happy", "happy"), ("sad", "happy")] * FEWEST,
    ],
    ids=["few faces", "one label", "one label of the first", "one label of the second"],
)
def test_there_is_no_kappa_where_it_says_nothing(judged: list[tuple[str, str]]) -> None:
    found = agreement(pairs(*judged))
    assert found.kappa is None
    assert found.words.endswith(" %.")


def test_pictures_without_faces_count_for_nothing() -> None:
    assert agreement([(frame(), frame()), *pairs(("happy", "happy"))]) == Agreement(1, 1)
    assert Agreement(1, 1).words == "The two agree on 1 of 1 face, 100 %."
    nothing = agreement([(frame(), frame())])
    assert (nothing, nothing.share, nothing.words) == (Agreement(0, 0), None, "")
    assert agreement([]) == Agreement(0, 0)


def test_each_face_tells_whether_the_label_is_the_same() -> None:
    assert agrees(frame(HAPPY, SAD), frame(HAPPY, FEAR)) == [True, False]
    assert agrees(frame(HAPPY, SAD), None) == [None, None]
    assert agrees(frame(), frame()) == []


def test_other_faces_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        agrees(frame(HAPPY), frame(HAPPY, SAD))
    with pytest.raises(ValueError, match="zip"):
        agreement([(frame(HAPPY), frame())])

"""What a resting face's answers do to the answers that come after."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotion.classification.baseline import LARGEST_SHIFT, NEUTRAL, TARGET, NeutralBaseline
from emotion.labels import LABELS
from tests.support.fakes import probabilities

HAPPY = LABELS.index("happy")


def spread(**shares: float) -> tuple[float, ...]:
    """Return probabilities with these labels' as given and the rest shared evenly."""
    rest = (1 - sum(shares.values())) / (len(LABELS) - len(shares))
    return tuple(shares.get(label, rest) for label in LABELS)


def test_the_resting_face_becomes_as_neutral_as_an_average_neutral_face() -> None:
    resting = (0.1, 0.1, 0.1, 0.1, 0.3, 0.1, 0.2)

    found = NeutralBaseline(resting).subtract(resting)

    assert found[NEUTRAL] == pytest.approx(TARGET)
    assert np.delete(found, NEUTRAL) == pytest.approx([(1 - TARGET) / 6] * 6)
    assert found.sum() == pytest.approx(1)


def test_an_expression_that_rest_does_not_show_keeps_its_odds_against_the_others() -> None:
    baseline, angry = NeutralBaseline(spread(sad=0.55, neutral=0.25)), probabilities("angry", 0.9)

    found = baseline.subtract(angry)

    assert LABELS[int(found.argmax())] == "angry"
    assert found[0] / found[HAPPY] == pytest.approx(angry[0] / angry[HAPPY])


def test_a_resting_face_that_is_neutral_changes_nothing() -> None:
    baseline = NeutralBaseline(probabilities("neutral", 0.9))

    assert baseline.shifts == (0.0,) * 7
    for label in LABELS:
        assert baseline.subtract(probabilities(label)) == pytest.approx(probabilities(label))


def test_what_no_resting_face_explains_stays() -> None:
    baseline = NeutralBaseline(probabilities("happy", 0.9999))

    assert baseline.shifts[HAPPY] == pytest.approx(np.log((1 - TARGET) / 6 / 0.9999))
    assert baseline.shifts[NEUTRAL] == LARGEST_SHIFT
    assert LABELS[int(baseline.subtract(probabilities("happy", 0.9999)).argmax())] == "happy"


def test_a_short_laugh_does_not_count() -> None:
    calm = [spread(sad=0.5, neutral=0.3)] * 100

    found = NeutralBaseline.of([*calm, *[probabilities("happy", 0.99)] * 40])

    assert found.resting == pytest.approx(calm[0])


@given(
    st.lists(st.floats(0, 1), min_size=7, max_size=7).filter(lambda values: sum(values) > 0.1),
    st.lists(st.floats(0, 1), min_size=7, max_size=7).filter(lambda values: sum(values) > 0.1),
)
def test_whatever_was_read_probabilities_stay_so_and_no_other_label_is_raised(
    resting: list[float], seen: list[float]
) -> None:
    baseline = NeutralBaseline(tuple(value / sum(resting) for value in resting))
    found = baseline.subtract([value / sum(seen) for value in seen])

    assert found.sum() == pytest.approx(1)
    assert (found >= 0).all()
    assert all(-LARGEST_SHIFT <= shift <= 0 for shift in np.delete(baseline.shifts, NEUTRAL))
    assert 0 <= baseline.shifts[NEUTRAL] <= LARGEST_SHIFT


@pytest.mark.parametrize("resting", [(), (1.0,), (0.5,) * 7, (1.2, -0.2, 0, 0, 0, 0, 0), (float("nan"),) * 7])
def test_what_are_no_probabilities_is_refused(resting: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="expected 7 probabilities whose sum is 1"):
        NeutralBaseline(resting)

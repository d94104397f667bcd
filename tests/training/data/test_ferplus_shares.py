"""What the votes of FER+ say of a face: its majority, its shares, and no face."""

from collections.abc import Callable

import numpy as np
import pytest

from emotion.labels import LABELS
from tests.support.training.documents import votes_of
from training.data.ferplus import majority, shares, voted_no_face

ROWS = [
    (votes_of(angry=6, sad=4), "angry"),
    (votes_of(neutral=10), "neutral"),
    (votes_of(angry=5, sad=5), None),
    (votes_of(happy=5, unknown=3, not_a_face=2), None),
    (votes_of(contempt=10), None),
    (votes_of(surprise=6, fear=3), "surprise"),
]


@pytest.mark.parametrize(("row", "label"), ROWS)
def test_a_majority_is_more_than_half_of_ten(row: list[int], label: str | None) -> None:
    assert majority(np.array([row])).tolist() == [-1 if label is None else LABELS.index(label)]


@pytest.mark.parametrize(("count", "expected"), [(5, False), (6, True), (10, True)])
def test_more_than_half_call_it_no_face(count: int, expected: bool) -> None:
    row = votes_of(not_a_face=count, unknown=10 - count)

    assert voted_no_face(np.array([row])).tolist() == [expected]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (votes_of(happy=7, neutral=3), {"happy": 0.7, "neutral": 0.3}),
        (votes_of(sad=4, fear=2, contempt=2, unknown=1, not_a_face=1), {"sad": 4 / 6, "fear": 2 / 6}),
        (votes_of(sad=5, unknown=5), {"sad": 1}),
        (votes_of(sad=4, unknown=6), {"angry": 1}),  # too few to go by: the original label
        (votes_of(not_a_face=10), {"angry": 1}),
    ],
)
def test_the_seven_share_what_their_votes_are(row: list[int], expected: dict[str, float]) -> None:
    found = shares(np.array([row]), np.array([LABELS.index("angry")]))

    assert (found.shape, found.dtype) == ((1, 7), np.float32)
    np.testing.assert_allclose(found[0], [expected.get(label, 0) for label in LABELS], rtol=1e-6)


@pytest.mark.parametrize("use", [majority, voted_no_face, lambda votes: shares(votes, np.empty(0, np.int64))])
def test_no_face_is_an_ordinary_case(use: Callable[[np.ndarray], np.ndarray]) -> None:
    assert len(use(np.empty((0, 10), np.int64))) == 0

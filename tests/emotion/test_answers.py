"""What probabilities are said to mean: at once in a picture, and steadily over time."""

import numpy as np
import numpy.typing as npt
import pytest

from emotion.answers import Answer, SteadyAnswer, answer_of
from emotion.labels import LABELS

STEP = 1 / 15  # seconds between two frames
THRESHOLD = 0.55


def values(**shares: float) -> npt.NDArray[np.float64]:
    rest = (1 - sum(shares.values())) / (len(LABELS) - len(shares))
    return np.array([shares.get(label, rest) for label in LABELS])


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({"happy": 0.6}, Answer("happy", True)),
        ({"happy": 0.55, "surprise": 0.45}, Answer("happy", True)),
        ({"happy": 0.5}, Answer("happy", False)),
        ({"happy": 0.4, "surprise": 0.35}, Answer("happy", False, "surprise")),
        ({"happy": 0.45, "surprise": 0.34}, Answer("happy", False)),
    ],
)
def test_a_picture_is_answered_by_its_best_label(shares: dict[str, float], expected: Answer) -> None:
    assert answer_of(values(**shares), THRESHOLD) == expected


def said(*spans: tuple[float, dict[str, float]], share: float = 1.0) -> list[Answer]:
    """Return what is said frame by frame of spans of seconds with the same probabilities."""
    answers: list[Answer] = []
    steady: SteadyAnswer | None = None
    for seconds, shares in spans:
        for _ in range(round(seconds / STEP)):
            if steady is None:
                steady = SteadyAnswer(values(**shares), THRESHOLD)
            else:
                steady.update(values(**shares), STEP, share, THRESHOLD)
            answers.append(steady.answer)
    return answers


def test_sure_comes_above_the_threshold_and_goes_below_it() -> None:
    levels = (0.5, 0.58, 0.61, 0.55, 0.46, 0.44, 0.58, 0.61)

    sure = [answers.sure for answers in said(*((STEP, {"happy": level}) for level in levels))]

    assert sure == [False, False, True, True, True, False, False, True]


def test_another_label_takes_over_at_once_where_it_is_sure() -> None:
    labels = [answer.label for answer in said((1, {"happy": 0.8}), (STEP, {"sad": 0.6}))]

    assert labels[-2:] == ["happy", "sad"]


def test_another_label_that_is_not_sure_takes_over_after_a_second() -> None:
    labels = [answer.label for answer in said((1, {"happy": 0.8}), (2, {"sad": 0.5, "happy": 0.3}))]

    assert labels[15:29] == ["happy"] * 14
    assert labels[31:] == ["sad"] * 14


def test_a_label_that_leads_by_little_never_takes_over() -> None:
    labels = {answer.label for answer in said((1, {"happy": 0.8}), (5, {"sad": 0.47, "happy": 0.34}))}

    assert labels == {"happy"}


def test_what_leads_now_and_then_does_not_add_up() -> None:
    turns = [(STEP, {"sad": 0.5, "happy": 0.3}), (STEP, {"happy": 0.5, "sad": 0.3})] * 30

    assert {answer.label for answer in said((1, {"happy": 0.8}), *turns)} == {"happy"}


def test_words_for_an_unsure_answer_stand_for_a_second() -> None:
    turns = [(0.4, {"happy": 0.4, "surprise": 0.36}), (0.4, {"happy": 0.4, "neutral": 0.36})] * 4

    answers = said(*turns)
    longer = said((1, {"happy": 0.4, "surprise": 0.36}), (2, {"happy": 0.4, "neutral": 0.36}))

    assert {answer.rival for answer in answers} == {"surprise"}
    assert longer[-1].rival == "neutral"
    assert [answer.rival for answer in longer[15:29]] == ["surprise"] * 14


def test_a_label_that_leads_and_waits_is_named_at_once() -> None:
    answers = said((1, {"happy": 0.8}), (0.4, {"happy": 0.42}), (0.4, {"neutral": 0.5, "happy": 0.2}))

    assert set(answers[15:21]) == {Answer("happy", False)}
    assert set(answers[21:]) == {Answer("happy", False, "neutral")}


def test_a_sure_answer_has_no_rival_and_an_unsure_one_finds_it_at_once() -> None:
    answers = said((1, {"happy": 0.6}), (STEP, {"happy": 0.35, "surprise": 0.34}))

    assert answers[-2:] == [Answer("happy", True), Answer("happy", False, "surprise")]


def test_what_frames_differ_about_counts_for_less_than_in_their_mean() -> None:
    one, other = values(happy=0.6, surprise=0.3, sad=0.01), values(happy=0.6, sad=0.3, surprise=0.01)
    steady = SteadyAnswer(one, THRESHOLD)
    for number in range(200):
        steady.update(other if number % 2 else one, STEP, 0.2, THRESHOLD)

    assert steady.probabilities.sum() == pytest.approx(1)
    assert steady.probabilities.max() > 0.7


def test_one_frame_without_doubt_rules_nothing_out() -> None:
    steady = SteadyAnswer(values(happy=0.8), THRESHOLD)
    steady.update(np.eye(7)[LABELS.index("sad")], STEP, 0.2, THRESHOLD)

    assert steady.answer == Answer("happy", True)
    assert np.isfinite(steady.probabilities).all()

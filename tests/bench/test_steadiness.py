"""How the benchmark of steadiness counts, on made answers; and that its rules change the app's own code for a while."""

from dataclasses import replace

import numpy as np
import pytest

from bench.steadiness.faces import BEFORE, RATE, Change, agreement, changes, delays, jittered
from bench.steadiness.rules import FORMER, SINGLE, FormerAnswer, Rule
from bench.steadiness.watching import Reading, Watched, calibrated, followed, watch
from emotion import answers
from emotion.classification.calibration import Calibration
from emotion.labels import LABELS
from emotion.results import FrameResult
from tests.support.fakes import face, probabilities

STEADY = Rule("app")


def stream(*parts: tuple[str, float, float]) -> list[Reading]:
    """Return what is read of one face: a label and its probability for so many seconds, and so on."""
    shown = [(label, sure) for label, sure, seconds in parts for _ in range(round(seconds * RATE))]
    return [
        Reading(number / RATE, FrameResult(640, 480, (face(label=label, confidence=sure),)))
        for number, (label, sure) in enumerate(shown)
    ]


def test_an_answer_that_stays_counts_no_change() -> None:
    seen = watch(stream(("happy", 0.8, 3)), STEADY, 0.5)
    assert (seen.labels, seen.sure, seen.words, seen.under, seen.unsure) == (0, 0, 0, 0, 0)
    assert seen.frames == 3 * RATE - 3  # a face is shown once it was seen for 0.15 seconds
    assert seen.seconds == pytest.approx((seen.frames - 1) / RATE)


def test_changes_are_counted_and_told_by_the_minute() -> None:
    seen = watch(stream(("happy", 0.8, 2), ("sad", 0.8, 2), ("sad", 0.3, 4)), SINGLE, 0.5)
    assert (seen.labels, seen.sure, seen.words) == (1, 1, 2)
    assert seen.under == seen.unsure == 4 * RATE
    assert seen.a_minute(seen.words) == pytest.approx(2 * 60 / seen.seconds)
    assert Watched().a_minute(0) == 0


def test_watched_streams_add_up() -> None:
    one = Watched(10, 1, 2, 0.5, 1, 1, 2)
    assert one + one == Watched(20, 2, 4, 1.0, 2, 2, 4)


def test_another_person_is_no_change_of_the_first_ones_answer() -> None:
    readings = stream(("happy", 0.8, 1), ("sad", 0.8, 1))
    cut = [replace(reading, another_scene=number == RATE) for number, reading in enumerate(readings)]
    assert watch(cut, SINGLE, 0.5).labels == 0


def test_the_rule_before_words_every_unsure_answer_alike() -> None:
    readings = stream(("happy", 0.4, 1), ("sad", 0.4, 3))
    assert watch(readings, FORMER, 0.5).words == 0
    assert {FORMER.words(said) for _, said in followed(readings, FORMER, 0.5)} == {"Unsure"}
    assert {SINGLE.words(said) for _, said in followed(readings, SINGLE, 0.5)} == {"Perhaps happy", "Perhaps sad"}


def test_the_rule_before_takes_the_mean_and_another_label_by_a_small_lead() -> None:
    said = FormerAnswer(np.array(probabilities("happy", 0.6)), 0.5)
    said.update(np.array(probabilities("sad", 0.6)), 0.1, 0.55, 0.5)
    assert said.probabilities[LABELS.index("sad")] == pytest.approx(0.45 * 0.4 / 6 + 0.55 * 0.6)
    assert said.answer.label == "happy"  # a lead of 0.05
    said.update(np.array(probabilities("sad", 0.6)), 0.1, 0.55, 0.5)
    assert said.answer.label == "sad"


def test_a_rule_holds_while_it_is_applied() -> None:
    numbers = answers.LABEL_MARGIN, answers.SURE_MARGIN, answers.HOLD
    with Rule("other", 0.3, label_margin=0.01, sure_margin=0.02, hold=0.03).applied():
        assert (answers.LABEL_MARGIN, answers.SURE_MARGIN, answers.HOLD) == (0.01, 0.02, 0.03)
    assert numbers == (answers.LABEL_MARGIN, answers.SURE_MARGIN, answers.HOLD)
    readings = stream(("happy", 0.9, 1), ("sad", 0.9, 1))
    app, before, again = (followed(readings, rule, 0.5) for rule in (STEADY, FORMER, STEADY))
    assert app == again != before


def test_readings_are_shown_as_the_model_is_told() -> None:
    flat = calibrated(stream(("happy", 0.8, 1)), Calibration(temperature=20.0))
    assert flat[0].result.faces[0].confidence < 0.2


def test_a_change_takes_as_long_as_its_smoothing() -> None:
    change = Change(tuple(stream(("happy", 0.9, BEFORE), ("sad", 0.9, BEFORE))), "sad")
    assert delays(change, SINGLE, 0.5) == (0, 0)
    soon, late = (delays(change, Rule("", seconds), 0.5)[0] for seconds in (0.2, 0.8))
    assert 0 < soon < late < BEFORE
    never = Change(change.readings, "fear")
    assert delays(never, STEADY, 0.5) == (np.inf, np.inf)


def test_changes_are_made_of_clear_faces_of_two_expressions() -> None:
    happy, sad, weak = (np.array(probabilities(*of)) for of in (("happy", 0.9), ("sad", 0.9), ("sad", 0.4)))
    versions = np.stack([[happy, sad, weak, sad]] * 2)
    truth = np.array([LABELS.index(label) for label in ("happy", "sad", "sad", "fear")])
    made = changes(truth, versions, 0.5, pairs=10)
    assert {change.label for change in made} == {"happy", "sad"}
    assert all(len(change.readings) == 2 * BEFORE * RATE for change in made)
    assert {reading.result.faces[0].confidence for change in made for reading in change.readings} == {0.9}
    with pytest.raises(ValueError, match="two expressions"):
        changes(truth, versions, 0.95)


def test_sure_answers_are_judged_by_the_voters() -> None:
    versions = np.stack([[probabilities("happy", 0.9), probabilities("sad", 0.4)]] * 2)
    voters = np.zeros((2, len(LABELS)))
    voters[0, LABELS.index("happy")], voters[1, LABELS.index("sad")] = 0.7, 1.0
    assert agreement(voters, versions, STEADY, 0.5, (1, 2)) == [(0.5, 0.7), (0.5, 0.7)]
    assert agreement(voters, versions, STEADY, 0.95, (1,)) == [(0.0, 0.0)]


def test_versions_of_a_face_differ_a_little_and_are_the_same_each_time() -> None:
    faces = np.tile(np.arange(0, 240, 5, dtype=np.uint8), (3, 48, 1))
    one, other = jittered(faces, 1), jittered(faces, 2)
    assert one.shape == faces.shape
    assert one.dtype == np.uint8
    assert (one == jittered(faces, 1)).all()
    assert 3 < np.abs(one.astype(float) - other).mean() < 30


def test_a_version_has_noise_of_every_pixel_and_light_of_its_own() -> None:
    seen = jittered(np.full((60, 48, 48), 120, np.uint8), 3).astype(float)
    assert seen.std(axis=(1, 2)).mean() == pytest.approx(4, abs=0.2)
    assert seen.mean(axis=(1, 2)).std() == pytest.approx(4, abs=1.2)

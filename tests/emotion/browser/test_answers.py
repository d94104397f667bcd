"""The browser says of probabilities, and of how well a face can be seen, what Python says."""

from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from emotion.answers import Answer, SteadyAnswer, answer_of
from emotion.labels import LABELS
from emotion.quality import ISSUES, FaceQuality, SteadyQuality, why_nobody
from tests.support.fakes import face
from tests.support.made_streams import face_in_json, quality_in_json
from tests.support.typescript import TypeScript

SEQUENCES = 200


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> TypeScript:
    return TypeScript(Path(__file__).with_name("answers.ts"), tmp_path_factory.mktemp("answers"))


def in_json(answer: Answer) -> dict[str, Any]:
    rival = None if answer.rival is None else LABELS.index(answer.rival)
    return {"label": LABELS.index(answer.label), "sure": answer.sure, "rival": rival}


def test_one_pictures_answers_are_alike(answers: TypeScript) -> None:
    random = np.random.default_rng(1)
    rows = [*random.dirichlet(np.full(7, 0.5), 500), np.full(7, 1 / 7), np.eye(7)[3], np.array([0.5, 0.5, *[0.0] * 5])]
    given = [(row, threshold) for row in rows for threshold in (0.0, 0.5, 0.62, 1.0)]

    theirs = answers.call("answers", [{"probabilities": row.tolist(), "threshold": bound} for row, bound in given])

    assert theirs == [in_json(answer_of(row, threshold)) for row, threshold in given]


def updates(seed: int) -> list[dict[str, Any]]:
    """Return a face's probabilities over time, drawn around a mean that jumps now and then."""
    random = np.random.default_rng(seed)
    threshold, share, chosen = random.choice([0.4, 0.5, 0.62]), random.choice([0.1, 0.3, 1.0]), []
    mean = random.dirichlet(np.ones(7))
    for _ in range(80):
        if random.random() < 0.06:
            mean = random.dirichlet(np.full(7, random.choice([0.3, 1.0, 5.0])))
        newest, passed = random.dirichlet(40 * mean + 0.01), random.choice([0.0, 1 / 15, 0.1, 0.5])
        chosen.append({"newest": newest.tolist(), "passed": passed, "share": share, "threshold": threshold})
    return chosen


def steadily(sequence: list[dict[str, Any]]) -> list[dict[str, Any]]:
    steady, said = SteadyAnswer(np.array(sequence[0]["newest"]), sequence[0]["threshold"]), []
    for update in sequence[1:]:
        steady.update(np.array(update["newest"]), update["passed"], update["share"], update["threshold"])
        said.append({**in_json(steady.answer), "probabilities": steady.probabilities.tolist()})
    return said


def test_answers_over_time_are_alike(answers: TypeScript) -> None:
    sequences = [updates(seed) for seed in range(SEQUENCES)]
    ours, theirs = [steadily(sequence) for sequence in sequences], answers.call("steadyAnswers", sequences)

    for seed, (expected, found) in enumerate(zip(ours, theirs, strict=True)):
        read, probabilities = ([said.pop("probabilities") for said in both] for both in (found, expected))
        assert found == expected, f"sequence {seed}"
        np.testing.assert_allclose(read, probabilities, rtol=0, atol=1e-9)
    assert {said["sure"] for sequence in ours for said in sequence} == {True, False}
    assert len({said["rival"] for sequence in ours for said in sequence}) == 8


def test_each_answer_has_the_same_words_and_confidence(answers: TypeScript) -> None:
    faces = [
        replace(
            face(label=label), sure=sure, rival=None if rival == label else rival, quality=FaceQuality(issues=issues)
        )
        for label, rival, sure, issues in product(LABELS, LABELS, (True, False), ((), ISSUES[1:3]))
    ]

    theirs = answers.call("inWords", [face_in_json(one) for one in faces])

    assert theirs == [
        {"words": one.words, "confidence": one.confidence, "issues": list(one.quality.words)} for one in faces
    ]
    assert answers.call("nobody", [False, True]) == [list(why_nobody(False)), list(why_nobody(True))]


def test_faces_that_cannot_be_read_are_the_same(answers: TypeScript) -> None:
    names = ("side", "brightness", "outside", "yaw", "roll", "score", "noFace", "cannotTell")
    angles, scores, doubts = (None, -40.0, 39.9, 40.0), (None, 0.59, 0.6), ((0.49, 0.5), (0.09, 0.1))
    cases = list(product((13.9, 14.0, 60.0), (5.9, 6.0), (0.35, 0.36), angles, (None, 50.0), scores, *doubts))

    theirs = answers.call("qualities", [dict(zip(names, case, strict=True)) for case in cases])

    assert theirs == [quality_in_json(FaceQuality.of(*case)) for case in cases]


def seen(seed: int) -> list[tuple[FaceQuality, float]]:
    """Return how a face is seen over time, each issue now and then, and the share of the way that smoothing goes."""
    random = np.random.default_rng(seed)
    often = dict(zip(ISSUES, random.random(len(ISSUES)).tolist(), strict=True))
    sequence = []
    for yaw in random.normal(0, 30, 60).tolist():
        issues = tuple(issue for issue in ISSUES if random.random() < often[issue])
        sequence.append((FaceQuality(yaw, issues=issues), float(random.choice([0.1, 0.2, 1.0]))))
    return sequence


def test_issues_over_time_are_alike(answers: TypeScript) -> None:
    sequences, ours = [seen(seed) for seed in range(50)], []
    for (first, _), *rest in sequences:
        steady = SteadyQuality(first)
        for quality, share in rest:
            steady.update(quality, share)
            ours.append(quality_in_json(steady.now))

    theirs = answers.call(
        "steadyQualities",
        [[{"quality": quality_in_json(one), "share": share} for one, share in sequence] for sequence in sequences],
    )

    assert [quality for sequence in theirs for quality in sequence] == ours

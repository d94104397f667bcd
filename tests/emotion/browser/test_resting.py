"""The browser takes a resting face out of the same face as Python does, and leaves the others alone."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from emotion.classification.baseline import NeutralBaseline
from emotion.live.focus import Focus
from emotion.live.resting import subtracted
from emotion.results import FrameResult
from emotion.tracking import Tracker
from tests.support.made_streams import Step, made_stream, result_in_json, steps_in_json, without_probabilities
from tests.support.typescript import TypeScript


@pytest.fixture(scope="module")
def resting(tmp_path_factory: pytest.TempPathFactory) -> TypeScript:
    return TypeScript(Path(__file__).with_name("resting.ts"), tmp_path_factory.mktemp("resting"))


def read_and_shown(baseline: NeutralBaseline, steps: list[Step]) -> list[FrameResult]:
    tracker, focus, results = Tracker(), Focus(), list[FrameResult]()
    for step in steps:
        before = results[-1] if results else None
        own = subtracted(step.result, before, baseline, tracker.settings.threshold)
        result = tracker.update(own, step.at, step.another_scene)
        results += [own, replace(result, followed=focus.update(result))]
    return results


def test_the_same_face_has_the_baseline_subtracted(resting: TypeScript) -> None:
    rows = np.random.default_rng(7).dirichlet(np.ones(7), 30)
    streams = [(NeutralBaseline(tuple(row)), made_stream(seed)) for seed, row in enumerate(rows.tolist(), start=200)]
    ours = [[result_in_json(result) for result in read_and_shown(*stream)] for stream in streams]

    theirs = resting.call(
        "readAndShown", [{"resting": baseline.resting, "steps": steps_in_json(steps)} for baseline, steps in streams]
    )

    assert {face["baseline"] for results in ours for result in results for face in result["faces"]} == {True, False}
    for found, expected in zip(theirs, ours, strict=True):
        (bare, read), (expected_bare, probabilities) = map(without_probabilities, (found, expected))
        assert bare == expected_bare
        np.testing.assert_allclose(read, probabilities, rtol=0, atol=1e-9)

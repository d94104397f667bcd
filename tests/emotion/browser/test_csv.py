"""The browser records a stream as Python does, and its CSV is the same text."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from emotion.export.timeline import TimelineSource
from emotion.export.timeline_export import TimelineExport
from emotion.labels import LABELS
from emotion.live.recorder import LONGEST, LiveRecorder
from emotion.models.identity import ModelIdentity
from emotion.quality import ISSUES, FaceQuality
from emotion.results import Box, FaceResult, FrameResult
from emotion.tracking import Tracker
from tests.support.fakes import frame, tracked
from tests.support.made_streams import made_stream, result_in_json
from tests.support.typescript import TypeScript

MODEL = ModelIdentity("fer-s", '2025-11-02 "quoted", 0123456789ab', "alike")


@pytest.fixture(scope="module")
def csv(tmp_path_factory: pytest.TempPathFactory) -> TypeScript:
    return TypeScript(Path(__file__).with_name("csv.ts"), tmp_path_factory.mktemp("csv"))


def recorded(results: list[FrameResult], longest: float = LONGEST) -> dict[str, Any]:
    recorder, states = LiveRecorder(longest), []
    for result in results:
        recorder.add(result)
        states.append([recorder.seconds, recorder.full])
    return {"states": states, "csv": TimelineExport(recorder.finish(), MODEL, TimelineSource("camera")).csv()}


def given(results: list[FrameResult], longest: float = LONGEST) -> dict[str, Any]:
    return {"results": [result_in_json(result) for result in results], "longest": longest, "model": asdict(MODEL)}


def test_recordings_of_made_streams_are_the_same_text(csv: TypeScript) -> None:
    recordings = []
    for seed in range(100, 130):
        tracker = Tracker()
        shown = [tracker.update(step.result, step.at, step.another_scene) for step in made_stream(seed)]
        recordings.append((shown[seed % 10 :], 5.0 if seed % 3 == 0 else LONGEST))

    recordings.append(([frame(tracked(1), at=at) for at in (5.0, 6.0, 6.1, 6.2)], 1.0))  # full to the end

    theirs = csv.call("recorded", [given(*recording) for recording in recordings])

    ours = [recorded(*recording) for recording in recordings]
    assert {made["states"][-1][1] for made in ours} == {True, False}
    assert theirs == ours


def test_every_number_is_rounded_and_written_alike(csv: TypeScript) -> None:
    random, results = np.random.default_rng(5), list[FrameResult]()
    steps = (1 / 16, 1 / 32, 1 / 3, 2.0, 5e-4, 1.00005e-3)  # halves of a thousandth among them
    for index in range(3000):
        at = results[-1].at + float(random.choice(steps)) if results else 0.0
        results.append(replace(frame(*faces_of(random), at=at), frame=2 * index, too_dark=index % 2 == 0))

    (theirs,) = csv.call("recorded", [given(results)])

    ours = recorded(results)
    assert "e-05" in ours["csv"]
    for line, expected in zip(theirs["csv"].split("\r\n"), ours["csv"].split("\r\n"), strict=True):
        assert line == expected
    assert theirs["csv"] == ours["csv"]


def faces_of(random: np.random.Generator) -> list[FaceResult]:
    faces = []
    for track_id in range(1, int(random.integers(0, 3)) + 1):
        values = random.choice([0.0, 1.0, 0.5, 1e-5, 4e-7, 5e-7, 2**-7, 99 * 2**-7, *random.dirichlet(np.ones(7))], 7)
        yaw, roll = random.choice([0.5, 1.5, -0.4, -0.5, -1.5, 127.6, -300.0, float(random.normal(0, 40))], 2)
        score = float(random.choice([0.0, 1.0, 0.125, 0.625, 0.6025, random.random()]))
        quality = FaceQuality(float(yaw), float(roll), score, ISSUES[: int(random.integers(0, 6))])
        one = replace(
            tracked(track_id, Box(*random.integers(1, 300, 4).tolist()), str(random.choice(LABELS))),
            probabilities=tuple(values.tolist()),
            sure=bool(random.random() < 0.5),
            rival=[None, *LABELS][int(random.integers(0, 8))],
            quality=quality if random.random() < 0.8 else FaceQuality(),
            baseline=bool(random.random() < 0.2),
        )
        faces.append(one)
    return faces


def test_without_any_result_there_is_the_header_alone(csv: TypeScript) -> None:
    (theirs,) = csv.call("recorded", [given([])])

    assert theirs == recorded([])
    assert theirs["csv"].count("\r\n") == 1


def test_a_result_that_comes_after_the_end_is_left_out(csv: TypeScript) -> None:
    assert csv.call("leftOutAfterTheEnd", [result_in_json(frame(tracked(1), at=at)) for at in (0.0, 0.1)]) == 1

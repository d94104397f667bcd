"""The browser's tracker and focus say of made streams what Python's say."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from emotion.live.focus import Focus
from emotion.results import Box, FrameResult
from emotion.tracking import MAX_TRACKS, Tracker, TrackingSettings
from tests.support.fakes import face, frame, tracked
from tests.support.made_streams import Step, made_stream, result_in_json, steps_in_json, without_probabilities
from tests.support.typescript import TypeScript

STREAMS = 60
SETTINGS = (
    TrackingSettings(),
    TrackingSettings(threshold=0.62),
    TrackingSettings(smoothing=0.0, box_smoothing=0.0, confirm_after=0.0),
    TrackingSettings(threshold=0.4, smoothing=1.0, box_smoothing=0.3, confirm_after=0.3, max_lost=1.0),
)


@pytest.fixture(scope="module")
def tracking(tmp_path_factory: pytest.TempPathFactory) -> TypeScript:
    return TypeScript(Path(__file__).with_name("tracking.ts"), tmp_path_factory.mktemp("tracking"))


def followed(settings: TrackingSettings, steps: list[Step]) -> list[FrameResult]:
    tracker, focus = Tracker(settings), Focus()
    shown = [tracker.update(step.result, step.at, step.another_scene) for step in steps]
    return [replace(result, followed=focus.update(result)) for result in shown]


def given(settings: TrackingSettings, steps: list[Step]) -> dict[str, Any]:
    names = {"box_smoothing": "boxSmoothing", "confirm_after": "confirmAfter", "max_lost": "maxLost"}
    return {
        "settings": {names.get(name, name): value for name, value in asdict(settings).items()},
        "steps": steps_in_json(steps),
    }


def test_made_streams_are_followed_alike(tracking: TypeScript) -> None:
    streams = [(SETTINGS[seed % len(SETTINGS)], made_stream(seed)) for seed in range(STREAMS)]
    ours = [followed(*stream) for stream in streams]
    theirs = tracking.call("followed", [given(*stream) for stream in streams])

    for seed in range(STREAMS):
        expected, probabilities = without_probabilities([result_in_json(result) for result in ours[seed]])
        found, read = without_probabilities(theirs[seed])
        assert found == expected, f"stream {seed}"
        np.testing.assert_allclose(read, probabilities, rtol=0, atol=1e-9, err_msg=f"stream {seed}")


def test_in_the_made_streams_everything_happens_that_is_compared() -> None:
    shown = [result for seed in range(STREAMS) for result in followed(SETTINGS[seed % 4], made_stream(seed))]
    faces = [one for result in shown for one in result.faces]

    assert max(one.track_id for one in faces) > 10
    assert max(one.display_number for one in faces) >= 5
    assert len({one.label for one in faces}) == 7
    assert len({issue for one in faces for issue in one.quality.issues}) == 5
    for kind in (
        [one for one in faces if one.sure],
        [one for one in faces if one.rival],
        [result for result in shown if result.too_dark],
        [result for result in shown if result.followed and result.followed != result.largest.track_id],
    ):
        assert len(kind) > 100


def of_about_the_same_size(seed: int) -> list[FrameResult]:
    """Return results in which three faces flutter around a lead that changes now and then, and come and go."""
    random, at, lead, results = np.random.default_rng(seed), 0.0, np.ones(3), []
    steps = random.choice([1 / 15, 0.2]) * np.ones(200)
    steps[random.random(200) < 0.06] = random.choice([-0.1, 0.0, 0.7, 1.4, 2.2])
    for step in steps.tolist():
        at += step
        if random.random() < 0.05:
            lead = random.choice([1.0, 1.05, 1.2, 1.28, 1.5], 3)
        sides = 80 * lead * random.uniform(0.9, 1.1, 3)
        faces = [tracked(index, Box(0, 0, round(side), 80)) for index, side in enumerate(sides.tolist(), start=1)]
        results.append(frame(*(one for one in faces if random.random() > 0.01), at=at))
    return results


def test_whom_a_stream_follows_is_the_same(tracking: TypeScript) -> None:
    streams = [of_about_the_same_size(seed) for seed in range(60)]
    ours = []
    for stream in streams:
        focus = Focus()
        ours.append([focus.update(result) for result in stream])

    assert tracking.call("inFocus", [[result_in_json(result) for result in stream] for stream in streams]) == ours


def test_no_more_faces_are_followed_at_once_than_python_follows(tracking: TypeScript) -> None:
    everywhere = [face(Box(30 * (place % 30), 30 * (place // 30), 20, 20)) for place in range(MAX_TRACKS + 50)]
    stream = [frame(*everywhere, width=900, height=900, at=at) for at in (0.0, 0.2)]
    python = Tracker()
    ours = [result_in_json(python.update(result, result.at)) for result in stream]

    theirs = tracking.call("byDefault", [result_in_json(result) for result in stream])

    assert len(theirs[1]["faces"]) == MAX_TRACKS
    assert without_probabilities(theirs)[0] == without_probabilities(ours)[0]

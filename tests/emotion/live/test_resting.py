"""A resting face measured in a stream, and subtracted from the one face that it belongs to."""

from collections.abc import Iterator
from dataclasses import replace

import av
import numpy as np
import pytest

from emotion.classification.baseline import NeutralBaseline
from emotion.detection.presets import make_detector
from emotion.live.callback import LiveCallback
from emotion.live.resting import RestingError, measured, subtracted
from emotion.live.state import LiveSettings
from emotion.models.store import ModelStore
from emotion.quality import FaceQuality, Issue
from emotion.results import Box, FrameResult
from emotion.sample.scene import astronaut
from emotion.tracking import TrackingSettings
from tests.support import resting
from tests.support.fakes import face, frame, tracked

LEFT, RIGHT = Box(10, 10, 100, 100), Box(300, 10, 60, 60)
DARK = FaceQuality(issues=(Issue.TOO_DARK,))
SAD = NeutralBaseline((0.02, 0.02, 0.02, 0.02, 0.6, 0.02, 0.3))


def results(*track_ids: int, unusable: int = 0) -> list[FrameResult]:
    """Return results each of one face, sad at rest, and some more in which the first one cannot be read."""
    seen = [frame(tracked(track_id, LEFT, "sad")) for track_id in track_ids]
    dark = replace(tracked(track_ids[0], LEFT), quality=DARK)
    return [*seen, *[frame(dark)] * unusable]


def test_the_face_that_was_followed_most_is_measured() -> None:
    others = [frame(tracked(2, LEFT, "happy"))] * 3

    found = measured([*results(*[1] * 7), *others])

    assert found.resting == pytest.approx(tracked(1, label="sad").probabilities)


@pytest.mark.parametrize(
    ("seen", "sentence"),
    [
        ([], "No face was seen well"),
        ([frame()], "No face was seen well"),
        (results(1, unusable=1)[1:], "No face was seen well"),
        (results(1, 1, unusable=3), "only 4 of the 10 seconds"),
        (results(1, 2), "only 5 of the 10 seconds"),
    ],
)
def test_a_face_that_was_not_seen_well_is_not_measured(seen: list[FrameResult], sentence: str) -> None:
    with pytest.raises(RestingError, match=sentence):
        measured(seen)


def test_it_is_subtracted_from_the_followed_face_alone() -> None:
    now = frame(face(LEFT, "sad"), face(RIGHT, "sad"))
    before = replace(frame(tracked(1, LEFT), tracked(2, RIGHT)), followed=2)

    left, right = subtracted(now, before, SAD, 0.5).faces
    first, second = subtracted(now, None, SAD, 0.5).faces

    assert (left, right.baseline) == (now.faces[0], True)
    assert right.probabilities == pytest.approx(SAD.subtract(now.faces[1].probabilities))
    assert (first.baseline, second) == (True, now.faces[1]), "nobody was followed, so it is the largest"


def test_nobody_gets_it_while_the_followed_face_is_not_found() -> None:
    before = replace(frame(tracked(1, Box(500, 300, 90, 90))), followed=1)
    now = frame(face(LEFT, "sad"))

    assert subtracted(now, before, SAD, 0.5) == now
    assert subtracted(frame(), before, SAD, 0.5) == frame()


def test_a_face_that_cannot_be_read_stays_unsure() -> None:
    dark = replace(face(LEFT, "sad", 0.99, sure=False), quality=DARK)

    (found,) = subtracted(frame(dark), None, SAD, 0.5).faces

    assert (found.baseline, found.sure) == (True, False)


def read(callback: LiveCallback, pictures: Iterator[av.VideoFrame]) -> list[FrameResult]:
    """Return the results of frames."""
    before = len(callback.recent())
    for picture in pictures:
        callback(picture)
    return list(callback.recent()[before:])


@pytest.fixture
def callback() -> LiveCallback:
    """A stream that the model reads which the app opens with."""
    model = ModelStore().load_model("mirrored-votes")
    settings = LiveSettings(TrackingSettings(threshold=model.threshold), mirror=False)
    return LiveCallback(make_detector("stream"), model.classifier(), settings)


def test_a_resting_face_that_reads_as_happy_becomes_neutral_and_a_smile_stays_one(callback: LiveCallback) -> None:
    rest, smile = resting.resting(), astronaut()
    before = read(callback, resting.frames(rest, 10))
    smiled = read(callback, resting.frames(smile, 2, begin=10))

    callback.settings = replace(callback.settings, baseline=measured(before))
    after = read(callback, resting.frames(rest, 4, begin=12))
    smiles = read(callback, resting.frames(smile, 2, begin=16))

    words = [[found.faces[0].words for found in results[15:]] for results in (before, smiled, after, smiles)]
    assert [set(said) for said in words] == [{"Happy"}, {"Happy"}, {"Neutral"}, {"Happy"}]
    assert all(found.faces[0].baseline for found in [*after, *smiles])
    assert not any(found.faces[0].baseline for found in before[15:])


def test_somebody_beside_keeps_what_is_read(callback: LiveCallback) -> None:
    rest = resting.resting()
    baseline = measured(read(callback, resting.frames(rest, 10)))
    plain = read(callback, resting.frames(rest, 3, begin=10, mirrored=rest))[-1]

    callback.settings = replace(callback.settings, baseline=baseline)
    found = read(callback, resting.frames(rest, 3, begin=13, mirrored=rest))[-1]

    (own, other), (_, other_before) = found.faces, plain.faces
    assert (own.words, own.baseline, other.baseline) == ("Neutral", True, False)
    np.testing.assert_allclose(other.probabilities, other_before.probabilities, atol=0.05)

"""What the page says of a video, in words."""

import pytest

from emotion.quality import FaceQuality, Issue
from emotion.timeline.summary import summarize
from emotion.video.result import VideoResult
from emotion.video.settings import Progress
from emotion.web.video.view import numbers, place_in_words, progress_in_words
from tests.support.timelines import seen, timeline_of


@pytest.mark.parametrize(
    ("progress", "stopping", "words"),
    [
        (None, False, "Starting"),
        (Progress(0.004, 1.0, None), False, "Reading: 0 %"),
        (Progress(0.5, 1.0, 30.0), False, "Reading: 50 %, about 30 seconds left"),
        (Progress(0.5, 1.0, 30.0), True, "Stopping"),
        (None, True, "Stopping"),
    ],
)
def test_how_far_it_is_is_told_as_far_as_known(progress: Progress | None, stopping: bool, words: str) -> None:
    assert progress_in_words(progress, stopping) == words


@pytest.mark.parametrize(
    ("place", "part"),
    [(0, "Yours is next"), (1, "Yours is next"), (2, "1 more waits before yours"), (3, "2 more wait before")],
)
def test_the_place_in_the_queue_is_a_sentence(place: int, part: str) -> None:
    assert part in place_in_words(place)


def test_frames_with_a_usable_face_are_told() -> None:
    dark = FaceQuality(issues=(Issue.TOO_DARK,))
    result = VideoResult(timeline_of([seen(0, 1), seen(0.5, 1), seen(1), seen(1.5, 1, quality=dark)]))
    assert "Frames with a usable face</dt><dd>50 %" in numbers(result, summarize(result.timeline))


@pytest.mark.parametrize(("damaged", "told"), [(0, False), (3, True)])
def test_damaged_frames_are_told_when_there_are_any(damaged: int, told: bool) -> None:
    result = VideoResult(timeline_of([seen(0, 1), seen(0.5, 1)]), damaged)
    assert ("Damaged" in numbers(result, summarize(result.timeline))) is told

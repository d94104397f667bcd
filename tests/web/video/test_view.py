"""What the page says of a video, in words."""

import pytest

from emotion.timeline.summary import summarize
from emotion.video.result import VideoResult
from emotion.video.settings import Progress
from emotion.web.video.view import how_far, in_line, megabytes, numbers, time_left
from tests.emotion.timeline.test_table import seen, timeline_of


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "a few seconds left"),
        (4.9, "a few seconds left"),
        (5, "about 5 seconds left"),
        (58, "about 60 seconds left"),
        (89, "about 90 seconds left"),
        (91, "about 2 minutes left"),
        (3600, "about 60 minutes left"),
    ],
)
def test_time_left_is_told_as_people_say_it(seconds: float, words: str) -> None:
    assert time_left(seconds) == words


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
    assert how_far(progress, stopping) == words


@pytest.mark.parametrize(
    ("place", "part"),
    [(0, "Yours is next"), (1, "Yours is next"), (2, "1 more waits before yours"), (3, "2 more wait before")],
)
def test_the_line_is_told(place: int, part: str) -> None:
    assert part in in_line(place)


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1 KB"), (600 * 2**10, "600 KB"), (2**20, "1.0 MB"), (200 * 2**20, "200 MB")]
)
def test_sizes_are_told_in_round_numbers(size: int, words: str) -> None:
    assert megabytes(size) == words


@pytest.mark.parametrize(("damaged", "told"), [(0, False), (3, True)])
def test_damaged_frames_are_told_when_there_are_any(damaged: int, told: bool) -> None:
    result = VideoResult(timeline_of([seen(0, 1), seen(0.5, 1)]), damaged)
    assert ("Damaged" in numbers(result, summarize(result.timeline))) is told

"""What the page knows of a stream that the visitor's browser reads."""

from emotion.browser.stream import BrowserStream
from emotion.live.callback import REMEMBERED
from emotion.live.recorder import LiveRecorder
from emotion.results import FrameResult


def results(*times: float) -> tuple[FrameResult, ...]:
    return tuple(FrameResult(640, 480, at=at, frame=index) for index, at in enumerate(times))


def test_each_result_is_taken_once() -> None:
    stream = BrowserStream()
    stream.take(0, results(1, 2, 3))
    stream.take(1, results(2, 3, 4))
    assert [result.at for result in stream.recent()] == [1, 2, 3, 4]
    assert stream.received == 4


def test_a_new_server_takes_what_a_browser_has_kept() -> None:
    stream = BrowserStream()
    stream.take(700, results(50, 51))
    assert [result.at for result in stream.recent()] == [50, 51]
    assert stream.received == 702


def test_a_minute_is_remembered() -> None:
    stream = BrowserStream()
    stream.take(0, results(*range(100)))
    assert [stream.recent()[0].at, stream.recent()[-1].at] == [99 - REMEMBERED, 99]


def test_a_browser_that_begins_anew_takes_nobody_back_in_time() -> None:
    stream = BrowserStream()
    stream.take(0, results(10, 11))
    stream.mark("Another network")
    stream.take(2, results(3))
    assert [result.at for result in stream.recent()] == [3]
    assert stream.marks() == ()


def test_a_recording_takes_every_result_once() -> None:
    stream = BrowserStream(recorder=LiveRecorder())
    stream.take(0, results(1, 2))
    stream.take(1, results(2, 3))
    assert stream.recorder
    assert len(stream.recorder.finish().results) == 3


def test_marks_stand_after_the_newest_result() -> None:
    stream = BrowserStream()
    stream.mark("nothing was seen yet")
    stream.take(0, results(5))
    stream.mark("Another network")
    assert [(mark.at, mark.words) for mark in stream.marks()] == [(5, "Another network")]

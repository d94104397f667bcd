"""What ends or stands still by itself in the middle of a visit, and goes on, or is said."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.browser.conftest import Visitor, await_that
from tests.browser.returned import no_errors_of_ours

pytestmark = pytest.mark.browser
Visit = Callable[..., AbstractContextManager[Visitor]]
SEEN = """
hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
  document.dispatchEvent(new Event('visibilitychange')); }
"""
TAKEN = "() => window.mienTracks.forEach(track => { track.stop(); track.dispatchEvent(new Event('ended')); })"
FRAME = "() => document.querySelector('.mien-panel').dataset.frame"
LOSE_TIMERS = """
every => { const real = window.setInterval; Object.assign(window, {mienLosing: every, mienLost: 0});
  window.setInterval = (act, after, ...rest) =>
    Math.abs(after - window.mienLosing) < 1 ? (window.mienLost++, 0) : real(act, after, ...rest); }
"""
FORGET_THE_STOP = "() => Object.assign(window.mienLink, {stopped: false, running: true})"


def test_a_camera_that_went_while_the_screen_was_locked_goes_on(visit: Visit) -> None:
    with visit() as visitor:
        page = visitor.page
        visitor.agree()
        await_that(lambda: visitor.answer() == "Happy", "a reading")

        page.evaluate(SEEN, True)
        page.evaluate(TAKEN)
        await_that(lambda: visitor.answer() == "Camera off", "the end of the stream")
        page.get_by_text("The camera went away").wait_for()
        page.evaluate(SEEN, False)
        await_that(lambda: visitor.answer() == "Happy", "a reading again, without a press")
        await_that(lambda: page.get_by_text("The camera went away").count() == 0, "the end of the sentence")
        assert no_errors_of_ours(visitor) == []


def test_a_camera_that_is_unplugged_is_said_and_can_be_started(visit: Visit) -> None:
    with visit() as visitor:
        visitor.agree()
        await_that(lambda: visitor.answer() == "Happy", "a reading")

        visitor.page.evaluate(TAKEN)
        visitor.page.get_by_text("The camera went away").wait_for()
        visitor.start()
        await_that(lambda: visitor.answer() == "Happy", "a reading again")
        assert no_errors_of_ours(visitor) == []


def test_a_page_whose_timers_were_lost_is_built_again(visit: Visit) -> None:
    with visit() as visitor:
        page = visitor.page
        page.evaluate(LOSE_TIMERS, 200)  # what the bars are kept up to date by
        visitor.agree()
        page.wait_for_function("() => window.mienLost > 0")
        before = page.evaluate(FRAME)
        page.evaluate("() => { window.mienLosing = 0 }")
        page.wait_for_function(f"before => ({FRAME})() !== before", arg=before)
        await_that(lambda: visitor.answer() == "Happy", "a reading")
        assert no_errors_of_ours(visitor) == []


def test_a_frame_that_fell_back_to_its_start_is_started_once_more_and_then_it_is_said(visit: Visit) -> None:
    with visit() as visitor:
        page = visitor.page
        visitor.agree()
        await_that(lambda: visitor.answer() == "Happy", "a reading")

        visitor.stop()
        page.evaluate(FORGET_THE_STOP)
        await_that(lambda: visitor.answer() == "Happy", "a reading again, without a press")
        visitor.stop()
        page.evaluate(FORGET_THE_STOP)
        page.get_by_text("The connection was lost, so the video ended.").wait_for()
        assert no_errors_of_ours(visitor) == []


def test_an_agreement_that_the_page_did_not_hear_is_told_again(visit: Visit) -> None:
    with visit() as visitor:
        visitor.page.evaluate("() => Object.assign(window.mienLink, {agreed: Date.now()})")  # pressed, and lost
        visitor.page.get_by_role("heading", name="The last 60 seconds").wait_for()
        await_that(lambda: visitor.answer() == "Happy", "a reading")
        assert no_errors_of_ours(visitor) == []

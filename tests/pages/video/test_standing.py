"""The page on videos while one is read: other pages, cancelling, removing, and a line of visitors."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from emotion.jobs.job import VideoJob
from emotion.web.video.session import BUSY
from tests.support.app_page import Launch
from tests.support.video_page import Gate, arrive, clip, files, folders, job, numbers, press, send, session_of


def stand_still(page: AppTest, tmp_path: Path, gate: Gate) -> VideoJob:
    """Send a clip and let its result come to the gate; return the job."""
    send(page, clip(tmp_path))
    press(page, "Read the video")
    assert gate.reached.wait(60)
    return job(page)


def test_other_pages_neither_stop_nor_restart_the_reading(page: AppTest, tmp_path: Path, gate: Gate) -> None:
    running = stand_still(page, tmp_path, gate)
    page.run()
    assert [button.label for button in page.button] == ["Cancel"]

    page.switch_page("pages/training.py").run()
    page.switch_page("pages/video.py").run()

    assert job(page) is running
    assert (running.state.phase, running.cancelled) == ("reading", False)
    gate.open.set()
    assert running.wait(60)
    page.switch_page("pages/training.py").run()
    page.switch_page("pages/video.py").run()
    assert "12 of 12" in numbers(page)
    assert gate.frames == 12


def test_what_was_read_before_cancelling_is_kept_and_said(
    page: AppTest, tmp_path: Path, root: Path, gate: Gate
) -> None:
    running = stand_still(page, tmp_path, gate)

    press(page, "Cancel")
    assert page.button[0].disabled
    gate.open.set()
    assert running.wait(60)
    page.run()

    assert "Stopped at 0.5 s, as asked for. What was read until then" in page.info[0].value
    assert "5 of 5" in numbers(page)
    assert len(files(root)) == 2, "what was read is drawn, and the video can be read again"


def test_removed_while_it_is_read_its_files_go_as_soon_as_the_thread_lets_go(
    page: AppTest, tmp_path: Path, root: Path, gate: Gate
) -> None:
    running = stand_still(page, tmp_path, gate)

    session_of(page).release()
    assert folders(root), "the thread still reads"
    gate.open.set()
    assert running.wait(60)

    assert gate.frames == 5
    assert folders(root) == []


def test_a_second_visitor_waits_in_line_and_a_third_is_told_to_come_again(
    launch: Launch, page: AppTest, tmp_path: Path, gate: Gate
) -> None:
    content = clip(tmp_path)
    visitors = [page, arrive(launch), arrive(launch)]
    for visitor in visitors:
        send(visitor, content)
        press(visitor, "Read the video")
    assert gate.reached.wait(60)

    second, third = visitors[1:]
    second.run()
    assert "Yours is next; it starts by itself." in second.info[0].value
    assert third.error[0].value == BUSY
    press(second, "Cancel")
    assert "Read the video" in [button.label for button in second.button], "as before the start"
    press(second, "Read the video")
    press(third, "Remove")
    gate.open.set()
    assert job(second).wait(60)
    second.run()
    assert "12 of 12" in numbers(second)
    for visitor in visitors:  # one session to Streamlit's AppTest, so that the reaper knows the last one alone
        session_of(visitor).release()

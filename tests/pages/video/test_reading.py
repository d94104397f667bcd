"""The page on videos: what is sent, read, stopped, waited for and removed, and what of it lies on the disk."""

import logging
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.testing.v1 import AppTest

from emotion.jobs import job as video_job
from emotion.timeline.notes import Marker, Notes
from emotion.web.video import session as video_session
from tests.support.app_page import Launch
from tests.support.bad_videos import BAD_VIDEOS, BadVideo
from tests.support.video_page import (
    FILES,
    Gate,
    arrive,
    clip,
    files,
    folders,
    job,
    labels,
    numbers,
    press,
    read,
    send,
    sentences,
    session_of,
)

MEANT = "**bold** [link](https://example.org) $x$ :red[y].mp4"  # what Markdown would take for its own


def test_a_video_is_read_person_by_person_and_stays_to_be_read_again(page: AppTest, tmp_path: Path, root: Path) -> None:
    send(page, clip(tmp_path))
    name, rest = page.text[0].value.splitlines()
    assert name == "clip.mp4"
    assert rest.endswith(" KB, 0:01 long")
    assert files(root) == ["source"]

    read(page)

    annotated, source = files(root)
    assert (annotated.startswith("annotated"), source) == (True, "source")
    assert [element.value for element in (*page.main.header, *page.subheader)] == [
        "Person by person",
        "Markers and conditions",
        "Files",
        "Person 1",
    ]
    assert "12 of 12" in numbers(page)
    assert labels(page) == ["Annotated video", *FILES]
    assert not page.error
    assert not page.warning


def test_streamlit_forgets_the_file_that_was_taken_over(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager, session = MemoryUploadedFileManager("/upload"), "test session id"
    manager.add_file(session, UploadedFileRec("1", "clip.mp4", "video/mp4", b"x"))
    server = SimpleNamespace(get_instance=lambda: SimpleNamespace(uploaded_file_mgr=manager))
    monkeypatch.setattr(video_session, "runtime", server)

    send(page, clip(tmp_path))

    assert manager.get_files(session, ["1"]) == []


def test_without_an_annotated_video_there_is_none_on_the_disk(page: AppTest, tmp_path: Path, root: Path) -> None:
    send(page, clip(tmp_path))
    page.toggle[0].set_value(False).run()
    read(page)

    assert labels(page) == FILES
    assert files(root) == ["source"]


@pytest.mark.parametrize("started", [False, True])
def test_removing_frees_everything(page: AppTest, tmp_path: Path, root: Path, started: bool) -> None:
    send(page, clip(tmp_path))
    if started:
        read(page)

    press(page, "Remove")

    assert (session_of(page).uploaded, session_of(page).job) == (None, None)
    assert folders(root) == []
    assert "No video yet." in page.info[0].value


@pytest.mark.parametrize("bad", BAD_VIDEOS, ids=lambda bad: bad.kind)
def test_a_bad_video_is_read_right_or_refused_with_a_sentence(
    launch: Launch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, root: Path, bad: BadVideo
) -> None:
    if bad.setting:
        monkeypatch.setenv(*bad.setting)
    path = tmp_path / "bad.mp4"
    bad.make(path)
    page = arrive(launch)

    send(page, path.read_bytes(), MEANT)
    if bad.when == "read" or not bad.refused:
        read(page)

    assert [bad.refused in element.value for element in page.error] == [True] * bool(bad.refused)
    assert [bad.warned in element.value for element in page.warning] == [True] * bool(bad.warned)
    assert not [sentence for sentence in sentences(page) if "example.org" in sentence], "Markdown would make a link"
    if bad.refused:
        if bad.when == "read":
            press(page, "Choose another video")
        assert folders(root) == []
        return
    result = job(page).state.result
    assert result
    assert (result.timeline.width, result.timeline.height) == bad.size
    assert result.timeline.persons == (1,)
    assert page.text[0].value == MEANT


def test_after_a_failure_another_video_can_be_sent(page: AppTest, tmp_path: Path) -> None:
    next(bad for bad in BAD_VIDEOS if bad.when == "read").make(tmp_path / "bad.mp4")
    send(page, (tmp_path / "bad.mp4").read_bytes())
    read(page)
    press(page, "Choose another video")

    send(page, clip(tmp_path))

    assert session_of(page).uploaded


def test_a_fault_of_ours_ends_in_a_sentence_and_in_the_log(
    page: AppTest, tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(video_job, "make_detector", None)
    send(page, clip(tmp_path), "private.mp4")
    with caplog.at_level(logging.ERROR):
        read(page)

    assert "Reading the video failed." in page.error[0].value
    assert "TypeError" in caplog.text
    assert "private" not in caplog.text
    monkeypatch.undo()
    assert files(root) == ["source"], "it can be tried again"


@pytest.fixture
def another(page: AppTest, tmp_path: Path) -> AppTest:
    """A page with a video that was read, and with another setting chosen for the next reading."""
    send(page, clip(tmp_path))
    read(page)
    page.select_slider[0].set_value("high").run()
    return page


def test_a_video_is_read_again_with_other_settings_without_a_new_upload(another: AppTest, root: Path) -> None:
    first = job(another)
    session_of(another).note(Notes(markers=(Marker(0.2, "bell"),)).named(1, "Ada"))

    press(another, "Read again")
    second = job(another)
    assert second is not first
    assert second.wait(60)
    another.run()

    assert not another.exception
    assert (second.options.detector.sensitivity, first.options.detector.sensitivity) == ("high", "normal")
    assert len(files(root)) == 2, "the earlier annotated video is gone"
    notes = session_of(another).notes
    assert ([marker.name for marker in notes.markers], dict(notes.names)) == (["bell"], {}), "persons may be others"


def test_what_was_read_before_comes_back_where_reading_again_is_stopped(
    another: AppTest, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, gate = job(another), Gate()
    monkeypatch.setattr(video_job, "make_detector", lambda *_: gate)
    session_of(another).note(Notes().named(1, "Ada"))

    press(another, "Read again")
    assert gate.reached.wait(60)
    second = job(another)
    press(another, "Cancel")
    gate.open.set()
    assert second.wait(60)
    another.run()

    assert not another.exception
    assert job(another) is first
    assert another.error[0].value == "Reading it again was stopped. What was read before is still here."
    assert "12 of 12" in numbers(another)
    assert session_of(another).notes.name(1) == "Ada"
    assert len(files(root)) == 2


def test_what_was_read_before_comes_back_where_reading_again_fails(
    another: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = job(another)
    monkeypatch.setattr(video_job, "make_detector", None)

    press(another, "Read again")
    assert job(another).wait(60)
    another.run()

    assert job(another) is first
    assert "Reading the video failed." in another.error[0].value


def test_a_visitor_without_a_video_takes_the_sample_clip(page: AppTest, root: Path) -> None:
    press(page, "Use the sample clip")

    assert page.text[0].value.startswith("astronaut.mp4\n")
    assert files(root) == ["source"]
    press(page, "Remove")

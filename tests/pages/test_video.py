"""The page on videos: what is sent, read, stopped, waited for and removed, and what of it lies on the disk."""

import logging
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.testing.v1 import AppTest

from emotion.faces import HaarDetector
from emotion.web import takeaway, video_job, video_view, video_visit
from emotion.web.video_folder import PREFIX
from emotion.web.video_job import VideoJob
from emotion.web.video_keeper import VisitKeeper
from emotion.web.video_line import VideoLine
from emotion.web.video_visit import BUSY, VISIT, Shared, VideoVisit
from tests.bad_videos import BAD_VIDEOS, BadVideo
from tests.emotion.clips import astronaut, plain, steady, write_clip

Launch = Callable[[], AppTest]
MEANT = "**bold** [link](https://example.org) $x$ :red[y].mp4"  # what Markdown would take for its own


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The place for temporary files, which must be empty in the end; nothing is shared with other tests."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    shared = Shared(VideoLine(1, waiting=1), VisitKeeper(lambda session: True, 60.0))
    monkeypatch.setattr(video_visit, "shared", lambda: shared)
    yield folder
    shared.keeper.close()
    shared.line.settle(30)
    assert folders(folder) == []


@pytest.fixture
def page(launch: Launch) -> AppTest:
    return arrive(launch)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> "Iterator[Gate]":
    gate = Gate()
    monkeypatch.setattr(video_job, "HaarDetector", lambda settings: gate)
    yield gate
    gate.open.set()


class Gate(HaarDetector):
    """A detector that stands still at the fifth frame until the test lets it go on."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.open = Event(), Event()
        self.frames = 0

    def detect(self, gray):  # type: ignore[no-untyped-def]
        self.frames += 1
        if self.frames == 5:
            self.reached.set()
            assert self.open.wait(60)
        return super().detect(gray)


def arrive(launch: Launch) -> AppTest:
    app = launch().switch_page("pages/video.py").run()
    assert not app.exception
    return app


def folders(root: Path) -> list[Path]:
    return list(root.glob(f"{PREFIX}*"))


def files(root: Path) -> list[str]:
    return sorted(path.name for folder in folders(root) for path in folder.iterdir())


def held(app: AppTest) -> VideoVisit:
    return app.session_state[VISIT]


def job(app: AppTest) -> VideoJob:
    found = held(app).job
    assert found
    return found


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def send(app: AppTest, content: bytes, name: str = "clip.mp4") -> None:
    app.file_uploader[0].set_value((name, content, "video/mp4")).run()
    assert not app.exception


def read(app: AppTest) -> None:
    press(app, "Read the video")
    assert job(app).wait(60)
    app.run()
    assert not app.exception


def labels(app: AppTest) -> list[str]:
    return [button.proto.label.split(",")[0] for button in app.get("download_button")]


def clip(tmp_path: Path, count: int = 12, picture: Callable[..., object] = astronaut) -> bytes:
    return write_clip(tmp_path / "clip.mp4", steady(count), (320, 240), picture).read_bytes()


def numbers(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html") if "mien-numbers" in element.proto.body)


def sentences(app: AppTest) -> list[str]:
    elements = (*app.error, *app.warning, *app.info, *app.caption, *app.markdown, *app.subheader)
    return [element.value for element in elements]


def test_before_a_video_the_page_says_what_fits(launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIEN_MAX_VIDEO_MB", "7")
    monkeypatch.setenv("MIEN_MAX_VIDEO_MINUTES", "3")
    app = arrive(launch)

    assert app.file_uploader[0].label == "One video: MP4, MOV, WebM, MKV or AVI, up to 7 MB and 3 minutes"
    assert app.file_uploader[0].proto.max_upload_size_mb == 7
    assert "No video yet." in app.info[0].value


def test_a_limit_over_what_the_server_lets_through_is_not_promised(
    launch: Launch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIEN_MAX_VIDEO_MB", "10000")
    app = arrive(launch)

    assert app.file_uploader[0].proto.max_upload_size_mb == 200


def test_a_video_is_read_person_by_person_and_only_the_annotated_one_stays(
    page: AppTest, tmp_path: Path, root: Path
) -> None:
    send(page, clip(tmp_path))
    name, rest = page.text[0].value.splitlines()
    assert name == "clip.mp4"
    assert rest.endswith(" KB, 0:01 long")
    assert files(root) == ["source"]

    read(page)

    assert files(root) == ["annotated.mp4"]
    assert [element.value for element in page.subheader] == ["Person 1", "Settings of this video"]
    assert "12 of 12" in numbers(page)
    assert labels(page) == ["Annotated video", "Readings", "Readings"]
    assert not page.error
    assert not page.warning


def test_streamlit_forgets_the_file_that_was_taken_over(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager, session = MemoryUploadedFileManager("/upload"), "test session id"
    manager.add_file(session, UploadedFileRec("1", "clip.mp4", "video/mp4", b"x"))
    server = SimpleNamespace(get_instance=lambda: SimpleNamespace(uploaded_file_mgr=manager))
    monkeypatch.setattr(video_visit, "runtime", server)

    send(page, clip(tmp_path))

    assert manager.get_files(session, ["1"]) == []


def test_nothing_stays_on_the_disk_without_an_annotated_video(page: AppTest, tmp_path: Path, root: Path) -> None:
    send(page, clip(tmp_path))
    page.toggle[0].set_value(False).run()
    read(page)

    assert labels(page) == ["Readings", "Readings"]
    assert folders(root) == []


@pytest.mark.parametrize("started", [False, True])
def test_removing_frees_everything(page: AppTest, tmp_path: Path, root: Path, started: bool) -> None:
    send(page, clip(tmp_path))
    if started:
        read(page)

    press(page, "Remove")

    assert (held(page).sent, held(page).job) == (None, None)
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
        assert folders(root) == []
        return
    result = job(page).state.result
    assert result
    assert (result.width, result.height) == bad.size
    assert result.persons == (1,)
    assert page.text[0].value == MEANT


def test_after_a_failure_another_video_can_be_sent(page: AppTest, tmp_path: Path) -> None:
    next(bad for bad in BAD_VIDEOS if bad.when == "read").make(tmp_path / "bad.mp4")
    send(page, (tmp_path / "bad.mp4").read_bytes())
    read(page)
    press(page, "Choose another video")

    send(page, clip(tmp_path))

    assert held(page).sent


def test_a_fault_of_ours_ends_in_a_sentence_and_in_the_log(
    page: AppTest, tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(video_job, "HaarDetector", None)
    send(page, clip(tmp_path), "private.mp4")
    with caplog.at_level(logging.ERROR):
        read(page)

    assert "Reading the video failed." in page.error[0].value
    assert "TypeError" in caplog.text
    assert "private" not in caplog.text
    assert folders(root) == []


def test_other_pages_neither_stop_nor_restart_the_reading(page: AppTest, tmp_path: Path, gate: Gate) -> None:
    send(page, clip(tmp_path))
    press(page, "Read the video")
    running = job(page)
    assert gate.reached.wait(60)
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
    send(page, clip(tmp_path))
    press(page, "Read the video")
    assert gate.reached.wait(60)

    press(page, "Cancel")
    assert page.button[0].disabled
    gate.open.set()
    assert job(page).wait(60)
    page.run()

    assert "Stopped at 0.5 s, as asked for. What was read until then" in page.info[0].value
    assert "5 of 5" in numbers(page)
    assert files(root) == ["annotated.mp4"]


def test_removed_while_it_is_read_its_files_go_as_soon_as_the_thread_lets_go(
    page: AppTest, tmp_path: Path, root: Path, gate: Gate
) -> None:
    send(page, clip(tmp_path))
    press(page, "Read the video")
    assert gate.reached.wait(60)
    running = job(page)

    held(page).release()
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
    for visitor in visitors:  # one session to Streamlit's AppTest, so that the keeper knows the last one alone
        held(visitor).release()


def test_a_video_without_a_face_says_what_helps(page: AppTest, tmp_path: Path) -> None:
    send(page, clip(tmp_path, picture=plain))
    read(page)

    assert any("No face found." in element.value for element in page.info)


def test_many_persons_are_shown_one_by_one(page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emotion.web.video_view.TOGETHER", 0)
    send(page, clip(tmp_path))
    read(page)

    assert page.selectbox[0].options == ["Person 1"]
    assert "Person 1" in [element.value for element in page.subheader]


def test_what_was_chosen_is_what_reads_and_is_told_afterwards(page: AppTest, tmp_path: Path) -> None:
    send(page, clip(tmp_path))
    page.select_slider[0].set_value("Far faces").run()
    next(toggle for toggle in page.toggle if toggle.label == "Blur faces").set_value(True).run()
    rate = next(box for box in page.selectbox if box.label == "Frames to read")
    assert (rate.value, rate.disabled) == ("Every frame", True)
    read(page)

    wishes = job(page).wishes
    assert (wishes.covered, wishes.detector.smallest_face) == (True, 0.12)
    told = next(element.value for element in page.markdown if "Network:" in element.value)
    assert "Detection sensitivity: far faces" in told
    assert "Annotated video: faces blurred, with scores" in told


def test_a_large_annotated_video_is_read_only_when_asked_for_and_goes_with_the_visit(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(video_view, "AT_HAND", 0)
    send(page, clip(tmp_path))
    read(page)
    assert labels(page) == ["Readings", "Readings"]

    press(page, next(button.label for button in page.button if button.label.startswith("Prepare annotated video")))

    assert labels(page) == ["Download annotated video", "Readings", "Readings"]
    held = takeaway.HELD + video_view.VIDEO
    assert page.session_state[held].content[4:8] == b"ftyp"
    press(page, "Remove")
    assert held not in page.session_state


@pytest.mark.parametrize(
    ("bound", "sentence"),
    [
        ("PLAYED", "too much to play here. It can be downloaded."),
        ("HANDED_OUT", "can be downloaded. Send a shorter part."),
    ],
)
def test_a_video_that_is_too_large_to_play_or_to_hand_out_says_so(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, sentence: str
) -> None:
    monkeypatch.setattr(video_view, bound, 0)
    send(page, clip(tmp_path))
    read(page)

    assert any(sentence in said for said in sentences(page))
    assert ("Annotated video" in labels(page)) == (bound == "PLAYED")

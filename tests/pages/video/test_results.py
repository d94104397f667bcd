"""The page on videos: what fits, and what is shown of a video that was read."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from emotion.timeline.notes import Marker, Notes, Span
from emotion.web.shared import deferred_download
from emotion.web.shared.bars import TOO_DARK
from emotion.web.video import view
from tests.support.app_page import Launch
from tests.support.clips import plain
from tests.support.video_page import FILES, arrive, clip, job, labels, press, read, send, sentences, session_of


def test_a_video_without_a_face_says_what_helps(page: AppTest, tmp_path: Path) -> None:
    send(page, clip(tmp_path, picture=plain))
    read(page)

    assert any("No face found." in element.value for element in page.info)


def test_a_video_in_which_nothing_can_be_seen_is_called_too_dark(page: AppTest, tmp_path: Path) -> None:
    send(page, clip(tmp_path, picture=lambda number, width, height: np.zeros((height, width, 3), np.uint8)))
    read(page)

    assert [element.value for element in page.info] == [TOO_DARK]


def test_conditions_have_their_shares_and_go_into_the_files(page: AppTest, tmp_path: Path) -> None:
    send(page, clip(tmp_path))
    read(page)
    notes = Notes(markers=(Marker(0.2, "bell"),), spans=(Span(0.0, 0.5, "film"),)).named(1, "Ada")
    session_of(page).note(notes)
    page.run()

    assert not page.exception
    (table,) = (element.value for element in page.dataframe if "When" in element.value)
    assert table["When"].tolist() == ["The whole time", "film", "bell"]
    assert set(table["Who"]) == {"Ada"}
    assert "100 %" in table["Happy"].tolist()[1]
    assert session_of(page).notes == notes, "the tables show what is noted and change nothing of it"


def test_what_was_chosen_is_what_reads_and_is_told_afterwards(page: AppTest, tmp_path: Path) -> None:
    send(page, clip(tmp_path))
    page.select_slider[0].set_value("high").run()
    next(toggle for toggle in page.toggle if toggle.label == "Blur faces").set_value(True).run()
    rate = next(box for box in page.selectbox if box.label == "Frames to read")
    assert (rate.value, rate.disabled) == ("Every frame", True)
    read(page)

    options = job(page).options
    assert (options.anonymized, options.detector.sensitivity) == (True, "high")
    told = next(element.value for element in page.markdown if "Network:" in element.value)
    assert "Detection sensitivity: high" in told
    assert "Annotated video: faces blurred, with scores" in told


def test_a_large_annotated_video_is_read_only_when_asked_for_and_goes_with_the_session(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "AT_HAND", 0)
    send(page, clip(tmp_path))
    read(page)
    assert labels(page) == FILES

    press(page, next(button.label for button in page.button if button.label.startswith("Prepare annotated video")))

    assert labels(page) == ["Download annotated video", *FILES]
    held = deferred_download.PREFIX + view.VIDEO
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
    monkeypatch.setattr(view, bound, 0)
    send(page, clip(tmp_path))
    read(page)

    assert any(sentence in said for said in sentences(page))
    assert ("Annotated video" in labels(page)) == (bound == "PLAYED")


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

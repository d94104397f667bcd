"""A place for temporary files of its own, and a result that stands still."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from emotion.jobs import job
from emotion.jobs.queue import VideoQueue
from emotion.web.video import session as video_session
from emotion.web.video.process import Shared
from emotion.web.video.reaper import SessionReaper
from tests.support.app_page import Launch
from tests.support.video_page import Gate, arrive, folders


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The place for temporary files, which must be empty in the end; nothing is shared with other tests."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    shared = Shared(VideoQueue(1, max_waiting=1), SessionReaper(lambda session: True, 60.0))
    monkeypatch.setattr(video_session, "shared", lambda: shared)
    yield folder
    shared.reaper.close()
    shared.queue.drain(30)
    assert folders(folder) == []


@pytest.fixture
def page(launch: Launch) -> AppTest:
    return arrive(launch)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> "Iterator[Gate]":
    gate = Gate()
    monkeypatch.setattr(job, "make_detector", lambda *_: gate)
    yield gate
    gate.open.set()

"""What a session holds of a video goes with it, also when the whole process ends, in order or not."""

import io
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from emotion.jobs.folder import PREFIX, cleanup
from emotion.jobs.queue import VideoQueue
from emotion.web.server.settings import HostSettings
from emotion.web.video import session as video
from emotion.web.video.process import Shared
from emotion.web.video.reaper import SessionReaper
from emotion.web.video.session import VideoSession, take
from tests.support.clips import steady, write_clip
from tests.support.repository import ROOT

# Reads a video whose first frame never ends, says so, and waits to be told how to end.
READS = """
import atexit, io, sys, threading
from pathlib import Path
from types import SimpleNamespace
from emotion.models.identity import ModelIdentity
from emotion.web.server.settings import HostSettings
from emotion.jobs import job as video_job
from emotion.web.video import session as video
from emotion.jobs.job import VideoOptions
from tests.support.fakes import Always, FakeDetector
begun = threading.Event()
class Slow(FakeDetector):
    def detect(self, picture):
        begun.set()
        threading.Event().wait(0.05)
        return super().detect(picture)
video_job.make_detector = lambda *_: Slow()
identity = ModelIdentity("tiny", "2026-01-02")
network = SimpleNamespace(threshold=0.5, identity=identity, classifier=lambda: Always("happy"))
video_session = video.VideoSession()
jobs = []
atexit.register(lambda: print("stopped" if jobs[0].wait(0) else "still reading"))  # registered first, called last
video.take(video_session, "clip.mp4", io.BytesIO(Path(sys.argv[1]).read_bytes()), HostSettings())
video.shared().reaper.keep("session", video_session.release)
video.start(video_session, network, VideoOptions(), HostSettings())
jobs.append(video_session.job)
assert begun.wait(60)
print("reading", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("crashed", [False, True])
def test_nothing_stays_when_the_process_ends_nor_after_a_crash_and_a_new_start(
    tmp_path: Path, root: Path, crashed: bool
) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(500), (64, 48))
    command = [sys.executable, "-c", READS, str(path)]
    environment = {"TMPDIR": str(root), "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, cwd=ROOT
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"reading\n"
        assert len(list(root.glob(f"{PREFIX}*/source"))) == 1
        if crashed:
            process.send_signal(signal.SIGKILL)
        told, _ = process.communicate(b"\n", timeout=60)
    assert told == (b"" if crashed else b"stopped\n")
    assert bool(list(root.glob(f"{PREFIX}*"))) is crashed
    cleanup(root)
    assert list(root.glob(f"{PREFIX}*")) == []


@pytest.mark.parametrize(
    ("content", "part"), [(b"", "The file is empty"), (b"x" * 2**20, "no video of a known format")]
)
def test_a_refused_file_leaves_nothing(root: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, part: str) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(root))
    video_session = VideoSession(problem="of an earlier file")

    take(video_session, "clip.mp4", io.BytesIO(content), HostSettings())

    assert part in video_session.problem
    assert (video_session.uploaded, list(root.iterdir())) == (None, [])


def test_without_room_on_the_disk_the_visitor_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(root / "no such folder"))
    video_session = VideoSession()

    take(video_session, "clip.mp4", io.BytesIO(b"x"), HostSettings())

    assert "could not store the video" in video_session.problem


def test_when_the_browser_stays_away_the_files_go(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(root))
    now, here = [0.0], [True]
    shared = Shared(VideoQueue(1), SessionReaper(lambda session: here[0], 120.0, lambda: now[0]))
    monkeypatch.setattr(video, "shared", lambda: shared)
    video_session = VideoSession()
    content = write_clip(tmp_path / "clip.mp4", steady(3), (64, 48)).read_bytes()
    take(video_session, "clip.mp4", io.BytesIO(content), HostSettings())
    shared.reaper.keep("session", video_session.release)

    here[0], now[0] = False, 121.0
    shared.reaper.poll()

    assert (video_session.uploaded, list(root.iterdir())) == (None, [])

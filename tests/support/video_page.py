"""What the tests of the page on videos share: a visitor's steps, and what stands on the page and on the disk."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

from streamlit.testing.v1 import AppTest

from emotion.detection.haar import HaarDetector
from emotion.jobs.folder import PREFIX
from emotion.jobs.job import VideoJob
from emotion.web.video.session import SESSION, VideoSession
from tests.support.app_page import Launch
from tests.support.clips import astronaut, steady, write_clip

FILES = ["Readings", "Readings", "Readings", "Summary"]  # what is offered of every timeline, without its forms


class Gate(HaarDetector):
    """A detector that stands still at the fifth frame until the test lets it go on."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.open = Event(), Event()
        self.frames = 0

    def detect(self, picture):
        self.frames += 1
        if self.frames == 5:
            self.reached.set()
            assert self.open.wait(60)
        return super().detect(picture)


def arrive(launch: Launch) -> AppTest:
    app = launch().switch_page("pages/video.py").run()
    assert not app.exception
    return app


def folders(root: Path) -> list[Path]:
    return list(root.glob(f"{PREFIX}*"))


def files(root: Path) -> list[str]:
    return sorted(path.name for folder in folders(root) for path in folder.iterdir())


def session_of(app: AppTest) -> VideoSession:
    return app.session_state[SESSION]


def job(app: AppTest) -> VideoJob:
    running = session_of(app).job
    assert running
    return running


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


def clip(tmp_path: Path, count: int = 12, picture: Callable[..., Any] = astronaut) -> bytes:
    return write_clip(tmp_path / "clip.mp4", steady(count), (320, 240), picture).read_bytes()


def numbers(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html") if "mien-numbers" in element.proto.body)


def sentences(app: AppTest) -> list[str]:
    elements = (*app.error, *app.warning, *app.info, *app.caption, *app.markdown, *app.header, *app.subheader)
    return [element.value for element in elements]

"""The app in a process of its own, and browsers with a fake camera that visit it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Frame, Page, Playwright

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds for what is awaited, on a busy machine; nothing waits this long when all is well
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AGREE = "Agree and start the camera"
MOVING = "() => { const v = document.querySelector('video'); return v && v.videoWidth > 0 && v.currentTime > 0; }"
REMEMBER_TRACKS = """
(() => { const devices = navigator.mediaDevices; if (!devices) return;
  const ask = devices.getUserMedia.bind(devices); window.mienTracks = [];
  devices.getUserMedia = async wish => {
    const stream = await ask(wish); window.mienTracks.push(...stream.getTracks()); return stream; }; })();
"""


def await_that(condition: Callable[[], Any], what: str) -> Any:
    """Return the condition's first true value, asked ten times a second."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        answer = condition()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError(f"never came: {what}")


@dataclass
class Server:
    """The app in a process of its own, with the tap of tapped_server.py."""

    process: subprocess.Popen[bytes]
    url: str
    tap: Path

    def report(self) -> dict[str, list[str]]:
        """Return the names of the process's threads and modules as they are now."""
        path = self.tap / "process.json"
        path.unlink(missing_ok=True)
        self.process.send_signal(signal.SIGUSR1)
        await_that(path.exists, "the server's report on itself")
        return json.loads(path.read_text())

    def streams(self) -> int:
        """Return how many threads work on frames now."""
        names = self.report()["threads"]
        return sum(name == "video-decoder" or name.startswith("async_media_processor") for name in names)


@dataclass
class Visitor:
    """One tab on the app."""

    page: Page
    console: list[ConsoleMessage] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def agree(self) -> None:
        """Press the button that agrees and starts the camera, and wait for its picture."""
        self.page.get_by_role("button", name=AGREE).click()
        self.camera.wait_for_function(MOVING)
        self.page.get_by_role("heading", name="The last 60 seconds").wait_for()  # the rest of the page

    @property
    def camera(self) -> Frame:
        """The frame of the camera's component."""
        handle = self.page.wait_for_selector("iframe[title*='webrtc_streamer']", state="attached")
        assert handle
        frame = handle.content_frame()
        assert frame
        return frame

    def start(self) -> None:
        self.camera.get_by_role("button", name="Start camera").click()
        self.camera.wait_for_function(MOVING)

    def stop(self) -> None:
        self.camera.get_by_role("button", name="Stop camera").click()
        self.camera.get_by_role("button", name="Start camera").wait_for()

    def answer(self) -> str:
        """The current label in words."""
        return self.page.locator(".mien-answer strong").first.inner_text()


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Server]:
    """Run the app, its log and its tap in a folder, until the block ends; then fail when its log names our files.

    Args:
        folder: for both.
        settings: of the host, by the names of the environment's variables.
    """
    port = free_port()
    tap, log = folder / "tap", folder / "server.log"
    tap.mkdir()
    command = [sys.executable, str(Path(__file__).with_name("tapped_server.py")), str(tap), str(port)]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MIEN_")}
    environment = {**inherited, **settings, "PYTHONPATH": str(ROOT)}
    with open(log, "wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=ROOT, env=environment)
    url = f"http://127.0.0.1:{port}"

    def healthy() -> bool:
        assert process.poll() is None, log.read_text()
        try:
            return bool(urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).status == 200)
        except OSError:
            return False

    try:
        await_that(healthy, "a healthy server")
        yield Server(process, url, tap)
    finally:
        process.terminate()
        process.wait(timeout=30)
    # Streamlit itself logs an exception when a tab closes while it sends; one that names our files is ours.
    ours = tuple(f'File "{ROOT / part}' for part in ("app.py", "emotion", "pages"))
    assert [line for line in log.read_text().splitlines() if line.strip().startswith(ours)] == []


@contextmanager
def visiting(
    playwright: Playwright,
    browser: Path,
    url: str,
    folder: Path,
    camera_video: Path | None = None,
    permission: bool = True,
    arguments: Sequence[str] = (),
    **options: Any,
) -> Iterator[Visitor]:
    """Open the app in a fresh browser, its profile in a folder; without a video there is no camera.

    Args:
        playwright: drives the browser.
        browser: path of a Chromium or Chrome.
        url: of the app.
        folder: gets the profile and, when the block fails, failed.png.
        camera_video: what the camera sees (Y4M).
        permission: whether the browser gives the camera to the page.
        arguments: more of the browser's.
        options: of Playwright's new contexts, such as `color_scheme`.
    """
    chosen = [*ARGUMENTS, *arguments]
    if permission:
        chosen.append("--use-fake-ui-for-media-stream")
    if camera_video:
        chosen += ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={camera_video}"]
    context = playwright.chromium.launch_persistent_context(
        folder / f"profile{time.monotonic_ns()}",
        executable_path=browser,
        args=chosen,
        headless=True,
        viewport=options.pop("viewport", {"width": 1280, "height": 1000}),
        **options,
    )
    context.set_default_timeout(PATIENCE * 1000)
    context.add_init_script(REMEMBER_TRACKS)
    visitor = Visitor(context.pages[0])
    visitor.page.on("console", lambda message: visitor.console.append(message))
    visitor.page.on("pageerror", lambda error: visitor.errors.append(str(error)))
    try:
        visitor.page.goto(url)
        visitor.page.get_by_role("button", name=AGREE).wait_for()
        yield visitor
    except BaseException:
        print(*(f"{message.type}: {message.text[:200]}" for message in visitor.console), sep="\n")
        visitor.page.screenshot(path=folder / "failed.png")
        raise
    finally:
        context.close()

"""Memory of the web process with one camera on, in a real browser."""

import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil
from playwright.sync_api import sync_playwright

from tests.browser import chromium, scene
from tests.browser.conftest import ARGUMENTS, ROOT

SECONDS = 20  # with the camera on, before the memory is read


def memory() -> dict[str, float]:
    """Return the web process's resident memory in MB (10^6 bytes): idle, with the page open, with a camera on."""
    browser = chromium.find()
    if browser is None:
        raise SystemExit("no Chromium or Chrome: python tests/browser/chromium.py installs one, or says what to do")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.fileWatcherType", "none"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _visit(server.pid, f"http://127.0.0.1:{port}", browser, Path(folder))
    finally:
        server.terminate()
        server.wait()


def _visit(pid: int, url: str, browser: Path, folder: Path) -> dict[str, float]:
    video = folder / "camera.y4m"
    scene.write(video)
    _await_health(url)
    result = {"idle": _megabytes(pid)}
    arguments = [
        *ARGUMENTS,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
    ]
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder / "profile", executable_path=browser, args=arguments, headless=True
        )
        page = context.pages[0]
        page.goto(url)
        page.get_by_role("button", name="I understand and agree").click()
        frame = page.frame_locator("iframe[title*='webrtc_streamer']")
        frame.get_by_role("button", name="Start camera").wait_for()
        result["page open"] = _megabytes(pid)
        frame.get_by_role("button", name="Start camera").click()
        page.get_by_text("Happy", exact=True).first.wait_for()
        page.wait_for_timeout(SECONDS * 1000)
        result["camera on"] = _megabytes(pid)
        context.close()
    return result


def _await_health(url: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the app did not start within 60 seconds")


def _megabytes(pid: int) -> float:
    return float(psutil.Process(pid).memory_info().rss / 1e6)

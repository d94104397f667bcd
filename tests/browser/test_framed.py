"""The page in a frame of another site, as Hugging Face Spaces show it."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Frame, Page, Playwright

from tests.browser.conftest import await_that
from tests.browser.served import free_port, serving
from tests.browser.visits import AGREE, visiting

pytestmark = pytest.mark.browser
ANSWER = ".mien-answer strong"
PICTURE = Path(__file__).parents[2] / "emotion" / "sample" / "astronaut.jpg"


@contextmanager
def around(port: int, address: str) -> Iterator[str]:
    """Serve a page that shows another in a frame; localhost and 127.0.0.1 are two sites to a browser."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f'<!doctype html><title>Around</title><iframe src="{address}" allow="camera" width=1200 height=950>'
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{port}"
    server.shutdown()
    server.server_close()


def inside(page: Page) -> Frame:
    handle = page.wait_for_selector("iframe")
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    return frame


def answer(frame: Frame) -> str:
    return frame.locator(ANSWER).first.inner_text()


def test_camera_settings_and_uploads_work_where_the_host_lets_that_site_in(
    tmp_path: Path, playwright_: Playwright, browser_path: Path, camera_video: Path
) -> None:
    port = free_port()
    with (
        serving(tmp_path, MIEN_FRAME_ANCESTORS=f"http://127.0.0.1:{port}") as server,
        around(port, server.url.replace("127.0.0.1", "localhost")) as outer,
        visiting(playwright_, browser_path, server.url, tmp_path, camera_video) as visitor,
    ):
        page = visitor.page
        page.goto(outer)
        frame = inside(page)
        frame.get_by_role("button", name=AGREE).click()
        await_that(lambda: answer(frame) == "Happy", "a reading in the frame")

        page.reload()
        frame = inside(page)
        frame.get_by_role("heading", name="Live expressions").wait_for()
        await_that(lambda: answer(frame) == "Camera off", "the agreement to be kept")
        assert frame.get_by_role("button", name=AGREE).count() == 0
        camera = frame.frame_locator("iframe[title*='webrtc_streamer']")
        camera.get_by_role("button", name="Start camera").wait_for()  # the last of the page to be there

        frame.get_by_role("link", name="Photo").click()
        frame.get_by_text("No picture yet.").wait_for()
        frame.set_input_files("input[type=file]", PICTURE)
        await_that(lambda: frame.locator(ANSWER).count() == 1, "the picture that was sent to be read")
        assert answer(frame) == "Happy"
        assert visitor.errors == []


def test_nobody_else_can_show_it_in_a_frame(tmp_path: Path, playwright_: Playwright, browser_path: Path) -> None:
    with (
        serving(tmp_path) as server,
        around(free_port(), server.url.replace("127.0.0.1", "localhost")) as outer,
        visiting(playwright_, browser_path, server.url, tmp_path) as visitor,
    ):
        refused: list[str] = []
        visitor.page.on("console", lambda message: refused.append(message.text))
        visitor.page.goto(outer)
        await_that(lambda: any("frame-ancestors" in text for text in refused), "the browser to refuse")
        assert inside(visitor.page).get_by_role("button", name=AGREE).count() == 0

"""Where pictures go, as the system sees it: no file holds one but in a video's private folder, nobody else gets one."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from playwright.sync_api import Playwright
from skimage import data

from tests.browser.returned import await_advance
from tests.browser.served import await_that
from tests.browser.visits import Visitor, visiting
from tests.hosting.relay import HERE
from tests.hosting.traced import RINGS, Call, local, plain, reached, tracing, written
from tests.support.clips import steady, write_clip

SPOOLED = 2**20  # bytes from which Starlette would write what is sent into a file
# What may be written, and why; {} is the place for temporary files.
ALLOWED = {
    r"{}/mien-video-\d+-[0-9a-f]+-\w+/.+": "a video, as long as its visitor works with it",
    r"{}/\w{{8}}": "Python tries once, with four letters, whether it may write there",
    r"/dev/null(<.*)?": "nothing",
    r"/.+/__pycache__/[^/]+\.pyc(\.\d+)?": "our programs, compiled by Python",
}
PEERS = """
(() => { const Open = window.RTCPeerConnection; window.mienPeers = [];
  window.RTCPeerConnection = class extends Open {
    constructor(...settings) { super(...settings); window.mienPeers.push(this); } }; })();
"""
OFFERED = "() => window.mienPeers.map(peer => peer.localDescription?.sdp ?? '').join()"
CANDIDATE = re.compile(r"a=candidate:\S+ \d+ udp \d+ (\S+) (\d+) typ")


@dataclass(frozen=True)
class Visit:
    """A visit of a camera, a photo and a video, from the server's start to its end.

    Attributes:
        calls: what the server asked of the system.
        temporary: its place for temporary files.
        candidates: addresses and ports at which the browser said that it can be reached.
    """

    calls: list[Call]
    temporary: Path
    candidates: set[tuple[str, int]]


def noise(number: int, width: int, height: int) -> npt.NDArray[np.uint8]:
    return np.random.default_rng(number).integers(0, 256, (height, width, 3), np.uint8)


def large_photo(path: Path) -> Path:
    """Write the astronaut so that her file is a large one."""
    face = np.kron(data.astronaut(), np.ones((3, 3, 1), np.uint8)).astype(np.int16)
    rough = face + np.random.default_rng(0).integers(-9, 9, face.shape)
    Image.fromarray(rough.clip(0, 255).astype(np.uint8)).save(path)
    assert path.stat().st_size > 2 * SPOOLED
    return path


def use_all(visitor: Visitor, folder: Path) -> set[tuple[str, int]]:
    """Use the camera, send a photo and a video, and return where the browser said that it can be reached."""
    page = visitor.page
    page.add_init_script(PEERS)
    page.reload()
    visitor.agree()
    await_advance(visitor, mirrored=True)
    await_that(lambda: visitor.answer() == "Happy", "a reading of the camera")
    candidates = {(plain(one), int(port)) for one, port in CANDIDATE.findall(visitor.camera.evaluate(OFFERED))}

    page.get_by_role("link", name="Photo").click()
    page.get_by_text("No picture yet.").wait_for()
    page.set_input_files("input[type=file]", large_photo(folder / "photo.png"))
    await_that(lambda: page.locator(".mien-answer strong").count() == 1, "a reading of the photo")

    video = write_clip(folder / "video.mp4", steady(30), (640, 480), noise)
    assert video.stat().st_size > 2 * SPOOLED
    page.get_by_role("link", name="Video").click()
    page.get_by_text("No video yet.").wait_for()
    page.set_input_files("input[type=file]", video)
    page.get_by_role("button", name="Read the video").click()
    page.get_by_role("button", name="Remove").wait_for()
    return candidates


@pytest.fixture(scope="module")
def visit(
    playwright_: Playwright, browser_path: Path, camera_video: Path, tmp_path_factory: pytest.TempPathFactory
) -> Visit:
    folder = tmp_path_factory.mktemp("traced")
    temporary = folder / "temporary"
    temporary.mkdir()
    settings = {"TMPDIR": str(temporary), "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "1"}
    with tracing(folder, "--server.address", HERE, **settings) as trace:
        with visiting(playwright_, browser_path, trace.url, folder, camera_video) as visitor:
            candidates = use_all(visitor, folder)
            assert list(temporary.glob("mien-video-*/*")) != []
        await_that(lambda: list(temporary.iterdir()) == [], "the end of all that the visit left")
    return Visit(trace.calls(), temporary, candidates)


def test_no_file_is_written_but_a_video_in_its_private_folder(visit: Visit) -> None:
    allowed = {pattern.format(re.escape(str(visit.temporary))): why for pattern, why in ALLOWED.items()}
    paths = written(visit.calls)
    print(*sorted(set(paths)), sep="\n")

    assert [path for path in paths if not any(re.fullmatch(one, path) for one in allowed)] == []
    assert [path for path in paths if path.endswith("/source")], "the video was seen to be written"
    tried = re.compile(re.escape(str(visit.temporary)) + r"/\w{8}")
    assert len([path for path in paths if tried.fullmatch(path)]) <= 1


def test_nothing_is_sent_but_to_the_visitor(visit: Visit) -> None:
    addresses = reached(visit.calls)
    print(*sorted(addresses), sep="\n")

    assert addresses & visit.candidates, "the camera's picture was seen to be sent"
    assert addresses - visit.candidates == set()


def test_nothing_is_hidden_from_the_trace(visit: Visit) -> None:
    """What a ring of the kernel's or another program is asked for makes no call that would be seen here."""
    assert [call for call in visit.calls if call.name in RINGS] == []
    assert local(visit.calls) <= {"/var/run/nscd/socket"}, "the system's own memory of names"


def test_a_start_without_an_address_asks_nobody(tmp_path: Path) -> None:
    with tracing(tmp_path) as trace:
        pass

    assert [address for address in reached(trace.calls()) if address != ("8.8.8.8", 1)] == []  # never sent: its route

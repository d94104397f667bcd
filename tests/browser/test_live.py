"""The live page in a real browser with a camera: what only a browser shows."""

import base64
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from emotion import model_store
from emotion.analyzer import Analyzer
from emotion.expressions import LiteRTClassifier
from emotion.faces import HaarDetector
from emotion.images import GrayPicture, decode
from emotion.labels import DISPLAY_NAMES, LABELS, rgb
from emotion.readings import Box, FaceReading
from emotion.tracking import Tracker, TrackingSettings
from tests.browser import scene
from tests.browser.conftest import Server, Visitor, await_that

pytestmark = pytest.mark.browser
Visit = Callable[..., AbstractContextManager[Visitor]]

# What the browser reports of the framework's own: Streamlit's list of iframe permissions names features that Chromium
# does not know, and its components run scripts in the page's own origin.
FRAMEWORK = ("Unrecognized feature:", "allow-scripts and allow-same-origin")

STAMP_ROW = (1 + scene.STAMP_TOP) / 2  # share of the height: the middle of the stamp

GRAB = """
() => { const video = document.querySelector('video');
  const canvas = document.createElement('canvas'); canvas.width = video.videoWidth; canvas.height = video.videoHeight;
  canvas.getContext('2d').drawImage(video, 0, 0);
  return canvas.toDataURL('image/png').split(',')[1]; }
"""
STAMPS = """
async ([count, blocks, row]) => { const video = document.querySelector('video');
  const canvas = document.createElement('canvas'); canvas.width = 10 * blocks; canvas.height = 1;
  const context = canvas.getContext('2d', {willReadFrequently: true}); const seen = [];
  while (seen.length < count) {
    await new Promise(next => video.requestVideoFrameCallback(next));
    context.drawImage(video, 0, row * video.videoHeight, video.videoWidth, 1, 0, 0, canvas.width, 1);
    const green = context.getImageData(0, 0, canvas.width, 1).data;
    seen.push(Array.from({length: blocks}, (_, block) => green[4 * (10 * block + 5) + 1])); }
  return seen; }
"""
PANEL = """
() => { const panel = document.querySelector('.mien-panel'), box = panel.querySelector('.mien-bars');
  const place = box.getBoundingClientRect();
  return {frame: panel.dataset.frame, answer: panel.querySelector('strong').innerText,
          place: [place.x, place.y, place.height].map(Math.round),
          values: [...panel.querySelectorAll('[role=meter]')].map(m => [m.ariaLabel, Number(m.ariaValueNow)])}; }
"""


def grab(visitor: Visitor) -> np.ndarray:
    """Return the picture that the returned video shows now, RGB."""
    return decode(base64.b64decode(visitor.camera.evaluate(GRAB)))


def stamp(picture: np.ndarray, mirrored: bool) -> int | None:
    """Return the number of a frame, read from its bottom edge."""
    row = picture[int(picture.shape[0] * STAMP_ROW), :, 1]
    middles = [int((index + 0.5) * picture.shape[1] / scene.BLOCKS) for index in range(scene.BLOCKS)]
    return scene.stamp_of([float(row[middle]) for middle in middles], mirrored)


def numbers(visitor: Visitor, count: int, mirrored: bool) -> list[int]:
    """Return the numbers of the next frames that the returned video shows, unreadable ones left out."""
    stamps = visitor.camera.evaluate(STAMPS, [count, scene.BLOCKS, STAMP_ROW])
    found = [scene.stamp_of(blocks, mirrored) for blocks in stamps]
    return [number for number in found if number is not None]


def advance(seen: list[int]) -> bool:
    """Whether most frames could be read and their numbers go forward; the scene begins again after its last frame."""
    steps = [(later - earlier) % scene.FRAMES for earlier, later in pairwise(seen)]
    return len(seen) > 10 and all(step < scene.FRAMES / 2 for step in steps) and sum(steps) >= 10


def drawn_box(picture: np.ndarray, inside: Box, label: str) -> Box:
    """Return the box drawn around a place: from its middle, the nearest pixels of the label's colour on each side.

    The video codec halves the resolution of colour, so that a thin line keeps only about half of its own; how far red
    is over blue tells an orange line from skin.
    """
    red, _, blue = rgb(label)
    near = picture[..., 0].astype(int) - picture[..., 2] > 0.43 * (red - blue)
    across, down = (round(value) for value in inside.center)
    left = across - int(np.argmax(near[down, across::-1]))
    right = across + int(np.argmax(near[down, across:]))
    top = down - int(np.argmax(near[down::-1, across]))
    bottom = down + int(np.argmax(near[down:, across]))
    return Box(left, top, max(1, right - left), max(1, bottom - top))


def test_from_agreement_to_a_labelled_face_and_back(visit: Visit, server: Server) -> None:
    with visit() as visitor:
        assert not visitor.page.query_selector("iframe"), "no camera before agreement"
        visitor.agree()
        visitor.start()
        assert advance(numbers(visitor, 20, mirrored=True))
        await_that(lambda: visitor.answer() == "Happy", "the label of the astronaut")
        the_bars_are_what_the_core_says(visitor, server)
        the_box_lies_on_the_face(visitor)

        assert server.streams() == 2
        assert not {"tensorflow", "keras", "training"} & set(server.report()["modules"])
        visitor.stop()
        assert visitor.camera.evaluate("() => window.mienTracks.map(track => track.readyState)") == ["ended"]
        await_that(lambda: server.streams() == 0, "the end of the stream's threads")
        await_that(lambda: visitor.answer() == "Camera off", "the page to say that the camera is off")

        visitor.start()
        assert advance(numbers(visitor, 20, mirrored=True))
        await_that(lambda: visitor.answer() == "Happy", "the label again")
        assert no_errors_of_ours(visitor) == []


def the_bars_are_what_the_core_says(visitor: Visitor, server: Server) -> None:
    """Ask the core the same of the frames as the server decoded them, and compare with what the page shows."""
    panel = await_that(
        lambda: (lambda shown: shown if shown["answer"] == "Happy" else None)(visitor.page.evaluate(PANEL)), "a reading"
    )
    face = replayed(server, int(panel["frame"]))
    assert face.label == "happy"
    assert panel["answer"] == DISPLAY_NAMES[face.label]
    assert [name for name, _ in panel["values"]] == [DISPLAY_NAMES[label] for label in LABELS]
    assert [value for _, value in panel["values"]] == pytest.approx([100 * p for p in face.probabilities], abs=0.1)


def replayed(server: Server, last: int) -> FaceReading:
    """Read the tapped frames up to one of them with a fresh core, and return its largest face."""
    card, content = model_store.load_network(model_store.MODELS / "compact")
    analyzer = Analyzer(HaarDetector(), LiteRTClassifier(content, card.temperature), card.threshold)
    tracker = Tracker(TrackingSettings(threshold=card.threshold))
    for path in sorted(server.tap.glob("frame*.npz")):
        if int(path.stem[5:]) > last:
            break
        with np.load(path) as tapped:
            analysis = analyzer.analyze(GrayPicture(tapped["pixels"], bool(tapped["limited"])))
            reading = tracker.update(analysis.reading, float(tapped["at"]))
    assert reading.largest
    return reading.largest


def the_box_lies_on_the_face(visitor: Visitor) -> None:
    visitor.page.get_by_text("Show scores in the picture").click()

    def lies_on_it() -> bool:
        picture = grab(visitor)
        number = stamp(picture, mirrored=True)
        if number is None:
            return False
        height, width = picture.shape[:2]
        face = scene.face_in(number, width, height, mirrored=True)
        return drawn_box(picture, face, "happy").overlap(face) > 0.55

    await_that(lies_on_it, "a box of the label's colour on the face in the returned video")


def no_errors_of_ours(visitor: Visitor) -> list[str]:
    """Return what the console says beyond the framework's own."""
    texts = [message.text for message in visitor.console if message.type in ("error", "warning")]
    return visitor.errors + [text for text in texts if not any(known in text for known in FRAMEWORK)]


def test_settings_act_on_the_running_stream(visit: Visit) -> None:
    with visit() as visitor:
        visitor.agree()
        visitor.start()
        assert advance(numbers(visitor, 20, mirrored=True))
        visitor.page.get_by_text("Mirror picture").click()
        await_that(lambda: stamp(grab(visitor), mirrored=False) is not None, "the picture the other way round")
        assert advance(numbers(visitor, 20, mirrored=False))
        assert no_errors_of_ours(visitor) == []


def test_another_page_ends_the_stream_and_coming_back_can_start_anew(visit: Visit, server: Server) -> None:
    with visit() as visitor:
        visitor.agree()
        visitor.start()
        await_that(lambda: visitor.answer() == "Happy", "a reading")

        visitor.page.get_by_role("link", name="Training").click()
        visitor.page.get_by_role("heading", name="How the networks were trained").wait_for()
        await_that(lambda: server.streams() == 0, "the end of the stream's threads")

        visitor.page.get_by_role("link", name="Live").click()
        visitor.camera.get_by_role("button", name="Start camera").wait_for()
        assert visitor.answer() == "Camera off"
        visitor.start()
        await_that(lambda: visitor.answer() == "Happy", "a reading again")
        assert no_errors_of_ours(visitor) == []


def test_the_page_keeps_still_while_the_readings_change(visit: Visit) -> None:
    with visit() as visitor:
        visitor.agree()
        visitor.start()
        await_that(lambda: visitor.answer() == "Happy", "a reading")
        places, frames = set(), set()

        def watched() -> bool:
            panel = visitor.page.evaluate(PANEL)
            places.add(tuple(panel["place"]))
            frames.add(panel["frame"])
            return len(frames) > 8

        await_that(watched, "eight updates of the bars")
        assert len(places) == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [({"permission": False}, "refused"), ({"camera": False}, "No camera")],
    ids=["permission denied", "no camera"],
)
def test_without_a_camera_the_page_says_what_helps(visit: Visit, options: dict[str, Any], words: str) -> None:
    with visit(**options) as visitor:
        visitor.agree()
        visitor.camera.get_by_role("button", name="Start camera").click()
        visitor.camera.get_by_role("alert").wait_for()
        visitor.camera.get_by_role("button", name="Start camera").wait_for()
        help_ = visitor.page.get_by_text("The camera does not work?")
        help_.click()
        visitor.page.get_by_text(re.compile(words)).first.wait_for()
        assert no_errors_of_ours(visitor) == []


def test_the_page_needs_nothing_from_other_hosts(visit: Visit, server: Server) -> None:
    with visit() as visitor:
        hosts: set[str] = set()
        visitor.page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
        visitor.page.reload()
        visitor.agree()
        visitor.start()
        assert hosts <= {server.url.split("/")[2]}

"""What a tab shows of a stream: the returned video, its frames' numbers, the boxes on it, and the bars beside it."""

import base64
from itertools import pairwise
from typing import Any

import numpy as np

from emotion.images.decode import decode
from emotion.labels import rgb
from emotion.results import Box
from tests.browser import scene
from tests.browser.served import await_that
from tests.browser.visits import Visitor

# What the browser reports of the framework's own: Streamlit's list of iframe permissions names features that Chromium
# does not know, its components run scripts in the page's own origin, it notes where two fragments' widgets changed in
# one moment, as on a busy machine the camera's frame and a press may (all values are sent nevertheless), and what a
# component says that was just taken off the page, as the camera of one who is refused.
FRAMEWORK = (
    "Unrecognized feature:",
    "allow-scripts and allow-same-origin",
    "Multiple different fragmentIds",
    "for unregistered ComponentInstance",
)

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
  const end = performance.now() + 10000;
  while (seen.length < count && performance.now() < end) {
    await new Promise(next => { video.requestVideoFrameCallback(next); setTimeout(next, 5000); });
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
    """Return the numbers of the next frames that the returned video shows, unreadable ones left out.

    They are as many as come in 10 seconds, at most `count`. The video must be in sight: the browser shows no frames of
    one that is scrolled away.
    """
    stamps = visitor.camera.evaluate(STAMPS, [count, scene.BLOCKS, STAMP_ROW])
    found = [scene.stamp_of(blocks, mirrored) for blocks in stamps]
    return [number for number in found if number is not None]


def await_advance(visitor: Visitor, mirrored: bool) -> None:
    """Wait until frames come whose numbers go forward: on a busy machine the first few may stand still."""
    await_that(lambda: advance(numbers(visitor, 20, mirrored)), "frames whose numbers go forward")


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


def panel(visitor: Visitor) -> dict[str, Any]:
    """Return the bars beside the video: of which frame, the answer, where they lie, and the seven in per cent."""
    return dict(visitor.page.evaluate(PANEL))


def no_errors_of_ours(visitor: Visitor) -> list[str]:
    """Return what the console says beyond the framework's own."""
    texts = [message.text for message in visitor.console if message.type in ("error", "warning")]
    return visitor.errors + [text for text in texts if not any(known in text for known in FRAMEWORK)]

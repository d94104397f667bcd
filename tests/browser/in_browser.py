"""A visitor whose own browser reads the camera: what the page shows, and what leaves the browser."""

import base64

import numpy as np

from emotion.images.decode import decode
from tests.browser.served import await_that
from tests.browser.visits import AGREE, Visitor

START, STOP, KEEP = "Start camera", "Stop camera", "Nothing leaves this browser"
RUNNING = '.mien-panel[data-phase="running"]'
# The picture with what is drawn over it, as it is shown.
SHOWN = """
() => { const video = document.querySelector('.mien-browser video');
  const over = document.querySelector('.mien-browser canvas');
  const canvas = document.createElement('canvas'); canvas.width = video.videoWidth; canvas.height = video.videoHeight;
  const context = canvas.getContext('2d');
  if (video.classList.contains('mirrored')) context.setTransform(-1, 0, 0, 1, canvas.width, 0);
  context.drawImage(video, 0, 0); context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(over, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').split(',')[1]; }
"""
# Notes each message of a WebSocket and each request from now on, in bytes.
LISTEN = """
() => { window.mienSent = [];
  if (window.mienListens) return; window.mienListens = true;
  const bytes = data => typeof data === 'string' ? data.length : data?.byteLength ?? data?.size ?? 0;
  const send = WebSocket.prototype.send;
  const note = (what, data) => window.mienSent.push([what, bytes(data)]);
  WebSocket.prototype.send = function (data) { note('message', data); return send.call(this, data); };
  const fetched = window.fetch;
  window.fetch = (...given) => { note(String(given[0]?.url ?? given[0]), given[1]?.body); return fetched(...given); };
  navigator.sendBeacon = (url, data) => { note(url, data); return true; };
  const post = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (data) { note('xhr', data); return post.call(this, data); }; }
"""


FIRST = "browser,server"  # what MIEN_LIVE is where browsers are the first who read


def begin(visitor: Visitor) -> None:
    """Agree, and wait for the first answer of all."""
    visitor.page.get_by_role("button", name=AGREE).click()
    running(visitor)


def running(visitor: Visitor) -> None:
    """Wait until faces are read."""
    visitor.page.wait_for_selector(RUNNING)
    await_that(lambda: visitor.answer() == "Happy", "the astronaut's label")


def press(visitor: Visitor, name: str) -> None:
    """Press a button of the component, or its box."""
    visitor.page.locator(".mien-browser").get_by_text(name).click()


def shown(visitor: Visitor) -> np.ndarray:
    """Return the picture with what is drawn over it, RGB uint8 [height, width, 3]."""
    return decode(base64.b64decode(visitor.page.evaluate(SHOWN)))


def frame(visitor: Visitor) -> int:
    """Return the number of the newest frame that was read; 0 before the first."""
    return int(visitor.page.locator(".mien-browser .mien-panel").get_attribute("data-frame") or 0)


def goes_on(visitor: Visitor) -> None:
    """Wait until ten more frames were read."""
    before = frame(visitor)
    await_that(lambda: frame(visitor) >= before + 10, "ten more frames")


def opened(visitor: Visitor) -> list[str]:
    """Return the state of each camera that was ever opened."""
    return list(visitor.page.evaluate("() => window.mienTracks.map(track => track.readyState)"))

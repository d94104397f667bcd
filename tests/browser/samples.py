"""What stands in the returned video and what stands beside it, read in the page at the same moments."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass

from emotion.images.decode import decode
from emotion.images.types import Picture
from tests.browser.visits import Visitor

# Pictures are kept as they are and coded afterwards, so that looking takes the browser little time.
SAMPLES = """
async ([seconds, pause]) => {
  const frame = document.querySelector("iframe[title*='webrtc_streamer']"), seen = [];
  const video = frame.contentDocument.querySelector('video');
  const end = performance.now() + 1000 * seconds;
  while (performance.now() < end) {
    await new Promise(then => setTimeout(then, 1000 * pause));
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth; canvas.height = video.videoHeight;
    canvas.getContext('2d').drawImage(video, 0, 0);
    const panel = document.querySelector('.mien-panel');
    const options = [...document.querySelectorAll('[data-testid=stButtonGroup] [role=radio]')];
    seen.push({canvas, at: performance.now() / 1000, answer: panel.querySelector('strong').innerText,
               numbers: options.map(option => option.innerText)}); }
  return seen.map(({canvas, ...rest}) => ({...rest, picture: canvas.toDataURL('image/jpeg', 0.95).split(',')[1]})); }
"""


@dataclass(frozen=True)
class Sample:
    """What a visitor saw at one moment.

    Attributes:
        at: seconds of the page's clock.
        picture: RGB, of the returned video.
        answer: the panel's headline.
        numbers: what the chooser offers.
    """

    at: float
    picture: Picture
    answer: str
    numbers: tuple[str, ...]


def samples(visitor: Visitor, seconds: float, pause: float = 0.1) -> Iterator[Sample]:
    """Look at picture and panel every `pause` seconds for so long, then yield what was there."""
    for seen in visitor.page.evaluate(SAMPLES, [seconds, pause]):
        yield Sample(seen["at"], decode(base64.b64decode(seen["picture"])), seen["answer"], tuple(seen["numbers"]))

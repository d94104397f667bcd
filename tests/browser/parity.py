"""Python's core and the program for browsers, told the same: a stream, a photo; and in what their answers differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import av
import numpy as np
from playwright.sync_api import Page

from emotion.browser.constants import camel
from emotion.classification.baseline import NeutralBaseline
from emotion.classification.calibration import Expectation
from emotion.detection.base import Sensitivity
from emotion.detection.presets import BLAZEFACE, DetectorChoice, make_detector
from emotion.images.input import InputPicture
from emotion.live.callback import LiveCallback
from emotion.live.state import LiveSettings, LiveState
from emotion.models.loaded import LoadedModel
from emotion.models.store import ModelStore
from emotion.results import FrameResult
from emotion.tracking import TrackingSettings
from emotion.web.server import browser
from tests.browser.parity_frames import Frame, Picture

Told = dict[str, Any]  # a message to the program, or a result of it, as JSON

BOX: Final = 2  # pixels
PROBABILITY: Final = 0.01
QUALITY: Final = {"yaw": 3.0, "roll": 3.0, "score": 0.05}  # degrees, degrees, of 1
FRAME: Final = ("width", "height", "at", "frame", "followed", "tooDark")
EXACT: Final = ("trackId", "displayNumber", "label", "sure", "rival", "baseline")

# The page's side: a worker that answers one question after another, each with what it says next. Pixels come as a file,
# picture after picture, which is many times quicker than any message.
OPEN: Final = """
({worker, files}) => {
  const absolute = address => new URL(address, document.baseURI).href
  const at = value => typeof value === "string" ? absolute(value) : {...value, url: absolute(value.url)}
  const program = new Worker(absolute(worker)), input = document.createElement("input")
  input.type = "file"
  document.body.append(input)
  const ask = message => new Promise((done, fail) => {
    program.onmessage = ({data}) => {
      if (data.kind === "failed") fail(new Error(`${data.what}: ${data.reason}`))
      else if (data.kind !== "progress") done(data)
    }
    program.onerror = () => fail(new Error("the program did not load"))
    program.postMessage(message)
  })
  const bitmap = ({pixels, width, height}) => {
    const whole = new ImageData(width, height)
    for (let from = 0, to = 0; to < whole.data.length; from += 3, to += 4) {
      for (let channel = 0; channel < 3; channel++) whole.data[to + channel] = pixels[from + channel]
      whole.data[to + 3] = 255
    }
    return createImageBitmap(whole)
  }
  const found = Object.fromEntries(Object.entries(files).map(([name, value]) => [name, at(value)]))
  program.postMessage({kind: "open", files: found, accelerator: "wasm"})
  window.mien = {
    begin: (model, settings) => {
      program.postMessage({kind: "settings", settings})
      return ask({kind: "model", model: {...model, file: at(model.file)}})
    },
    read: async (told, asBitmaps) => {
      const file = await input.files[0].arrayBuffer(), results = []
      let place = 0
      for (const {width, height, ...message} of told) {
        const pixels = new Uint8Array(file, place, width * height * 3).slice()
        place += pixels.length
        const given = {pixels, width, height, channels: 3}
        const answer = await ask({...message, picture: asBitmaps ? await bitmap(given) : given})
        results.push(answer.kind === "read" ? answer.live.result : answer.result)
      }
      return results
    },
  }
}
"""


@dataclass(frozen=True)
class Setup:
    """What both sides are told before a stream or a photo; the defaults are the app's own."""

    model: str = "mirrored-votes"
    expectation: Expectation = Expectation.ALIKE
    sensitivity: Sensitivity = "normal"
    resting: tuple[float, ...] | None = None  # the neutral baseline
    tracking: Mapping[str, float] = field(default_factory=dict)  # settings that are not as usual

    @property
    def loaded(self) -> LoadedModel:
        return ModelStore().load_model(self.model).expecting(self.expectation)

    @property
    def settings(self) -> LiveSettings:
        tracking = TrackingSettings(self.loaded.threshold, **self.tracking)
        baseline = None if self.resting is None else NeutralBaseline(self.resting)
        return LiveSettings(tracking, interval=0.0, baseline=baseline)


def by_python(frames: Iterable[Frame], setup: Setup, detector: str = BLAZEFACE) -> list[FrameResult]:
    """Return what Python's core makes of a stream's frames, as `LiveCallback` reads them."""
    found = make_detector("stream", DetectorChoice(detector, setup.sensitivity))
    callback = LiveCallback(found, setup.loaded.classifier(), setup.settings)
    results: list[FrameResult] = []
    for number, frame in enumerate(frames):
        state = replace(LiveState(), result=results[-1] if results else None, frames=number)
        height, width = frame.picture.shape[:2]
        given = av.VideoFrame(width, height, "rgb24"), InputPicture.of_rgb(frame.picture)
        result, _ = callback._read(*given, frame.at, callback._reader, setup.settings, state)
        results.append(result)
    return results


class Browser:
    """The program for browsers as a page of the app runs it."""

    def __init__(self, page: Page, url: str, folder: Path) -> None:
        """Open it on a page.

        Args:
            page: of any browser on this machine.
            url: of the app.
            folder: for what is handed to the page.
        """
        self._page, self._pixels = page, folder / "pixels"
        page.goto(f"{url}/healthz")  # of the same origin, and nothing of its own runs there
        page.evaluate(OPEN, browser.urls())

    def begin(self, setup: Setup) -> None:
        """Begin a stream, or photos."""
        card, settings = setup.loaded.card, setup.settings
        file, calibration = browser.network_url(card), asdict(setup.loaded.calibration)
        model = {"file": file, "input": asdict(card.input), "calibration": calibration}
        told = {
            "tracking": camel(asdict(settings.tracking)),
            "sensitivity": setup.sensitivity,
            "resting": settings.baseline.resting if settings.baseline else None,
        }
        self._page.evaluate("([model, settings]) => mien.begin(model, settings)", [model, told])

    def read(self, frames: Iterable[Frame], setup: Setup, bitmaps: bool = False) -> list[Told]:
        """Return what it makes of a stream's frames: `FrameResult` of browser/src/results.ts.

        Args:
            frames: one after another.
            setup: what it is told before.
            bitmaps: whether it gets them as a camera's pictures come, and not as pixels.
        """
        self.begin(setup)
        kept = list(frames)
        told = [{"kind": "frame", "at": frame.at, "frame": number} for number, frame in enumerate(kept)]
        return self._ask([frame.picture for frame in kept], told, bitmaps)

    def photos(self, pictures: Sequence[Picture], setup: Setup) -> list[Told]:
        """Return what it makes of photos."""
        self.begin(setup)
        each = {"kind": "photo", "sensitivity": setup.sensitivity}
        return self._ask(pictures, [{**each, "id": number} for number in range(len(pictures))])

    def _ask(self, pictures: Sequence[Picture], told: list[Told], bitmaps: bool = False) -> list[Told]:
        for message, picture in zip(told, pictures, strict=True):
            message["height"], message["width"] = picture.shape[:2]
        self._pixels.write_bytes(b"".join(picture.tobytes() for picture in pictures))
        self._page.set_input_files("input", self._pixels)
        return list(self._page.evaluate("([told, bitmaps]) => mien.read(told, bitmaps)", [told, bitmaps]))


def differences(found: Mapping[str, Any], expected: Mapping[str, Any]) -> list[str]:
    """Return in what a frame's result differs from the expected one, both as in browser/src/results.ts."""
    if len(found["faces"]) != len(expected["faces"]):
        return [f"{len(found['faces'])} faces, expected {len(expected['faces'])}"]
    faces = zip(found["faces"], expected["faces"], strict=True)
    said = [_named(name, found, expected) for name in FRAME] + [words for pair in faces for words in _of_face(*pair)]
    return [words for words in said if words]


def _named(name: str, found: Mapping[str, Any], expected: Mapping[str, Any]) -> str:
    return "" if found[name] == expected[name] else f"{name}: {found[name]}, expected {expected[name]}"


def _of_face(found: Mapping[str, Any], expected: Mapping[str, Any]) -> list[str]:
    quality, expected_quality = found["quality"], expected["quality"]
    boxes = [[face["box"][edge] for edge in ("left", "top", "width", "height")] for face in (found, expected)]
    return [
        *(_named(name, found, expected) for name in EXACT),
        _named("issues", quality, expected_quality),
        _far("box", boxes[0], boxes[1], BOX),
        _far("probabilities", found["probabilities"], expected["probabilities"], PROBABILITY),
        *(_far(name, [quality[name]], [expected_quality[name]], most) for name, most in QUALITY.items()),
    ]


def _far(name: str, found: Sequence[float], expected: Sequence[float], most: float) -> str:
    apart = float(np.abs(np.array(found, float) - np.array(expected, float)).max())
    return "" if apart <= most else f"{name}: {apart:.3g} apart"

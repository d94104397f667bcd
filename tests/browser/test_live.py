"""The live page in a real browser with a camera: from agreement to labelled faces, and what only a browser shows."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

import numpy as np
import pytest

from emotion.analysis import Analyzer
from emotion.detection.presets import make_detector
from emotion.images.input import InputPicture
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.store import ModelStore
from emotion.results import FaceResult
from emotion.tracking import Tracker, TrackingSettings
from emotion.web.server.settings import HostSettings
from tests.browser import scene
from tests.browser.conftest import Server, Visitor, await_that
from tests.browser.returned import await_advance, drawn_box, grab, no_errors_of_ours, panel, stamp

pytestmark = pytest.mark.browser
Visit = Callable[..., AbstractContextManager[Visitor]]


def test_from_agreement_to_a_labelled_face_and_back(visit: Visit, server: Server) -> None:
    with visit() as visitor:
        visitor.camera.get_by_role("button", name="Start camera").wait_for(state="attached")
        assert opened(visitor) == [], "no camera before agreement"
        visitor.agree()
        await_advance(visitor, mirrored=True)
        await_that(lambda: visitor.answer() == "Happy", "the label of the astronaut")
        the_bars_are_what_the_core_says(visitor, server)
        the_box_lies_on_the_face(visitor)

        assert server.streams() == 2
        assert not {"tensorflow", "keras", "training"} & set(server.report()["modules"])
        visitor.stop()
        assert opened(visitor) == ["ended"]
        await_that(lambda: server.streams() == 0, "the end of the stream's threads")
        await_that(lambda: visitor.answer() == "Camera off", "the page to say that the camera is off")

        visitor.start()
        await_advance(visitor, mirrored=True)
        await_that(lambda: visitor.answer() == "Happy", "the label again")
        assert no_errors_of_ours(visitor) == []


def opened(visitor: Visitor) -> list[str]:
    """Return the state of each camera that was ever opened, by the page or in the camera's frame."""
    states = "() => window.mienTracks.map(track => track.readyState)"
    return [*visitor.page.evaluate(states), *visitor.camera.evaluate(states)]


def the_bars_are_what_the_core_says(visitor: Visitor, server: Server) -> None:
    """Ask the core the same of the frames as the server decoded them, and compare with what the page shows."""
    shown = await_that(lambda: (lambda now: now if now["answer"] == "Happy" else None)(panel(visitor)), "a reading")
    face = replayed(server, int(shown["frame"]))
    assert face.label == "happy"
    assert shown["answer"] == DISPLAY_NAMES[face.label]
    assert [name for name, _ in shown["values"]] == [DISPLAY_NAMES[label] for label in LABELS]
    assert [value for _, value in shown["values"]] == pytest.approx([100 * p for p in face.probabilities], abs=0.1)


def replayed(server: Server, last: int) -> FaceResult:
    """Read the tapped frames up to one of them with a fresh core, and return its largest face."""
    model = ModelStore().load_model(HostSettings().model)
    analyzer = Analyzer(make_detector("stream"), model.classifier(), model.threshold)
    tracker = Tracker(TrackingSettings(threshold=model.threshold))
    for path in sorted(server.tap.glob("frame*.npz")):
        if int(path.stem[5:]) > last:
            break
        with np.load(path) as tapped:
            picture = InputPicture(tapped["pixels"], bool(tapped["limited_range"]), partial(np.array, tapped["colour"]))
            analysis = analyzer.analyze(picture)
            result = tracker.update(analysis.result, float(tapped["at"]), bool(tapped["another_scene"]))
    assert result.largest
    return result.largest


def the_box_lies_on_the_face(visitor: Visitor) -> None:
    visitor.page.get_by_text("Show scores in the picture").click()

    def lies_on_it() -> bool:
        picture = grab(visitor)
        number = stamp(picture, mirrored=True)
        if number is None:
            return False
        height, width = picture.shape[:2]
        face = scene.face_in(number, width, height, mirrored=True)
        return drawn_box(picture, face, "happy").iou(face) > 0.55

    await_that(lies_on_it, "a box of the label's colour on the face in the returned video")


def test_a_pause_is_called_so_until_the_visitor_goes_on(visit: Visit) -> None:
    with visit() as visitor:
        visitor.agree()
        await_that(lambda: visitor.answer() == "Happy", "a reading")
        visitor.camera.get_by_role("button", name="Pause").click()
        await_that(lambda: visitor.answer() == "Paused", "the page to say that the camera is paused")
        visitor.page.wait_for_function("() => document.querySelector('.mien-unseen')?.textContent === 'Paused'")
        visitor.camera.get_by_role("button", name="Go on").click()
        await_that(lambda: visitor.answer() == "Happy", "a reading again")
        assert no_errors_of_ours(visitor) == []


def test_the_page_keeps_still_while_the_readings_change(visit: Visit) -> None:
    with visit() as visitor:
        visitor.agree()
        await_that(lambda: visitor.answer() == "Happy", "a reading")
        places, frames = set(), set()

        def watched() -> bool:
            shown = panel(visitor)
            places.add(tuple(shown["place"]))
            frames.add(shown["frame"])
            return len(frames) > 8

        await_that(watched, "eight updates of the bars")
        assert len(places) == 1


def test_the_page_needs_nothing_from_other_hosts(visit: Visit, server: Server) -> None:
    with visit() as visitor:
        hosts: set[str] = set()
        visitor.page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
        visitor.page.reload()
        visitor.agree()
        assert hosts <= {server.url.split("/")[2]}

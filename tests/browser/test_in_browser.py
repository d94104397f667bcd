"""The camera read in the visitor's own browser: from agreement to labelled faces, recordings and the end."""

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest

from emotion.export.timeline import TIMELINE_COLUMNS
from emotion.images.decode import decode
from emotion.labels import DISPLAY_NAMES, LABELS
from tests.browser import scene
from tests.browser.in_browser import (
    KEEP,
    LISTEN,
    START,
    STOP,
    begin,
    goes_on,
    opened,
    press,
    running,
    shown,
)
from tests.browser.returned import drawn_box, no_errors_of_ours, panel, stamp
from tests.browser.served import Server, await_that
from tests.browser.test_record import download, record
from tests.browser.visits import Visitor
from tests.browser.walk import grave

pytestmark = pytest.mark.browser
Here = Callable[..., AbstractContextManager[Visitor]]


def test_from_agreement_to_a_labelled_face_and_back(here: Here, browsers_server: Server) -> None:
    with here() as visitor:
        page = visitor.page
        page.get_by_text("never leaves it").wait_for()
        assert opened(visitor) == [], "no camera before agreement"
        assert grave(page) == [], "the first screen"
        begin(visitor)
        assert [name for name, _ in panel(visitor)["values"]] == [DISPLAY_NAMES[label] for label in LABELS]
        await_that(partial(lies_on_the_face, visitor), "a box of the label's colour on the face")
        page.wait_for_selector(".mien-strip .happy")
        assert browsers_server.streams() == 0, "the server reads nothing"
        assert grave(page) == [], "the camera on"
        press(visitor, STOP)
        await_that(lambda: visitor.answer() == "Camera off", "the page to say that the camera is off")
        assert opened(visitor) == ["ended"]
        press(visitor, START)
        running(visitor)
        assert no_errors_of_ours(visitor) == []


def lies_on_the_face(visitor: Visitor) -> bool:
    picture = shown(visitor)
    number = stamp(picture, mirrored=True)
    if number is None:
        return False
    face = scene.face_in(number, picture.shape[1], picture.shape[0], mirrored=True)
    return drawn_box(picture, face, "happy").iou(face) > 0.5


@pytest.mark.parametrize("shape", ["width: 600px; height: 220px", "width: 240px; height: 400px"], ids=["wide", "high"])
def test_boxes_lie_on_the_face_whatever_shape_the_pictures_place_has(here: Here, shape: str) -> None:
    with here() as visitor:
        begin(visitor)
        visitor.page.get_by_text("Show scores in the picture").click()
        visitor.page.add_style_tag(content=f".mien-browser-picture video {{ {shape}; aspect-ratio: auto !important }}")
        place = visitor.page.locator(".mien-browser-picture video")

        def lies_on_it() -> bool:
            picture = decode(place.screenshot())
            height, width = picture.shape[:2]
            across = min(width, round(height * scene.WIDTH / scene.HEIGHT))
            down = round(across * scene.HEIGHT / scene.WIDTH)
            left, top = (width - across) // 2, (height - down) // 2
            picture = picture[top : top + down, left : left + across]
            number = stamp(picture, mirrored=True)
            face = scene.face_in(number or 0, across, down, mirrored=True)
            return number is not None and drawn_box(picture, face, "happy").iou(face) > 0.5

        await_that(lies_on_it, "a box on the face, as it is seen")


def test_a_recording_of_its_numbers_becomes_files(here: Here) -> None:
    with here() as visitor:
        begin(visitor)
        record(visitor, 3)
        visitor.page.get_by_role("button", name="Stop recording").click()
        rows = list(csv.DictReader(io.StringIO(download(visitor, "Readings, CSV"))))
        assert set(rows[0]) == set(TIMELINE_COLUMNS)
        assert 2.5 < float(rows[-1]["seconds"]) < 8
        assert {row["label"] for row in rows} == {"happy"}
        assert no_errors_of_ours(visitor) == []


def test_nothing_leaves_where_the_visitor_wants_that_and_a_recording_is_made_here(here: Here) -> None:
    with here() as visitor:
        begin(visitor)
        press(visitor, KEEP)
        visitor.page.get_by_text("Numbers stay in your browser").wait_for()
        visitor.page.evaluate(LISTEN)
        visitor.page.get_by_role("button", name="Start recording").first.click()
        goes_on(visitor)
        goes_on(visitor)
        with visitor.page.expect_download() as saved:
            visitor.page.get_by_role("button", name="Save the recording").click()
        rows = list(csv.DictReader(io.StringIO(Path(saved.value.path()).read_text("utf-8-sig"))))
        assert list(rows[0]) == list(TIMELINE_COLUMNS)
        assert len(rows) >= 15
        assert {row["answer"] for row in rows} == {"Happy"}
        assert visitor.page.evaluate("() => window.mienSent") == []
        press(visitor, KEEP)
        visitor.page.wait_for_selector(".mien-strip .happy")
        assert no_errors_of_ours(visitor) == []


def test_what_is_sent_are_numbers_of_less_than_two_kilobytes_a_second(here: Here) -> None:
    with here() as visitor:
        begin(visitor)
        visitor.page.wait_for_selector(".js-plotly-plot svg")
        visitor.page.evaluate(LISTEN)
        requests: list[str] = []
        visitor.page.on("request", lambda request: requests.append(request.url))
        visitor.page.wait_for_timeout(20_000)  # a visit of that length is what is promised
        sent = visitor.page.evaluate("() => window.mienSent")
        assert requests == []
        assert {what for what, _ in sent} == {"message"}
        assert 5 < len(sent) < 60
        assert sum(size for _, size in sent) < 20 * 2000


def test_the_sample_clip_plays_in_it(here: Here) -> None:
    with here(camera=False) as visitor:
        page = visitor.page
        page.get_by_role("button", name="Play a sample clip").click()
        running(visitor)
        goes_on(visitor)
        page.get_by_role("button", name="Back to the camera").click()
        page.get_by_role("button", name="Agree and start the camera").wait_for()
        assert no_errors_of_ours(visitor) == []


def test_settings_and_another_network_take_effect(here: Here) -> None:
    with here() as visitor:
        page = visitor.page
        begin(visitor)
        page.get_by_text("Mirror picture").click()
        page.wait_for_selector(".mien-browser video:not(.mirrored)")
        page.get_by_role("combobox", name="Network").click()
        page.get_by_role("option", name="Mirrored network, by labels").click()
        running(visitor)
        goes_on(visitor)
        page.wait_for_selector(".mien-strip .mark")
        assert no_errors_of_ours(visitor) == []


def test_another_camera_can_be_chosen(here: Here) -> None:
    two = ["--use-fake-device-for-media-stream=device-count=2"]
    with here(camera=False, arguments=two) as visitor:
        page = visitor.page
        page.get_by_role("button", name="Agree and start the camera").click()
        cameras = page.get_by_label("Camera", exact=True)
        cameras.wait_for()
        await_that(lambda: page.locator(".mien-browser option").count() == 2, "both cameras")
        cameras.select_option(index=1)
        await_that(lambda: opened(visitor) == ["ended", "live"], "the other one")
        goes_on(visitor)
        assert no_errors_of_ours(visitor) == []


def test_twenty_starts_and_stops(here: Here) -> None:
    with here() as visitor:
        begin(visitor)
        for _ in range(20):
            press(visitor, STOP)
            await_that(lambda: visitor.answer() == "Camera off", "the end")
            press(visitor, START)
            running(visitor)
        assert opened(visitor) == ["ended"] * 20 + ["live"]
        assert visitor.page.evaluate("() => performance.getEntriesByType('resource').filter("
                                     "entry => entry.name.endsWith('.wasm')).length") <= 2  # fmt: skip
        assert no_errors_of_ours(visitor) == []

"""The photo page where the visitor's own browser reads: what it finds is what the server finds, and nothing is sent."""

import csv
import io
from base64 import b64encode
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, TimeoutError, WebSocket
from skimage import data

from emotion.analysis import analyze
from emotion.detection.presets import BLAZEFACE, DetectorChoice, make_detector
from emotion.export.photos import PHOTO_COLUMNS, photo_rows
from emotion.images.decode import decode
from emotion.labels import COLOURS, LABELS
from emotion.models.store import ModelStore
from emotion.web.photo.in_browser import CHOICE, KEPT
from emotion.web.server.settings import HostSettings
from tests.browser import tour
from tests.browser.conftest import PATIENCE, Visitor, await_that
from tests.browser.walk import grave
from tests.support.bad_pictures import HEAD, MARKUP
from tests.support.pictures import encode, held, stored_as

Visit = Callable[..., AbstractContextManager[Visitor]]
Cells = dict[str, str]
pytestmark = pytest.mark.browser

ASTRONAUT = encode(data.astronaut(), "PNG")
TURNED = 6  # EXIF's orientation of a telephone that is held upright
CLOSE = 0.01
SHADE = 40  # levels by which a pixel of a line may differ from its colour
GIVE = """
([way, files]) => { const given = new DataTransfer();
  for (const [name, type, bytes] of files)
    given.items.add(new File([Uint8Array.from(atob(bytes), sign => sign.charCodeAt(0))], name, {type}));
  const field = document.querySelector('.mien-drop'), options = {bubbles: true, cancelable: true};
  if (way === 'paste') document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: given, ...options}));
  else for (const kind of ['dragover', 'drop'])
    field.dispatchEvent(new DragEvent(kind, {dataTransfer: given, ...options})); }
"""
# The colours of eight pixels across the middle of a box's left line, whose place is given in shares of the picture.
LINE = """
(canvas, [left, middle]) => { const at = [left * canvas.width - 3, middle * canvas.height].map(Math.round);
  return [...canvas.getContext('2d').getImageData(...at, 8, 1).data]; }
"""


def expected(name: str, content: bytes, sensitivity: str = "normal") -> list[Cells]:
    """Return the rows of the server's CSV, whose detector is the one that browsers have."""
    model = ModelStore().load_model(HostSettings().model)
    detector = make_detector("photo", DetectorChoice(BLAZEFACE, sensitivity))  # type: ignore[arg-type]
    result = analyze(decode(content), detector, model.classifier(), model.threshold).result
    return [{key: str(value) for key, value in row.items()} for row in photo_rows(name, result, model.identity)]


def assert_alike(found: Sequence[Cells], wanted: Sequence[Cells]) -> None:
    """Assert that rows are the same, numbers as nearly as two decoders and runtimes have it."""
    assert [row["picture"] for row in found] == [row["picture"] for row in wanted]
    for one, other in zip(found, wanted, strict=True):
        for column in ("picture_width", "picture_height", "face", "label", "model", "model_version", "expects"):
            assert one[column] == other[column]
        assert (one["sure"], one["issues"], one["answer"]) == (other["sure"].lower(), other["issues"], other["answer"])
        assert [abs(float(one[label]) - float(other[label])) <= CLOSE for label in LABELS] == [True] * len(LABELS)
        assert abs(float(one["detection_score"]) - float(other["detection_score"])) <= CLOSE
        for column in ("left", "top", "width", "height", "yaw", "roll"):
            assert abs(int(one[column]) - int(other[column])) <= 2, column


@dataclass
class Sent:
    """What a page sends: the methods, addresses and bodies of its requests, and the sizes of its WebSocket's frames."""

    requests: list[tuple[str, str, bytes | None]] = field(default_factory=list)
    frames: list[int] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        def opened(socket: WebSocket) -> None:
            socket.on("framesent", lambda payload: self.frames.append(len(payload)))

        page.on(
            "request", lambda request: self.requests.append((request.method, request.url, request.post_data_buffer))
        )
        page.on("websocket", opened)

    def clear(self) -> None:
        self.requests.clear()
        self.frames.clear()


def arrive(visitor: Visitor, program: bool = True) -> Page:
    tour.go_to(visitor, "photo")
    visitor.page.get_by_role("radio", name=CHOICE).click()
    visitor.page.get_by_text(KEPT).wait_for()
    button = visitor.page.locator(".mien-drop button")
    button.wait_for()
    if program:
        await_that(button.is_enabled, "the program")
    return visitor.page


def choose(page: Page, *files: tuple[str, bytes]) -> None:
    given = [FilePayload(name=name, mimeType="image/png", buffer=content) for name, content in files]
    page.set_input_files(".mien-drop input", given)


def give(page: Page, way: str, *files: tuple[str, bytes]) -> None:
    """Drop files on the field, or paste them."""
    page.evaluate(GIVE, [way, [[name, "image/png", b64encode(content).decode()] for name, content in files]])


def await_read(page: Page, count: int) -> None:
    read = page.locator(".mien-photo[data-read=true]")
    note = page.locator(".mien-photos-note")
    await_that(lambda: read.count() == count and not note.inner_text(), f"{count} pictures read")


def downloaded(page: Page, patience: float = PATIENCE) -> list[Cells]:
    with page.expect_download(timeout=1000 * patience) as download:
        page.get_by_role("button", name="Readings, CSV").click(timeout=1000 * patience)
    assert download.value.suggested_filename == "expressions.csv"
    text = Path(download.value.path()).read_bytes().decode()
    assert text.startswith("\ufeff")
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    found = list(rows)
    assert tuple(rows.fieldnames or ()) == PHOTO_COLUMNS
    return found


def test_a_picture_is_read_as_the_server_reads_it_and_nothing_of_it_is_sent(visit: Visit, tmp_path: Path) -> None:
    with visit() as visitor:
        sent = Sent()
        sent.watch(visitor.page)
        visitor.page.reload()
        page = arrive(visitor)
        assert sent.frames, "the page's own are seen"
        page.wait_for_function("() => document.querySelector('.mien-photos').dataset.ready === 'true'")
        sent.clear()

        choose(page, ("eileen.png", ASTRONAUT))
        await_read(page, 1)

        cells = page.locator(".mien-photo tbody tr").all_inner_texts()
        assert [text.split("\t") for text in cells] == [["1", "Happy", cells[0].split("\t")[2], "–"]]
        assert visitor.answer() == "Happy"
        assert page.locator(".mien-photo .mien-panel .value").nth(LABELS.index("happy")).inner_text() in cells[0]
        canvas = page.get_by_role("img", name="eileen.png: happy")
        (row,) = downloaded(page)
        assert_alike([row], expected("eileen.png", ASTRONAUT))
        left, middle = int(row["left"]) / 512, (int(row["top"]) + int(row["height"]) / 2) / 512
        line = np.array(canvas.evaluate(LINE, [left, middle])).reshape(8, 4)[:, :3]
        assert np.abs(line - happy()).max(axis=1).min() < SHADE

        with page.expect_download() as download:
            page.get_by_role("button", name="Picture, PNG").click()
        assert download.value.suggested_filename == "eileen.png"
        picture = np.asarray(Image.open(download.value.path()).convert("RGB")).astype(int)
        assert picture.shape == (512, 512, 3)
        assert np.abs(picture[round(512 * middle), int(row["left"]) + 1] - happy()).max() < SHADE
        assert np.abs(picture[-100:, :100] - data.astronaut()[-100:, :100]).max() <= 2, "the rest is as it was"

        page.get_by_role("button", name="Remove all").click()
        assert page.locator(".mien-photo").count() == 0
        assert sent.frames == [], "not even the server's page is told"
        assert [request for request in sent.requests if not request[1].startswith("blob:")] == []
        assert visitor.errors == []


def happy() -> npt.NDArray[np.int64]:
    colour = COLOURS["happy"]
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])


def test_several_files_are_dropped_and_those_that_are_no_pictures_are_named(visit: Visit) -> None:
    turned = encode(stored_as(data.astronaut(), TURNED), "JPEG", exif=held(TURNED), quality=95)
    three = encode(np.concatenate([HEAD] * 3, axis=1), "PNG")
    with visit() as visitor:
        page = arrive(visitor)
        files = (("turned.jpg", turned), ("no picture.heic", b"no picture"), ("three.png", three), (MARKUP, b"<b>"))
        give(page, "drop", *files)
        await_read(page, 2)

        problems = page.get_by_role("alert").locator("p").all_inner_texts()
        assert [text.partition(": This browser cannot open")[0] for text in problems] == ["no picture.heic", MARKUP]
        assert page.locator(".mien-photos-problems *:not(p)").count() == 0
        assert_alike(downloaded(page), [*expected("turned.jpg", turned), *expected("three.png", three)])

        choice = page.get_by_role("radio", name="3", exact=True)
        choice.focus()
        page.keyboard.press("ArrowLeft")
        assert page.get_by_role("radio", name="2", exact=True).is_checked()
        page.locator(".mien-photo", has_text="turned.jpg").get_by_role("button", name="Remove").click()
        assert page.locator(".mien-photo .name").all_inner_texts() == ["three.png"]
        assert page.locator(".mien-photos-problems p").count() == 0

        give(page, "paste", ("three.png", ASTRONAUT))
        await_read(page, 2)
        assert [row["picture"] for row in downloaded(page)] == ["three (2).png", *["three.png"] * 3]
        assert visitor.errors == []


def test_pictures_outlive_a_change_of_page_and_are_read_anew_with_other_settings(visit: Visit) -> None:
    blank = encode(np.full((200, 300, 3), 255, np.uint8), "PNG")
    night = encode(np.full((200, 300, 3), 2, np.uint8), "PNG")
    with visit() as visitor:
        page = arrive(visitor)
        choose(page, ("eileen.png", ASTRONAUT), ("white.png", blank), ("night.png", night))
        await_read(page, 3)
        page.mouse.click(5, 5)  # Streamlit's own choice, while it has the focus, lacks contrast
        assert grave(page) == []
        assert page.locator(".mien-photo", has_text="white.png").locator("td").inner_text().startswith("No face found.")
        assert "too dark" in page.locator(".mien-photo", has_text="night.png").locator("td").inner_text()

        tour.go_to(visitor, "about")
        tour.go_to(visitor, "photo")
        await_read(page, 3)
        before = downloaded(page)

        page.get_by_text("An everyday crowd").first.click()
        await_that(lambda: expecting(page) == "crowd", "the pictures to be read anew")
        after = downloaded(page)
        assert [row["face"] for row in before] == [row["face"] for row in after] == ["1"]
        assert before[0]["happy"] != after[0]["happy"]
        assert visitor.errors == []


def expecting(page: Page) -> str:
    """Return what the model was told that read the picture; empty while it is read."""
    try:
        return downloaded(page, 5)[0]["expects"]
    except TimeoutError:  # the button was pressed in the moment when the reading began anew
        return ""


def test_a_part_of_the_program_that_does_not_come_is_told_and_fetched_again(visit: Visit) -> None:
    with visit() as visitor:
        visitor.page.route("**/browser/models/*", lambda route: route.abort())
        page = arrive(visitor)
        choose(page, ("eileen.png", ASTRONAUT))
        again = page.get_by_role("button", name="Try again")
        again.wait_for()
        assert "A part of the program did not come" in page.locator(".mien-photos-note").inner_text()

        page.unroute("**/browser/models/*")
        again.click()
        await_read(page, 1)
        assert visitor.answer() == "Happy"


def test_a_program_that_does_not_come_at_all_is_told(visit: Visit) -> None:
    with visit() as visitor:
        visitor.page.route("**/browser/built/*/page.js", lambda route: route.abort())
        page = arrive(visitor, program=False)
        page.get_by_text("A part of the program did not come").wait_for()
        assert visitor.errors == []

"""A photo page whose pictures the visitor's own browser reads: how it is used, and what it should find."""

import csv
import io
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, WebSocket
from skimage import data

from emotion.analysis import analyze
from emotion.detection.presets import BLAZEFACE, DetectorChoice, make_detector
from emotion.export.csv import CsvForm
from emotion.export.photos import PHOTO_COLUMNS, photo_rows
from emotion.images.decode import decode
from emotion.labels import LABELS
from emotion.models.store import ModelStore
from emotion.web.photo.in_browser import CHOICE, KEPT
from emotion.web.server.settings import HostSettings
from tests.browser import tour
from tests.browser.served import PATIENCE, await_that
from tests.browser.visits import Visitor
from tests.support.pictures import encode

Cells = dict[str, str]

ASTRONAUT = encode(data.astronaut(), "PNG")
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
    rows = photo_rows(name, result, model.identity)
    return [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows]


def assert_alike(found: Sequence[Cells], wanted: Sequence[Cells]) -> None:
    """Assert that rows are the same, numbers as nearly as two decoders and runtimes have it."""
    assert [row["picture"] for row in found] == [row["picture"] for row in wanted]
    for one, other in zip(found, wanted, strict=True):
        for column in ("picture_width", "picture_height", "face", "label", "model", "model_version", "expects"):
            assert one[column] == other[column]
        assert (one["sure"], one["issues"], one["answer"]) == (other["sure"].lower(), other["issues"], other["answer"])
        if not one["face"]:
            assert one == {**other, "sure": "false"}
            continue
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
    read = page.locator(f"{'.mien-card' if count > 1 else '.mien-photo'}[data-read=true]")
    note = page.locator(".mien-photos-note")
    await_that(lambda: read.count() == count and not note.inner_text(), f"{count} pictures read")


def rows(page: Page) -> list[list[str]]:
    """Return the cells of the table of all faces."""
    return [text.split("\t") for text in page.locator(".mien-photos-table tbody tr").all_inner_texts()]


def card(page: Page, name: str) -> Locator:
    """Return the button that opens a picture's card."""
    return page.locator(".mien-card .open", has_text=name)


def downloaded(page: Page, patience: float = PATIENCE, form: CsvForm = CsvForm.COMMA) -> list[Cells]:
    with page.expect_download(timeout=1000 * patience) as download:
        page.get_by_role("button", name="Readings, CSV").click(timeout=1000 * patience)
    assert download.value.suggested_filename == "expressions.csv"
    text = Path(download.value.path()).read_bytes().decode()
    assert text.startswith("\ufeff")
    read = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=form.separator)
    found = list(read)
    assert tuple(read.fieldnames or ()) == PHOTO_COLUMNS
    return found

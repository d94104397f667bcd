"""The photo page in a real browser: a file goes in, its result is seen, and the download is what the core says."""

import csv
import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urljoin

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page
from skimage import data

from emotion.analysis import analyze
from emotion.detection.presets import make_detector
from emotion.drawing.overlay import draw
from emotion.export.csv import to_csv
from emotion.export.photos import photo_rows, picture_bytes
from emotion.images.decode import decode
from emotion.models.identity import ModelIdentity
from emotion.models.store import ModelStore
from emotion.web.server.settings import HostSettings
from emotion.web.shared.escape_markdown import plain
from tests.browser import tour
from tests.browser.conftest import Visitor, await_that
from tests.browser.visits import MOVING
from tests.browser.walk import grave
from tests.support.bad_pictures import HEAD, MARKUP, encode

Visit = Callable[..., AbstractContextManager[Visitor]]
pytestmark = pytest.mark.browser

WITHOUT = (4, 13)  # which of twenty pictures show nobody
MOST_SCREENS = 1.6
TALL = "() => { const main = document.querySelector('[data-testid=stMain]'); return main.scrollHeight / innerHeight; }"
IN_VIEW = """
() => { const box = document.querySelector('.st-key-photo_opened').getBoundingClientRect();
  return box.top >= 0 && box.top < innerHeight / 2; }
"""
ROW = 35  # pixels of the table's, the first is its head


def expected(name: str, content: bytes) -> tuple[str, bytes]:
    """Return the CSV and the annotated picture, as the core makes them."""
    model = ModelStore().load_model(HostSettings().model)
    picture = decode(content)
    result = analyze(picture, make_detector("photo"), model.classifier(), model.threshold).result
    rows = photo_rows(name, result, ModelIdentity.of(model.card))
    assert len(rows) == 1
    return to_csv(rows, list(rows[0])), picture_bytes(draw(picture, result))


def twenty() -> list[FilePayload]:
    """Return pictures of the astronaut, shifted, dimmed and mirrored, and two without anybody."""
    face, files = data.astronaut(), []
    for index in range(20):
        picture = (np.roll(face, 8 * index, axis=1) * (1 - 0.03 * index)).astype(np.uint8)
        picture = picture[:, ::-1] if index % 2 else picture
        if index in WITHOUT:
            picture = np.full((300, 400, 3), 200 + index, np.uint8)
        content = encode(np.ascontiguousarray(picture), "PNG")
        files.append(FilePayload(name=f"picture {index + 1}.png", mimeType="image/png", buffer=content))
    return files


def held_by_uploaders(page: Page) -> int:
    """Return the bytes of uploaded files that the server says it holds."""
    metrics = page.request.get(urljoin(page.url, "/_stcore/metrics")).text()
    assert "cache_memory_bytes" in metrics
    values = [line.split()[-1] for line in metrics.splitlines() if line.startswith("cache_memory") and "Upload" in line]
    return sum(map(int, values))


def test_a_photo_is_read_and_its_reading_and_picture_downloaded(visit: Visit, tmp_path: Path) -> None:
    path = tmp_path / "eileen.png"
    Image.fromarray(data.astronaut()).save(path)
    with visit() as visitor:
        page = visitor.page
        page.get_by_role("link", name="Photo").click()
        page.get_by_text("No picture yet.").wait_for()
        page.set_input_files("input[type=file]", path)
        await_that(lambda: visitor.page.locator(".mien-answer strong").count() == 1, "the reading")
        assert visitor.answer() == "Happy"
        assert held_by_uploaders(page) == 0, "Streamlit holds no copy beside ours"

        rows, picture = expected("eileen.png", path.read_bytes())
        with page.expect_download() as download:
            page.get_by_role("button", name="Readings, CSV").click()
        text = Path(download.value.path()).read_bytes().decode()
        assert text == rows
        page.get_by_role("button", name="Prepare picture, JPEG").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Download picture, JPEG").click()
        assert Path(download.value.path()).read_bytes() == picture
        assert [row["label"] for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))] == ["happy"]

        page.get_by_role("link", name="Training").click()
        page.get_by_role("heading", name="How the networks were trained").wait_for()
        page.get_by_role("link", name="Photo").click()
        await_that(lambda: visitor.answer() == "Happy", "the picture to be there still")
        page.get_by_role("button", name="Remove", exact=True).click()
        page.get_by_text("No picture yet.").wait_for()
        assert visitor.errors == []


def test_twenty_pictures_are_cards_beside_each_other_and_one_is_opened_by_press_key_and_row(visit: Visit) -> None:
    files = twenty()
    with visit(False) as visitor:
        page = visitor.page
        tour.go_to(visitor, "photo")
        page.set_input_files("input[type=file]", files)
        cards = page.locator(".st-key-photo_cards img")
        await_that(lambda: cards.count() == len(files), "all cards")
        page.wait_for_selector("[data-testid=stDataFrame] canvas", state="attached")
        tour.settle(visitor)
        assert page.evaluate(TALL) <= MOST_SCREENS
        answers = page.locator(".mien-card-answers").all_inner_texts()
        assert [index for index, answer in enumerate(answers) if answer == "No face found"] == list(WITHOUT)
        assert page.locator(".st-key-photo_opened").count() == 0
        page.mouse.click(5, 5)  # Streamlit's own choice, while it has the focus, lacks contrast
        assert grave(page) == []

        opened = page.locator(".st-key-photo_opened [data-testid=stText]")
        close = page.get_by_role("button", name="Close", exact=True)
        cards.nth(10).click(force=True)  # a press there is one on the button that covers the card
        await_that(lambda: opened.all_inner_texts() == ["picture 11.png"], "the pressed picture")
        page.wait_for_function(IN_VIEW)
        await_that(lambda: close.evaluate("button => button === document.activeElement"), "the focus")
        page.get_by_text("Why this answer").click()
        page.locator(".mien-legend").wait_for()
        tour.settle(visitor)
        assert grave(page) == []
        page.get_by_text("Why this answer").click()

        close.focus()
        page.keyboard.press("Enter")
        page.locator(".st-key-photo_opened").wait_for(state="detached")
        card = page.get_by_role("button", name="picture 11.png", exact=True)
        await_that(lambda: card.evaluate("button => button === document.activeElement"), "the focus on the card")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")  # over the button that removes it
        page.keyboard.press("Enter")
        await_that(lambda: opened.all_inner_texts() == ["picture 12.png"], "the picture after it")

        table = page.get_by_test_id("stDataFrame")
        table.scroll_into_view_if_needed()
        table.click(position={"x": 20, "y": 2.5 * ROW})
        await_that(lambda: opened.all_inner_texts() == ["picture 2.png"], "the picture of the second row")

        page.get_by_role("button", name="Remove picture 2.png").click()
        await_that(lambda: cards.count() == len(files) - 1, "one card less")
        assert page.locator(".st-key-photo_opened").count() == 0
        assert visitor.errors == []


def test_two_networks_are_compared_and_a_picture_that_is_here_already_is_told(visit: Visit) -> None:
    files = twenty()[:5]
    with visit(False) as visitor:
        page = visitor.page
        tour.go_to(visitor, "photo")
        page.set_input_files("input[type=file]", files)
        await_that(lambda: page.locator(".st-key-photo_cards img").count() == len(files), "all cards")
        page.set_input_files("input[type=file]", [FilePayload({**files[0], "name": "again.png"})])
        page.get_by_test_id("stAlert").get_by_text("which is here already.").wait_for()
        told = page.get_by_test_id("stAlert").inner_text()
        assert told == "again.png is the same picture as picture 1.png, which is here already."

        page.get_by_role("combobox", name="Compare with").click()
        page.get_by_role("option", name="A report's network").click()
        page.get_by_text(re.compile("The two agree on [0-4] of 4 faces, [0-9]+ %")).wait_for()
        page.get_by_role("button", name="picture 1.png", exact=True).click()
        panels = page.locator(".st-key-photo_opened .mien-panel")
        await_that(lambda: panels.count() == 2, "both answers")
        first, second = (panels.nth(at).bounding_box() for at in (0, 1))
        assert first
        assert second
        assert first["y"] == second["y"]
        assert first["x"] + first["width"] < second["x"], "side by side"
        tour.settle(visitor)
        assert grave(page) == []

        with page.expect_download() as download:
            page.get_by_role("button", name="Readings, CSV").click()
        text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert len(rows) == 2 * len(files)
        assert [row["agrees"] in ("true", "false") for row in rows] == [bool(row["face"]) for row in rows]
        assert visitor.errors == []


def test_a_name_of_a_file_is_shown_as_it_is(visit: Visit) -> None:
    picture = encode(HEAD, "PNG")
    name = MARKUP.replace('"', "")  # a browser sends %22 for it
    with visit() as visitor:
        page = visitor.page
        page.get_by_role("link", name="Photo").click()
        page.get_by_text("No picture yet.").wait_for()
        page.set_input_files(
            "input[type=file]",
            [FilePayload(name=name, mimeType="image/png", buffer=content) for content in (b"no picture", picture)],
        )
        await_that(lambda: visitor.page.locator(".mien-answer strong").count() == 1, "the reading")
        alert = page.get_by_test_id("stAlert")
        assert alert.locator("code").inner_text() == plain(name)
        assert alert.locator("strong, em, a, img, script, .katex").count() == 0
        page.get_by_text(plain(name), exact=True).last.wait_for()
        assert visitor.errors == []


def test_a_file_is_let_in_whatever_its_name_and_told_what_it_is(visit: Visit, tmp_path: Path) -> None:
    contents = {
        "photo": encode(HEAD, "JPEG"),
        "photo.jfif": encode(HEAD[:, ::-1].copy(), "JPEG"),
        "notes.txt": b"words",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    with visit() as visitor:
        page = visitor.page
        page.get_by_role("link", name="Photo").click()
        page.get_by_text("No picture yet.").wait_for()
        page.set_input_files("input[type=file]", [tmp_path / name for name in contents])
        await_that(lambda: page.locator(".st-key-photo_cards img").count() == 2, "the cards of both pictures")
        assert "notes.txt: The file is no picture of a known format." in page.get_by_test_id("stAlert").inner_text()
        assert visitor.errors == []


def test_a_phone_is_asked_for_its_photos(visit: Visit) -> None:
    phone = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
    with visit(user_agent=phone) as visitor:
        page = visitor.page
        for link, kind, ending in (("Photo", "image/*", ".hif"), ("Video", "video/*", ".3gp")):
            page.goto(urljoin(page.url, f"/{link.lower()}"))
            page.locator("input[type=file]").wait_for(state="attached")
            accepted = (page.get_attribute("input[type=file]", "accept") or "").split(",")
            assert {kind, ending} <= set(accepted)


def test_a_snapshot_is_taken_after_agreement_and_not_before(visit: Visit) -> None:
    with visit() as visitor:
        page = visitor.page
        page.get_by_role("link", name="Photo").click()
        page.get_by_role("radio", name="Camera").click()
        agree = page.get_by_role("button", name="Agree and go on")
        agree.wait_for()
        assert page.evaluate("window.mienTracks.length") == 0

        agree.click()
        shutter = page.get_by_role("button", name="Take Photo")
        await_that(lambda: shutter.is_enabled(), "the camera")
        page.wait_for_function(MOVING)  # the shutter is there before the first picture is, and then takes none
        shutter.click()
        await_that(lambda: visitor.page.locator(".mien-answer strong").count() == 1, "the reading")
        assert visitor.answer() == "Happy"
        page.get_by_text("snapshot.jpg", exact=True).wait_for()

        page.get_by_role("radio", name="Files", exact=True).click()
        page.get_by_test_id("stFileUploader").wait_for()
        await_that(
            lambda: page.evaluate("window.mienTracks.every(track => track.readyState === 'ended')"), "the camera's end"
        )
        assert visitor.errors == []

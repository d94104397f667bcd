"""The photo page in a real browser: a file goes in, its result is seen, and the download is what the core says."""

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urljoin

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
from tests.browser.conftest import Visitor, await_that
from tests.browser.visits import MOVING
from tests.support.bad_pictures import HEAD, MARKUP, encode

Visit = Callable[..., AbstractContextManager[Visitor]]
pytestmark = pytest.mark.browser


def expected(name: str, content: bytes) -> tuple[str, bytes]:
    """Return the CSV and the annotated picture, as the core makes them."""
    model = ModelStore().load_model(HostSettings().model)
    picture = decode(content)
    result = analyze(picture, make_detector("photo"), model.classifier(), model.threshold).result
    rows = photo_rows(name, result, ModelIdentity.of(model.card))
    assert len(rows) == 1
    return to_csv(rows, list(rows[0])), picture_bytes(draw(picture, result))


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

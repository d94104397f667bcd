"""The photo page in a real browser: a file goes in, its reading is seen, and the download is what the core says."""

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PIL import Image
from skimage import data

from emotion import model_store
from emotion.export import Network, photo_rows, to_csv
from emotion.expressions import LiteRTClassifier
from emotion.images import decode
from emotion.photos import PhotoDetector, analyze
from tests.browser.conftest import Visitor, await_that

Visit = Callable[..., AbstractContextManager[Visitor]]
pytestmark = pytest.mark.browser


def expected(name: str, content: bytes) -> str:
    card, network = model_store.load_network(model_store.MODELS / "compact")
    classifier = LiteRTClassifier(network, card.temperature)
    reading = analyze(decode(content), PhotoDetector(), classifier, card.threshold).reading
    rows = photo_rows(name, reading, Network.of(card))
    assert len(rows) == 1
    return to_csv(rows, list(rows[0]))


def test_a_photo_is_read_and_its_reading_downloaded(visit: Visit, tmp_path: Path) -> None:
    path = tmp_path / "eileen.png"
    Image.fromarray(data.astronaut()).save(path)
    with visit() as visitor:
        page = visitor.page
        page.get_by_role("link", name="Photo").click()
        page.get_by_text("No picture yet.").wait_for()
        page.set_input_files("input[type=file]", path)
        await_that(lambda: visitor.page.locator(".mien-answer strong").count() == 1, "the reading")
        assert visitor.answer() == "Happy"

        with page.expect_download() as download:
            page.get_by_role("button", name="Readings, CSV").click()
        text = Path(download.value.path()).read_bytes().decode()
        assert text == expected("eileen.png", path.read_bytes())
        assert [row["label"] for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))] == ["happy"]

        page.get_by_role("link", name="Training").click()
        page.get_by_role("heading", name="How the networks were trained").wait_for()
        page.get_by_role("link", name="Photo").click()
        await_that(lambda: visitor.answer() == "Happy", "the picture to be there still")
        page.get_by_role("button", name="Remove").click()
        page.get_by_text("No picture yet.").wait_for()
        assert visitor.errors == []

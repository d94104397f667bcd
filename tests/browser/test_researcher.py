"""A researcher's whole path in one visit: photos, a video with markers and a name, the report, and the tables."""

import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from html import unescape
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import FilePayload, Page
from skimage.data import astronaut

from emotion.analysis import Analyzer
from emotion.detection.presets import make_detector
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.store import MODELS, ModelStore, load_card
from emotion.tracking import TrackingSettings
from emotion.video.analysis import analyze_video
from emotion.video.settings import VideoSettings
from emotion.web.server.settings import HostSettings
from tests.browser import tour
from tests.browser.conftest import Visitor, await_that
from tests.support import clips
from tests.support.bad_pictures import encode

Visit = Callable[..., AbstractContextManager[Visitor]]
pytestmark = pytest.mark.browser

PHOTOS: Final = 5
SECONDS: Final = 8
MARKS: Final = ((1.0, "bell"), (3.0, "light"), (6.0, "bell"))
SEEK: Final = """
async at => { const video = document.querySelector('.st-key-timeline_player video');
  const there = new Promise(then => video.addEventListener('seeked', then, {once: true}));
  video.currentTime = at; await there; }
"""
DRAWN: Final = "() => document.querySelector('.mien-times').querySelectorAll('.mark').length"
CHARTS: Final = "() => [...document.querySelectorAll('.js-plotly-plot')].map(plot => plot.data.length)"


def photos() -> list[FilePayload]:
    """Return the astronaut as five cameras might have seen her: shifted, dimmed and mirrored."""
    files = []
    for index in range(PHOTOS):
        picture = np.ascontiguousarray(np.roll(astronaut(), 10 * index, axis=1)[:, :: (-1) ** index])
        content = encode((picture * (1 - 0.05 * index)).astype(np.uint8), "PNG")
        files.append(FilePayload(name=f"photo {index + 1}.png", mimeType="image/png", buffer=content))
    return files


def saved(page: Page, name: str) -> bytes:
    """Return a file that the page offers; what comes behind its name, such as a size, may be left out."""
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).click()
    return Path(download.value.path()).read_bytes()


def frames_with_faces(clip: Path) -> list[int]:
    """Return the numbers of the frames in which the core itself finds a face."""
    model = ModelStore().load_model(HostSettings().model)
    analyzer = Analyzer(make_detector("video"), model.classifier(), model.threshold)
    timeline = analyze_video(clip, analyzer, VideoSettings(TrackingSettings(threshold=model.threshold))).timeline
    found: list[int] = timeline.results["frame"][timeline.faces["result"]].tolist()
    return found


def read_photos(visitor: Visitor) -> pd.DataFrame:
    tour.go_to(visitor, "photo")
    visitor.page.set_input_files("input[type=file]", photos())
    await_that(lambda: visitor.page.locator(".st-key-photo_cards img").count() == PHOTOS, "all cards")
    tour.settle(visitor)
    return pd.read_csv(io.BytesIO(saved(visitor.page, "Readings, CSV")))


def read_video(visitor: Visitor, clip: Path) -> None:
    tour.go_to(visitor, "video")
    visitor.page.set_input_files("input[type=file]", clip)
    visitor.page.get_by_role("button", name="Read the video").click()
    visitor.page.get_by_role("heading", name="Markers and conditions").wait_for()
    visitor.page.wait_for_selector(tour.DRAWN, state="attached")
    tour.settle(visitor)


def mark(visitor: Visitor) -> None:
    """Set three markers: by key, by button, by key."""
    page = visitor.page
    names = page.get_by_role("textbox", name="Names of markers")
    names.fill("bell, light")
    names.press("Enter")
    button = page.get_by_role("button", name="light 2")
    button.wait_for()
    names.blur()
    for done, (at, name) in enumerate(MARKS):
        page.evaluate(SEEK, at)
        if name == "light":
            button.click()
        else:
            page.keyboard.press("1")
        await_that(lambda: page.evaluate(DRAWN) == done + 1, f"marker {done + 1}")  # noqa: B023
        tour.settle(visitor)


def name_person(visitor: Visitor, name: str) -> None:
    page = visitor.page
    page.get_by_text("Name, or the same as somebody else").click()
    field = page.get_by_role("textbox", name="Name", exact=True)
    field.fill(name)
    field.press("Enter")
    page.get_by_role("heading", name=name).wait_for()
    tour.settle(visitor)


def open_report(visitor: Visitor, folder: Path) -> str:
    """Download the report, open it beside the app, and return its words; every chart of it is drawn."""
    visitor.page.get_by_role("button", name="Prepare report, HTML").click()
    path = folder / "report.html"
    path.write_bytes(saved(visitor.page, "Download report, HTML"))
    tab = visitor.page.context.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(path.as_uri())
    tab.locator(".js-plotly-plot .annotation", has_text="bell").first.wait_for()
    assert tab.evaluate(CHARTS) == [len(LABELS)]
    words = tab.locator("body").inner_text()
    tab.close()
    assert faults == []
    return words


def test_from_photos_and_a_video_to_a_report_and_tables(visit: Visit, tmp_path: Path) -> None:
    times = clips.steady(SECONDS * tour.CLIP_RATE, tour.CLIP_RATE)
    clip = clips.write_clip(tmp_path / "interview.mp4", times, tour.CLIP_SIZE, clips.astronaut)
    with visit(False) as visitor:
        table = read_photos(visitor)
        assert table["picture"].tolist() == [f"photo {index + 1}.png" for index in range(PHOTOS)]
        assert set(table["label"]) == {"happy"}

        read_video(visitor, clip)
        mark(visitor)
        name_person(visitor, "Eileen")
        words = open_report(visitor, tmp_path)
        rows = pd.read_csv(io.BytesIO(saved(visitor.page, "Readings, CSV")))
        parquet = pd.read_parquet(io.BytesIO(saved(visitor.page, "Readings, Parquet")))
        assert visitor.errors == []

    card = load_card(MODELS / HostSettings().model)
    for told in ("interview.mp4", "Protocol", "Eileen: in view for", "Happy", card.title, card.name, *card.limits):
        assert unescape(told) in words, told
    for at, name in MARKS:
        assert re.search(rf"{at:.2f}\s+{name}", words), f"{name} in the protocol"
    assert all(name in words for name in DISPLAY_NAMES.values())

    seen = rows[rows["person"].notna()]
    assert len(rows) == len(times)
    assert seen["frame"].tolist() == frames_with_faces(clip)
    assert seen["name"].unique().tolist() == ["Eileen"]
    assert seen[[*LABELS]].sum(axis=1).to_numpy() == pytest.approx(1, abs=1e-5)
    wanted = {"seconds": "f", "frame": "i", "sure": "b", "left_out": "b", "label": "O", **dict.fromkeys(LABELS, "f")}
    assert {name: rows[name].dtype.kind for name in wanted} == wanted
    assert seen["person"].astype(int).unique().tolist() == [1]
    empty = parquet.isna() | (parquet == "")  # which CSV cannot tell apart
    pd.testing.assert_frame_equal(parquet.mask(empty), rows, check_dtype=False)

"""The video page in a real browser: stopped midway, read to the end, downloaded as the core says, gone with the tab."""

import csv
import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from playwright.sync_api import Page

from emotion.analysis import Analyzer
from emotion.detection.presets import make_detector
from emotion.export.csv import to_csv
from emotion.export.timeline import TIMELINE_COLUMNS, TimelineSource, timeline_rows
from emotion.export.timeline_json import timeline_json
from emotion.models.identity import ModelIdentity
from emotion.models.store import ModelStore
from emotion.tracking import TrackingSettings
from emotion.video.analysis import analyze_video
from emotion.video.settings import VideoSettings
from emotion.web.server.settings import HostSettings
from tests.browser.conftest import Visitor, await_that
from tests.browser.walk import grave
from tests.support.clips import astronaut, steady, write_clip

Visit = Callable[..., AbstractContextManager[Visitor]]
PREFIX = "mien-video-"
pytestmark = pytest.mark.browser


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The server's place for temporary files; ask for it before the server. A closed tab is forgotten in a second."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setenv("STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL", "1")
    return folder


def expected(path: Path) -> tuple[int, str, str]:
    """Return what the core says of a file: how many frames, and the results as CSV and JSON."""
    model = ModelStore().load_model(HostSettings().model)
    analyzer = Analyzer(make_detector("video"), model.classifier(), model.threshold)
    result = analyze_video(path, analyzer, VideoSettings(TrackingSettings(threshold=model.threshold)))
    timeline, identity = result.timeline, ModelIdentity.of(model.card)
    source = TimelineSource(path.name, result.damaged, result.ended_early)
    rows = to_csv(list(timeline_rows(timeline, identity)), TIMELINE_COLUMNS)
    return timeline.frames, rows, timeline_json(timeline, identity, source)


def download(page: Page, name: str) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile(f"^{name}")).click()
    return Path(download.value.path())


def read(page: Page, path: Path) -> None:
    page.get_by_text("No video yet.").wait_for()
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="Read the video").click()


def noise(number: int, width: int, height: int) -> npt.NDArray[np.uint8]:
    """Return always the same picture: quick to write, and slow to search for faces."""
    return np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)


def go(page: Page, link: str, heading: str) -> None:
    page.get_by_role("link", name=link).click()
    page.get_by_role("heading", name=heading).wait_for()


def left(temporary: Path) -> list[str]:
    return [path.name for path in temporary.glob(f"{PREFIX}*/*")]


def kinds(temporary: Path) -> list[str]:
    return sorted(name.split()[0] for name in left(temporary))


def test_a_video_is_stopped_then_one_is_read_and_downloaded_and_all_is_gone_with_the_tab(
    temporary: Path, visit: Visit, tmp_path: Path
) -> None:
    long = write_clip(tmp_path / "long.mp4", steady(600), (320, 240), noise)
    short = write_clip(tmp_path / "short.mp4", steady(15), (320, 240), astronaut, sound="aac")
    with visit() as visitor:
        page = visitor.page
        go(page, "Video", "Videos")
        read(page, long)
        page.get_by_text("Reading: ").wait_for()
        go(page, "Training", "How the networks were trained")
        go(page, "Video", "Videos")
        page.get_by_text("Reading: ").wait_for()
        page.get_by_role("button", name="Cancel").click()
        page.get_by_text("as asked for").wait_for()
        assert kinds(temporary) == ["annotated", "source"]
        page.get_by_role("button", name="Remove").click()

        read(page, short)
        page.get_by_role("heading", name="Person 1").wait_for()
        frames, rows, document = expected(short)
        assert download(page, "Readings, CSV").read_bytes().decode() == rows
        assert download(page, "Readings, JSON").read_text(encoding="utf-8") == document
        with av.open(str(download(page, "Annotated video"))) as file:
            assert (sum(1 for _ in file.decode(video=0)), len(file.streams.audio)) == (frames, 1)
        await_that(lambda: page.evaluate("document.querySelector('video')?.readyState") >= 1, "the player's video")
        assert kinds(temporary) == ["annotated", "source"]
        assert visitor.errors == []
    await_that(lambda: left(temporary) == [], "the end of the visit")
    assert list(temporary.glob(f"{PREFIX}*")) == []


AT = "document.querySelector('.st-key-timeline_player video').currentTime"
CURSORS = "[...document.querySelectorAll('.mien-cursor')].filter(cursor => !cursor.hidden).length"


def test_the_player_and_what_is_drawn_over_its_time_are_one(temporary: Path, visit: Visit) -> None:
    with visit() as visitor:
        page = visitor.page
        go(page, "Video", "Videos")
        page.get_by_role("button", name="Use the sample clip").click()
        page.get_by_role("button", name="Read the video").click()
        page.get_by_role("heading", name="Markers and conditions").wait_for(timeout=60_000)
        await_that(lambda: page.evaluate(CURSORS) == 5, "a cursor in each of four strips and in the chart")

        strip = page.locator(".mien-times").first
        strip.scroll_into_view_if_needed()
        box = strip.bounding_box()
        assert box
        strip.click(position={"x": box["width"] / 3, "y": 8})
        await_that(lambda: abs(page.evaluate(AT) - 5.0) < 0.2, "the player at a third of 15 seconds")

        chart = page.locator(".st-key-timeline_drawn .js-plotly-plot").first
        chart.scroll_into_view_if_needed()
        axis = "plot => [plot._fullLayout.xaxis._offset, plot._fullLayout.xaxis._length]"
        offset, length = chart.evaluate(axis)
        chart.click(position={"x": offset + length / 2, "y": 100})
        await_that(lambda: abs(page.evaluate(AT) - 7.5) < 0.2, "the player at half of 15 seconds")

        page.get_by_role("textbox", name="Names of markers").fill("bell, light")
        page.get_by_role("textbox", name="Names of markers").press("Enter")
        page.get_by_role("button", name="light 2").wait_for()
        page.locator("h1").click()
        page.keyboard.press("2")
        page.locator(".mien-strip .mark[title^=light]").first.wait_for(state="attached")
        page.locator(".st-key-timeline_drawn .js-plotly-plot .annotation", has_text="light").wait_for()
        assert grave(page) == []
        strip.click(position={"x": 5, "y": 8})
        await_that(lambda: page.evaluate(AT) < 1, "the player near the beginning")
        page.locator(".mien-names").get_by_role("button", name="light").press("Enter")
        await_that(lambda: abs(page.evaluate(AT) - 7.5) < 0.2, "the player at the marker")
        with page.expect_download() as saved:
            page.get_by_role("button", name="Summary, CSV").click()
        rows = list(csv.DictReader(io.StringIO(Path(saved.value.path()).read_text(encoding="utf-8-sig"))))
        assert {(row["part"], row["of"]) for row in rows} == {("whole", ""), ("marker", "light")}
        assert visitor.errors == []

"""Recording in a real browser: what is recorded, what ends it, and the files that it leaves."""

import csv
import io
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import pairwise
from pathlib import Path

import pytest

from emotion.export.timeline import TIMELINE_COLUMNS
from emotion.labels import LABELS
from emotion.web.server.settings import HostSettings
from tests.browser.conftest import Server, Visitor, await_that
from tests.browser.returned import no_errors_of_ours, panel
from tests.browser.walk import grave

pytestmark = pytest.mark.browser
Visit = Callable[..., AbstractContextManager[Visitor]]


def record(visitor: Visitor, seconds: int) -> None:
    """Start recording, and wait until that long was recorded."""
    visitor.page.get_by_role("button", name="Start recording").click()
    timer = visitor.page.get_by_role("timer")
    timer.wait_for()

    def recorded() -> bool:
        found = re.search(r"Recording (\d+):(\d+)", timer.inner_text())
        return found is not None and 60 * int(found[1]) + int(found[2]) >= seconds

    await_that(recorded, f"{seconds} seconds of recording")


def download(visitor: Visitor, label: str) -> str:
    """Return the text of a file that the page offers."""
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name=label).click()
    return Path(download.value.path()).read_bytes().decode("utf-8-sig")


def last_frame(visitor: Visitor) -> int:
    """Return the number of the frame whose result is shown, counted from the stream's first; 0 without a result."""
    return int(panel(visitor)["frame"] or 0)


def test_a_recording_becomes_files_of_numbers_and_is_gone_when_discarded(visit: Visit) -> None:
    with visit() as visitor:
        page = visitor.page
        visitor.agree()
        await_that(lambda: visitor.answer() == "Happy", "the label of the astronaut")
        record(visitor, 2)
        page.get_by_role("button", name="Stop recording").click()
        page.get_by_role("heading", name="Person 1").wait_for()

        text = download(visitor, "Readings, CSV")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert tuple(rows[0]) == TIMELINE_COLUMNS
        # On a busy machine the video is so coarse that the detector now and then sees a second face in it.
        astronaut = [row for row in rows if row["person"] == "1"]
        times = [float(row["seconds"]) for row in astronaut]
        assert times[0] == 0
        assert times[-1] >= 2
        assert all(earlier < later for earlier, later in pairwise(times))
        assert {row["label"] for row in rows} <= {*LABELS}
        assert "happy" in {row["label"] for row in astronaut}
        for row in rows:
            assert sum(float(row[label]) for label in LABELS) == pytest.approx(1, abs=1e-5)

        whole = download(visitor, "Readings, JSON")
        document = json.loads(whole)
        assert [
            result["seconds"] for result in document["readings"] if any(face["person"] == 1 for face in result["faces"])
        ] == times
        assert document["model"]["name"] == HostSettings().model
        for shape in (text, whole):
            assert "data:image" not in shape
            assert max(len(word) for word in re.split(r"[\s,;]+", shape)) < 200, "no picture in disguise"

        page.get_by_role("button", name="Discard").click()
        page.get_by_role("heading", name="Person 1").wait_for(state="detached")
        assert page.get_by_role("button", name="Start recording").is_enabled()
        visitor.stop()
        await_that(page.get_by_role("button", name="Start recording").is_disabled, "nothing to record")
        assert no_errors_of_ours(visitor) == []


def test_another_network_ends_the_recording_but_not_the_stream_and_leaving_keeps_it(
    visit: Visit, server: Server
) -> None:
    with visit() as visitor:
        page = visitor.page
        visitor.agree()
        await_that(lambda: visitor.answer() == "Happy", "the label of the astronaut")
        record(visitor, 1)
        before = last_frame(visitor)

        page.get_by_role("combobox", name="Network").click()
        page.get_by_role("option", name="A report's network").click()
        page.get_by_text("You chose another network, so the recording ended.").wait_for()
        await_that(lambda: last_frame(visitor) > before, "a reading of a later frame of the same stream")
        assert visitor.page.evaluate("() => window.mienTracks.map(track => track.readyState)") == ["live"]
        assert json.loads(download(visitor, "Readings, JSON"))["model"]["name"] == HostSettings().model

        page.get_by_role("button", name="Discard").click()
        record(visitor, 1)
        page.get_by_role("link", name="Training").click()
        page.get_by_role("heading", name="How the networks were trained").wait_for()
        await_that(lambda: server.streams() == 0, "the end of the stream's threads")
        page.get_by_role("link", name="Live").click()
        page.get_by_text("You left the page, so the recording ended.").wait_for()
        assert json.loads(download(visitor, "Readings, JSON"))["model"]["name"] == "report"
        assert page.get_by_role("combobox", name="Network").input_value() == "A report's network"
        assert no_errors_of_ours(visitor) == []


def test_two_recordings_stand_side_by_side(visit: Visit) -> None:
    with visit() as visitor:
        page = visitor.page
        visitor.agree()
        await_that(lambda: visitor.answer() == "Happy", "the label of the astronaut")
        for number in (1, 2):
            record(visitor, 1)
            page.get_by_role("button", name="Stop recording").click()
            page.get_by_role("button", name="Start recording").wait_for()
            page.get_by_role("heading", name="Recordings" if number > 1 else "Recording", exact=True).wait_for()

        others = page.get_by_role("combobox", name="Beside it")

        def opened() -> bool:
            """A list that opens while the page still scrolls to it closes again."""
            others.click()
            return others.get_attribute("aria-expanded") == "true"

        await_that(opened, "the other recordings")
        page.get_by_role("option", name="Recording 1").click()
        await_that(lambda: page.get_by_test_id("stDataFrame").count() == 1, "the differences, and no markers to edit")
        assert grave(page) == []
        assert no_errors_of_ours(visitor) == []

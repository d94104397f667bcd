"""Results are made into CSV and JSON, and offered by names that say which is which."""

import json

from streamlit.testing.v1 import AppTest

from emotion.export.timeline import TimelineSource
from emotion.models.store import ModelStore
from emotion.web.shared.result_files import timeline_files
from tests.support.recordings import read


def page() -> None:
    from emotion.web.shared import result_files

    result_files.offer({"a.b.csv": "x,y", "a.b.json": "{}"})


def test_a_timeline_has_a_row_for_each_result_and_a_document() -> None:
    files = timeline_files(
        read([{1: ("happy", True)}] * 3), ModelStore().load_model("compact"), TimelineSource("clip.mp4")
    )

    assert list(files) == [".csv", ".json"]
    assert files[".csv"].count("\r\n") == 1 + 3
    assert json.loads(files[".json"])["video"] == "clip.mp4"


def test_each_file_has_a_button_with_its_kind() -> None:
    app = AppTest.from_function(page).run()

    assert not app.exception
    assert [button.label for button in app.get("download_button")] == ["Readings, CSV", "Readings, JSON"]

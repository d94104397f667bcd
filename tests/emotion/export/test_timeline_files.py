"""A timeline is made into CSV and JSON."""

import json

from emotion.export.timeline import TimelineSource
from emotion.export.timeline_files import timeline_files
from emotion.models.identity import ModelIdentity
from tests.support.recordings import read


def test_a_timeline_has_a_row_for_each_result_and_a_document() -> None:
    timeline = read([{1: ("happy", True)}] * 3)
    files = timeline_files(timeline, ModelIdentity("compact", "2026-11-20"), TimelineSource("clip.mp4"))

    assert list(files) == [".csv", ".json"]
    assert files[".csv"].count("\r\n") == 1 + 3
    assert json.loads(files[".json"])["video"] == "clip.mp4"

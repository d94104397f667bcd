"""A video's results as rows and as JSON."""

import json
from dataclasses import replace

import pytest

from emotion.export.csv import to_csv
from emotion.export.timeline import VIDEO_COLUMNS, video_json, video_rows
from emotion.labels import LABELS
from emotion.models.identity import ModelIdentity
from emotion.results import Box, FrameResult
from tests.emotion.timeline.test_table import seen, video_of
from tests.fakes import face

NETWORK = ModelIdentity("compact", "2026-01-01 abc")


def test_a_row_tells_everything_of_a_face_in_the_order_of_the_columns() -> None:
    one = replace(face(Box(10, 20, 30, 40), "sad", 0.7, sure=False), track_id=3)
    (row,) = video_rows(video_of([FrameResult(640, 480, (one,), at=1.23456, frame=37)]), NETWORK)
    assert tuple(row) == VIDEO_COLUMNS
    assert [row[name] for name in VIDEO_COLUMNS[:7]] == [1.235, 37, 3, 10, 20, 30, 40]
    assert [row[label] for label in LABELS] == pytest.approx(one.probabilities, abs=1e-6)
    assert [row[name] for name in VIDEO_COLUMNS[-4:]] == ["sad", False, "compact", "2026-01-01 abc"]
    assert all(type(value) in (int, float, str, bool) for value in row.values()), "as JSON takes it"


def test_rows_become_csv() -> None:
    lines = to_csv(list(video_rows(video_of([seen(0, 1)]), NETWORK)), VIDEO_COLUMNS).splitlines()
    assert lines[0].lstrip("\ufeff").replace('"', "").split(",") == list(VIDEO_COLUMNS)
    assert len(lines) == 2


@pytest.mark.parametrize("results", [[], [seen(0), seen(1)]], ids=["no frame", "no face"])
def test_without_a_face_there_is_no_row(results: list[FrameResult]) -> None:
    assert list(video_rows(video_of(results), NETWORK)) == []
    document = json.loads(video_json("clip.mp4", video_of(results), NETWORK))
    assert [result["faces"] for result in document["readings"]] == [[]] * len(results)
    assert (document["persons"], document["brief"]) == ([], [])


def test_the_json_tells_the_video_its_persons_and_every_reading() -> None:
    video = video_of([seen(0, 1, frame=0), seen(0.5, frame=6), seen(1, 1, 2, frame=12)], 2.0)
    document = json.loads(video_json("Über.mp4", replace(video, ended_early="Cut."), NETWORK))
    assert (document["video"], document["video_width"], document["seconds"]) == ("Über.mp4", 640, 2)
    assert (document["labels"], document["ended_early"]) == (list(LABELS), "Cut.")
    assert [(person["person"], person["seconds"]) for person in document["persons"]] == [(1, 1.5), (2, 1.0)]
    assert document["persons"][0]["shares"]["happy"] == 1
    told = [(one["seconds"], one["frame"], [face["person"] for face in one["faces"]]) for one in document["readings"]]
    assert told == [(0, 0, [1]), (0.5, 6, []), (1, 12, [1, 2])]
    first = document["readings"][0]["faces"][0]
    assert (first["box"], first["label"], len(first["probabilities"])) == ([10, 10, 50, 50], "happy", 7)

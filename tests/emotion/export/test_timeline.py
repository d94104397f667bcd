"""A timeline as rows and as JSON."""

import json
from dataclasses import replace

import pytest

from emotion.export.csv import to_csv
from emotion.export.timeline import TIMELINE_COLUMNS, TimelineSource, timeline_json, timeline_rows
from emotion.labels import LABELS
from emotion.models.identity import ModelIdentity
from emotion.results import Box, FrameResult
from tests.support.fakes import face
from tests.support.timelines import seen, timeline_of

MODEL = ModelIdentity("compact", "2026-01-01 abc", "alike")


def test_a_row_has_everything_of_a_face_in_the_order_of_the_columns() -> None:
    sad = replace(face(Box(10, 20, 30, 40), "sad", 0.7, sure=False), track_id=3)
    (row,) = timeline_rows(timeline_of([FrameResult(640, 480, (sad,), at=1.23456, frame=37)]), MODEL)
    assert tuple(row) == TIMELINE_COLUMNS
    assert [row[name] for name in TIMELINE_COLUMNS[:7]] == [1.235, 37, 3, 10, 20, 30, 40]
    assert [row[label] for label in LABELS] == pytest.approx(sad.probabilities, abs=1e-6)
    assert [row[name] for name in TIMELINE_COLUMNS[-5:]] == ["sad", False, "compact", "2026-01-01 abc", "alike"]
    assert all(type(value) in (int, float, str, bool) for value in row.values()), "as JSON takes it"


def test_rows_become_csv() -> None:
    lines = to_csv(list(timeline_rows(timeline_of([seen(0, 1)]), MODEL)), TIMELINE_COLUMNS).splitlines()
    assert lines[0].lstrip("\ufeff").replace('"', "").split(",") == list(TIMELINE_COLUMNS)
    assert len(lines) == 2


@pytest.mark.parametrize("results", [[], [seen(0), seen(1)]], ids=["no frame", "no face"])
def test_without_a_face_there_is_no_row(results: list[FrameResult]) -> None:
    assert list(timeline_rows(timeline_of(results), MODEL)) == []
    document = json.loads(timeline_json(timeline_of(results), MODEL, TimelineSource("clip.mp4")))
    assert [result["faces"] for result in document["readings"]] == [[]] * len(results)
    assert (document["persons"], document["brief"]) == ([], [])


def test_the_json_has_the_source_its_persons_and_every_result() -> None:
    timeline = timeline_of([seen(0, 1, frame=0), seen(0.5, frame=6), seen(1, 1, 2, frame=12)], 2.0)
    document = json.loads(timeline_json(timeline, MODEL, TimelineSource("Über.mp4", 2, "Cut.")))
    assert (document["video"], document["video_width"], document["seconds"]) == ("Über.mp4", 640, 2)
    assert (document["labels"], document["damaged"], document["ended_early"]) == (list(LABELS), 2, "Cut.")
    assert [(person["person"], person["seconds"]) for person in document["persons"]] == [(1, 1.5), (2, 1.0)]
    assert document["persons"][0]["shares"]["happy"] == 1
    seen_then = [
        (result["seconds"], result["frame"], [face["person"] for face in result["faces"]])
        for result in document["readings"]
    ]
    assert seen_then == [(0, 0, [1]), (0.5, 6, []), (1, 12, [1, 2])]
    first = document["readings"][0]["faces"][0]
    assert (first["box"], first["label"], len(first["probabilities"])) == ([10, 10, 50, 50], "happy", 7)

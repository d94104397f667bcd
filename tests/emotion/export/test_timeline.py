"""A timeline as rows and as JSON."""

import json
from dataclasses import replace

import pytest

from emotion.export.csv import to_csv
from emotion.export.timeline import TIMELINE_COLUMNS, TimelineSource, timeline_rows
from emotion.export.timeline_json import timeline_json
from emotion.labels import LABELS
from emotion.models.identity import ModelIdentity
from emotion.quality import FaceQuality, Issue
from emotion.results import Box, FrameResult
from tests.support.fakes import face
from tests.support.timelines import seen, timeline_of

MODEL = ModelIdentity("compact", "2026-01-01 abc", "alike")


def test_a_row_has_everything_of_a_face_in_the_order_of_the_columns() -> None:
    quality = FaceQuality(-12.3, 2.6, 0.91, (Issue.TOO_DARK, Issue.CUT_OFF))
    sad = replace(face(Box(10, 20, 30, 40), "sad", 0.7, sure=False), track_id=3, quality=quality, baseline=True)
    (row,) = timeline_rows(timeline_of([FrameResult(640, 480, (sad,), at=1.23456, frame=37)]), MODEL)
    assert tuple(row) == TIMELINE_COLUMNS
    assert [row[name] for name in TIMELINE_COLUMNS[:7]] == [1.235, 37, 3, 10, 20, 30, 40]
    assert [row[label] for label in LABELS] == pytest.approx(sad.probabilities, abs=1e-6)
    assert [row[name] for name in TIMELINE_COLUMNS[-14:-9]] == ["sad", False, "compact", "2026-01-01 abc", "alike"]
    issues = "too dark; cut off by the edge"
    assert [row[name] for name in TIMELINE_COLUMNS[-9:-3]] == [issues, -12, 3, 0.91, "Unsure", True]
    assert [row[name] for name in TIMELINE_COLUMNS[-3:]] == ["Person 3", None, False]
    assert row.pop("condition") is None
    assert all(type(value) in (int, float, str, bool) for value in row.values()), "as JSON takes it"


def test_the_answer_stands_in_the_words_of_the_page() -> None:
    sure = replace(face(label="sad"), track_id=1)
    perhaps, between = replace(sure, sure=False), replace(sure, sure=False, rival="fear")
    results = [FrameResult(640, 480, (one,), at=at) for at, one in enumerate((sure, perhaps, between))]
    timeline = timeline_of(results)

    rows = list(timeline_rows(timeline, MODEL))

    assert [row["answer"] for row in rows] == [sure.words, perhaps.words, between.words]
    assert [row["answer"] for row in rows] == ["Sad", "Perhaps sad", "Between sad and afraid"]
    document = json.loads(timeline_json(timeline, MODEL, TimelineSource("clip.mp4")))
    assert [result["faces"][0]["answer"] for result in document["readings"]] == [row["answer"] for row in rows]


def test_rows_become_csv() -> None:
    lines = to_csv(list(timeline_rows(timeline_of([seen(0, 1)]), MODEL)), TIMELINE_COLUMNS).splitlines()
    assert lines[0].lstrip("\ufeff").replace('"', "").split(",") == list(TIMELINE_COLUMNS)
    assert len(lines) == 2


@pytest.mark.parametrize("results", [[], [seen(0), seen(1)]], ids=["no frame", "no face"])
def test_without_a_face_there_is_nobody(results: list[FrameResult]) -> None:
    rows = list(timeline_rows(timeline_of(results), MODEL))
    assert [(row["seconds"], row["person"], row["label"], row["sure"]) for row in rows] == [
        (result.at, None, None, False) for result in results
    ]
    document = json.loads(timeline_json(timeline_of(results), MODEL, TimelineSource("clip.mp4")))
    assert [result["faces"] for result in document["readings"]] == [[]] * len(results)
    assert (document["persons"], document["brief"], document["usable"]) == ([], [], 0)


def test_each_result_says_why_nobody_is_read() -> None:
    timeline = timeline_of([seen(0, 1, frame=0), seen(0.5, frame=6), replace(seen(1, frame=12), too_dark=True)])
    rows = list(timeline_rows(timeline, MODEL))
    assert [(row["frame"], row["issues"]) for row in rows] == [
        (0, ""),
        (6, "no face found"),
        (12, "no face found; too dark"),
    ]
    assert all(tuple(row) == TIMELINE_COLUMNS for row in rows)
    document = json.loads(timeline_json(timeline, MODEL, TimelineSource("clip.mp4")))
    assert [result["issues"] for result in document["readings"]] == [
        [],
        ["no face found"],
        ["no face found", "too dark"],
    ]


def test_the_json_says_how_well_each_face_was_seen() -> None:
    timeline = timeline_of([seen(0, 1, quality=FaceQuality(50.2, None, 0.55, (Issue.TURNED_AWAY,))), seen(1, 1)])
    document = json.loads(timeline_json(timeline, MODEL, TimelineSource("clip.mp4")))
    first, second = (result["faces"][0] for result in document["readings"])
    assert (first["issues"], first["yaw"], first["roll"], first["detection_score"]) == (["turned away"], 50, None, 0.55)
    assert (second["issues"], second["yaw"], second["detection_score"]) == ([], None, None)
    (person,) = document["persons"]
    assert (person["usable"], person["issues"]["turned away"], person["issues"]["too dark"]) == (0.5, 0.5, 0)
    assert document["usable"] == 0.5


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

"""The table's promise to other programs."""

from dataclasses import replace
from pathlib import Path

from emotion.batch.schema import COLUMNS, SCHEMA, UNITS, VERSION, error_table, picture_table, shown, video_table
from emotion.labels import LABELS
from emotion.results import FrameResult
from emotion.timeline.table import Timeline, TimelineBuilder
from tests.emotion.batch.conftest import BY
from tests.support.fakes import face, frame, tracked


def test_the_columns_are_those_that_were_promised() -> None:
    assert ",".join(COLUMNS) == (
        "file,kind,error,picture_width,picture_height,seconds,frame,face,left,top,width,height,"
        "angry,disgust,fear,happy,sad,surprise,neutral,label,sure,answer,issues,yaw,roll,detection_score,"
        "model,model_version,expects,detector,schema"
    )
    assert VERSION == 1
    assert SCHEMA.field("yaw").metadata[b"unit"] == UNITS["yaw"][1].encode()


def test_a_picture_has_a_row_for_each_face() -> None:
    table = picture_table("a.jpg", frame(face(), face(label="sad", display_number=2)), *BY)
    assert table.schema.equals(SCHEMA, check_metadata=True)
    first, second = table.to_pylist()
    assert [first["face"], second["face"]] == [1, 2]
    assert first["file"] == "a.jpg"
    assert first["picture_width"] == 640
    assert (first["left"], first["top"], first["width"], first["height"]) == (10, 10, 50, 50)
    assert second["label"] == "sad"
    assert second["sad"] == 0.88
    assert (first["model"], first["expects"], first["detector"], first["schema"]) == ("compact", "alike", BY[1], 1)
    assert (first["error"], first["seconds"], first["frame"], first["yaw"]) == (None, None, None, None)


def test_a_picture_without_a_face_and_a_file_without_a_picture_have_a_row_too() -> None:
    (nobody,) = picture_table("a.jpg", FrameResult(30, 20, too_dark=True), *BY).to_pylist()
    assert (nobody["face"], nobody["sure"], nobody["issues"]) == (None, False, "no face found; too dark")
    assert (nobody["picture_width"], nobody["picture_height"], nobody["happy"]) == (30, 20, None)
    (failed,) = error_table("b.mp4", "video", "It is empty.", *BY).to_pylist()
    assert (failed["kind"], failed["error"], failed["sure"], failed["schema"]) == ("video", "It is empty.", False, 1)


def test_a_video_has_a_row_for_each_person_in_each_frame() -> None:
    builder = TimelineBuilder()
    builder.add(replace(frame(tracked(3, label="fear"), at=0.2), frame=6))
    builder.add(replace(frame(at=0.4), frame=12))
    table = video_table("a.mp4", Timeline(640, 480, 1.0, 30, *builder.arrays()), "It broke off.", *BY)
    first, second = table.to_pylist()
    assert (first["seconds"], first["frame"], first["face"], first["label"]) == (0.2, 6, 3, "fear")
    assert (second["seconds"], second["face"], second["issues"]) == (0.4, None, "no face found")
    assert {row["error"] for row in (first, second)} == {"It broke off."}
    assert sum(first[label] for label in LABELS) > 0.999


def test_a_path_of_bytes_that_are_no_letters_can_be_told() -> None:
    assert shown(Path("a\udcff/ü.jpg")) == r"a\xff/ü.jpg"

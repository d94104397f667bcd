"""A timeline is made into files: each once, with the same numbers in each form."""

import csv
import io
import json

import pyarrow.parquet as pq
import pytest

from emotion.export.csv import CsvForm
from emotion.export.timeline import TIMELINE_COLUMNS, TimelineSource
from emotion.export.timeline_export import TimelineExport
from emotion.models.identity import ModelIdentity
from emotion.timeline.notes import Marker, Notes, Span
from tests.support.timelines import seen, timeline_of

NOTES = Notes(markers=(Marker(0.4, "bell"),), spans=(Span(0, 0.5, "film"), Span(0.9, 1.0))).named(1, "Ada")


@pytest.fixture
def export() -> TimelineExport:
    timeline = timeline_of([*(seen(index / 10, 1, frame=index) for index in range(9)), seen(0.9, frame=9)])
    return TimelineExport(timeline, ModelIdentity("compact", "2026-11-20"), TimelineSource("clip.mp4"), NOTES)


def rows(text: str, form: CsvForm) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=form.separator))


def test_each_row_says_who_in_which_condition_and_what_is_left_out(export: TimelineExport) -> None:
    found = rows(export.csv(), CsvForm.COMMA)

    assert tuple(found[0]) == TIMELINE_COLUMNS
    assert [(row["name"], row["condition"], row["left_out"]) for row in found] == [
        *[("Ada", "film", "false")] * 5,
        *[("Ada", "", "false")] * 4,
        ("", "", "true"),
    ]


def test_a_spreadsheet_of_another_language_gets_the_same_numbers(export: TimelineExport) -> None:
    plain, other = rows(export.csv(), CsvForm.COMMA), rows(export.csv(CsvForm.SEMICOLON), CsvForm.SEMICOLON)

    assert [row["happy"] for row in other] == [row["happy"].replace(".", ",") for row in plain]
    assert other[1]["seconds"] == "0,1"
    assert [row["model_version"] for row in other] == [row["model_version"] for row in plain]


def test_parquet_has_the_rows_of_the_csv_with_their_types(export: TimelineExport) -> None:
    table = pq.read_table(io.BytesIO(export.parquet))

    assert table.column_names == list(TIMELINE_COLUMNS)
    shown = [{name: _cell(value) for name, value in row.items()} for row in table.to_pylist()]
    assert shown == rows(export.csv(), CsvForm.COMMA)
    assert {str(field.type) for field in table.schema} == {"double", "int32", "string", "bool"}


def _cell(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_the_json_has_the_notes(export: TimelineExport) -> None:
    document = json.loads(export.json)

    assert document["video"] == "clip.mp4"
    assert document["markers"] == [{"at": 0.4, "name": "bell"}]
    assert document["spans"][1] == {"from": 0.9, "to": 1.0, "condition": None}
    assert document["persons"][0]["name"] == "Ada"


def test_the_parts_have_a_row_for_each_figure(export: TimelineExport) -> None:
    found = rows(export.parts_csv(), CsvForm.COMMA)

    assert {(row["part"], row["of"]) for row in found} == {("whole", ""), ("condition", "film"), ("marker", "bell")}
    happy = next(row for row in found if (row["part"], row["measure"], row["label"]) == ("condition", "share", "happy"))
    assert (happy["name"], happy["value"], happy["low"]) == ("Ada", "1.0", "")


def test_a_file_is_made_once(export: TimelineExport) -> None:
    assert export.csv() is export.csv()
    assert export.json is export.json

"""The page for photos: the files with the readings, in the form that the visitor's spreadsheet reads."""

import csv
import io

import pyarrow.parquet as pq
import pytest

from emotion.web.shared.csv_form import FORM, FORMS
from tests.support.app_page import Launch
from tests.support.photo_page import arrive, astronaut, blank, offered, selectbox, upload

COMMA, SEMICOLON = FORMS


def test_csv_comes_in_the_chosen_form_which_is_that_of_videos_too(
    launch: Launch, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = offered(monkeypatch)
    app = arrive(launch)
    upload(app, ("a.png", astronaut()))
    (plain,) = rows(files["Readings, CSV"], ",")

    selectbox(app, "CSV with").set_value(SEMICOLON).run()
    (other,) = rows(files["Readings, CSV"], ";")
    assert other["happy"] == plain["happy"].replace(".", ",") != plain["happy"]
    assert other["model_version"] == plain["model_version"]

    app.switch_page("pages/video.py").run()
    app.switch_page("pages/photo.py").run()
    assert app.session_state[FORM] == selectbox(app, "CSV with").value == SEMICOLON


def test_parquet_stands_beside_csv_and_json_with_the_same_rows(launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    files = offered(monkeypatch)
    upload(arrive(launch), ("a.png", astronaut()), ("b.png", blank()))

    assert [label for label in files if label.startswith("Readings")] == [
        *("Readings, CSV", "Readings, JSON", "Readings, Parquet")
    ]
    table = pq.read_table(io.BytesIO(files["Readings, Parquet"])).to_pylist()
    assert [{name: cell(value) for name, value in row.items()} for row in table] == rows(files["Readings, CSV"], ",")


def rows(text: str, separator: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=separator))


def cell(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)

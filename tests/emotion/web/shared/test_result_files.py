"""Results are offered by names that say which is which."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    from emotion.web.shared import result_files

    result_files.offer({"a.b.csv": "x,y", "a.b.json": "{}", "a.b.parquet": b"PAR1"})


def test_each_file_has_a_button_with_its_kind() -> None:
    app = AppTest.from_function(page).run()

    assert not app.exception
    labels = [button.label for button in app.get("download_button")]
    assert labels == ["Readings, CSV", "Readings, JSON", "Readings, Parquet"]

"""Files of a timeline: made at once or when asked for, in the form that the visitor's spreadsheet reads."""

import pytest
from streamlit.testing.v1 import AppTest

from emotion.web.shared.csv_form import FORMS
from emotion.web.timeline import files


def script() -> None:
    import streamlit as st

    from emotion.export.timeline import TimelineSource
    from emotion.export.timeline_export import TimelineExport
    from emotion.models.store import ModelStore
    from emotion.web.timeline import files
    from tests.support.timelines import seen, timeline_of

    timeline, model = timeline_of([seen(0, 1), seen(1, 1)], 2.0), ModelStore().load_model("compact")
    export = st.session_state.setdefault("export", TimelineExport(timeline, model.identity, TimelineSource("a.mp4")))
    files.offer(files.study_of(export, "a.mp4", model, ("Detector: both",)), "a", "a")


def page() -> AppTest:
    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    return app


def test_each_file_has_a_button() -> None:
    offered = [button.label for button in page().get("download_button")]
    assert offered == ["Readings, CSV", "Readings, JSON", "Readings, Parquet", "Summary, CSV"]


def test_the_report_is_made_when_asked_for_and_the_method_can_be_copied() -> None:
    app = page()
    assert "On FER2013's PublicTest (3,589 faces)" in app.code[0].value
    next(button for button in app.button if button.label == "Prepare report, HTML").click().run()
    assert not app.exception
    assert app.get("download_button")[-1].label == "Download report, HTML"


def test_files_of_a_long_timeline_are_made_when_asked_for_and_anew_in_another_form(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "AT_ONCE", 1)
    app = page()
    assert app.button[0].label == "Prepare readings, CSV"
    app.button[0].click().run()
    assert not app.exception
    assert [button.label for button in app.get("download_button")] == ["Download readings, CSV"]

    app.selectbox[0].set_value(list(FORMS)[1]).run()

    assert not app.exception
    assert not app.get("download_button")

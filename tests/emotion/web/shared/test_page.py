"""A page of five lines has settings and errors."""

import pytest
from streamlit.testing.v1 import AppTest


def five_lines() -> None:
    """A whole page."""
    import streamlit as st

    from emotion.web.shared.page import begin

    page = begin("Mine", "What it shows.")
    model = page.model()
    st.write(model.card.name)


def opened() -> AppTest:
    return AppTest.from_function(five_lines, default_timeout=60)


def test_it_shows_what_it_has_with_settings_beside_it() -> None:
    app = opened().run()

    assert not app.exception
    assert (app.title[0].value, app.markdown[0].value) == ("Mine", "What it shows.")
    assert app.sidebar.selectbox[0].value == "mirrored-votes"
    assert app.markdown[-1].value == "mirrored-votes"


def test_a_setting_that_cannot_be_used_ends_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIEN_FRAME_RATE", "often")

    app = opened().run()

    assert not app.exception
    assert "The page cannot start. MIEN_FRAME_RATE: expected a whole number" in app.error[0].value


def test_without_its_model_it_ends_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIEN_MODEL", "gone")

    app = opened().run()

    assert not app.exception
    assert "The page cannot start." in app.error[0].value
    assert "models/gone/card.json is missing" in app.error[0].value

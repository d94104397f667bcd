"""Which models are offered, which one reads, and how the choice outlives its page."""

import dataclasses
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from emotion.models import store as model_store
from emotion.models.store import MODELS, ModelError, load_card
from emotion.web.server import resources
from emotion.web.server.settings import HostSettings
from emotion.web.shared import model_choice
from emotion.web.shared.model_choice import CHOSEN, WIDGET

DEFAULT = HostSettings().model


def script() -> None:
    """A page that says which model it got."""
    import streamlit as st

    from emotion.models.store import ModelError
    from emotion.web.server.settings import HostSettings
    from emotion.web.shared import model_choice

    try:
        st.title(model_choice.choose(HostSettings()))
    except ModelError as error:
        st.error(str(error))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the default model alone; what is loaded is its name."""

    def load(name: str) -> Any:
        load_card(tmp_path / name)
        return name

    monkeypatch.setattr(model_store, "MODELS", tmp_path)
    monkeypatch.setattr(resources, "loaded_model", load)
    add(tmp_path, DEFAULT, title="Default")
    return tmp_path


def add(store: Path, name: str, **changes: Any) -> Path:
    """Put an entry into a store and return its card's path."""
    card = json.loads((MODELS / "compact" / "card.json").read_text()) | {"name": name, "title": name.title()} | changes
    (store / name).mkdir(exist_ok=True)
    path = store / name / "card.json"
    path.write_text(json.dumps(card))
    return path


def page(**state: Any) -> AppTest:
    app = AppTest.from_function(script, default_timeout=60)
    for key, value in state.items():
        app.session_state[key] = value
    return app.run()


def read_by(app: AppTest) -> str:
    assert not app.exception
    return app.title[0].value


def test_one_network_needs_no_choice(store: Path) -> None:
    add(store, "without a file", files={})
    add(store, "broken").write_text("{")

    app = page()

    assert not app.selectbox
    assert read_by(app) == DEFAULT


def test_the_hosts_network_reads_until_another_is_chosen(store: Path) -> None:
    add(store, "other", title="Another", summary="Six layers.")
    app = page()
    assert read_by(app) == DEFAULT
    assert app.sidebar.selectbox[0].options == ["Default", "Another"]

    app.selectbox[0].set_value("other").run()

    assert read_by(app) == app.session_state[CHOSEN] == "other"
    assert app.selectbox[0].help == "Six layers."


def test_the_choice_outlives_the_widget_of_its_page(store: Path) -> None:
    add(store, "other")
    app = page()
    app.selectbox[0].set_value("other").run()

    later = page(**{CHOSEN: app.session_state[CHOSEN]})

    assert WIDGET in later.session_state
    assert later.selectbox[0].value == read_by(later) == "other"


def test_a_choice_that_left_the_store_falls_back_to_the_hosts(store: Path) -> None:
    add(store, "other")
    add(store, "third")
    app = page()
    app.selectbox[0].set_value("other").run()
    shutil.rmtree(store / "other")

    app.run()

    assert app.selectbox[0].value == read_by(app) == DEFAULT


def test_where_the_hosts_network_is_missing_another_can_be_chosen(store: Path) -> None:
    add(store, "other")
    add(store, "third")
    shutil.rmtree(store / DEFAULT)
    app = page()
    assert not app.exception
    assert "card.json is missing" in app.error[0].value

    app.selectbox[0].set_value("other").run()

    assert read_by(app) == "other"


def test_two_of_one_title_are_told_apart_by_their_names() -> None:
    card = load_card(MODELS / "compact")
    cards = {name: dataclasses.replace(card, title=title) for name, title in (("a", "Net"), ("b", "Net"), ("c", "Own"))}

    assert model_choice.titles(cards) == {"a": "Net (a)", "b": "Net (b)", "c": "Own"}


def test_cards_are_read_again_only_when_one_changed(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = add(store, "other")
    first = model_choice.cards()
    monkeypatch.setattr(model_store, "load_card", fail)
    assert model_choice.cards() is first
    monkeypatch.undo()
    monkeypatch.setattr(model_store, "MODELS", store)

    add(store, "other", title="Renamed")
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))

    assert titles(model_choice.cards()) == ["Default", "Renamed"]


def fail(folder: Path) -> Any:
    raise ModelError("read again")


def titles(cards: Mapping[str, Any]) -> list[str]:
    return [card.title for card in cards.values()]

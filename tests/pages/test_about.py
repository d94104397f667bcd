"""The page about Mien: every section, and what it shows where models, cards or evaluations are missing."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import emotion
from emotion import notices
from emotion.models import store as model_store
from emotion.models.evaluation import load_evaluation
from emotion.web.about import sections
from emotion.web.server.settings import HostSettings
from emotion.web.shared import model_choice, model_records

Launch = Callable[[], AppTest]
COMPACT = model_store.MODELS / "compact"
OPTIONAL = ("data", "training", "versions", "date", "terms", "private_readings", "protocol", "limits")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the test's own; the page on live video keeps the real one."""
    monkeypatch.setattr(model_records, "MODELS", tmp_path)
    return tmp_path


def add(store: Path, name: str, title: str, **fields: Any) -> Path:
    """Put a model into the store, its card changed; a field of None is left out."""
    folder = Path(shutil.copytree(COMPACT, store / name, ignore=shutil.ignore_patterns("*.tflite")))
    card = json.loads((folder / "card.json").read_text(encoding="utf-8")) | {"name": name, "title": title} | fields
    kept = {key: value for key, value in card.items() if value is not None}
    (folder / "card.json").write_text(json.dumps(kept), encoding="utf-8")
    return folder


def opened(launch: Launch, section: str = next(iter(sections.SECTIONS)), chosen: str = "") -> AppTest:
    """Open a section, of a session that has chosen a model."""
    app = launch()
    app.session_state["about"] = section
    if chosen:
        app.session_state[model_choice.CHOSEN] = chosen
    app.switch_page("pages/about.py").run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    """All text of a page, without the signs that keep words together, apart or plain."""
    kinds = (app.header, app.markdown, app.caption, app.info, app.warning, app.code)
    text = "\n".join(element.value for kind in kinds for element in kind)
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{SOFT HYPHEN}", "").replace("\\", "")


@pytest.mark.parametrize(
    ("section", "heading", "said"),
    [
        ("What a label means", "What a label means, and what it does not", "10.1177/1529100619832930"),
        ("Where not to use it", "Where not to use it", "Article 5(1)(f)"),
        ("Privacy", "Privacy", "_streamlit_xsrf"),
        ("Networks", "The networks", "| What it is worth | Value |"),
        ("Data", "The data and its known faults", "| Disgust | 436 | 56 | 55 |"),
        ("Versions and licences", "Versions and licences", f"| Mien | {emotion.__version__} |"),
    ],
)
def test_each_section_says_what_it_is_about(launch: Launch, section: str, heading: str, said: str) -> None:
    app = opened(launch)
    app.pills[0].set_value(section).run()

    assert not app.exception
    assert [element.value for element in app.header] == [heading]
    assert said in words(app)
    assert not app.warning
    assert "{" not in words(app), "a place for a word was left open"


def test_the_sections_tested_are_all_there_are(launch: Launch) -> None:
    assert opened(launch).pills[0].options == list(sections.SECTIONS)
    assert len(sections.SECTIONS) == 6


def test_it_opens_with_what_a_label_means(launch: Launch) -> None:
    app = launch().switch_page("pages/about.py").run()

    assert "does not know what anybody feels" in words(app)


def test_a_link_opens_a_section(launch: Launch) -> None:
    app = launch().run()
    app.query_params["about"] = "Privacy"
    app.switch_page("pages/about.py").run()

    assert app.header[0].value == "Privacy"


def test_a_networks_figures_are_those_of_its_evaluation(launch: Launch, store: Path) -> None:
    add(store, "mine", "Mine")
    splits = load_evaluation(COMPACT / "evaluation.json").splits

    shown = words(opened(launch, "Networks"))

    for part, name in ((splits.public, "PublicTest"), (splits.private, "PrivateTest")):
        assert f"| Right on {name} | {100 * part.accuracy:.1f} % of 3,589 faces |" in shown
    assert "Harder pictures cost accuracy" in shown
    assert "Weights trained on FER2013" in shown
    assert "**Protocol.** Trained on FER2013's Training part alone" in shown
    assert "python -m training train" in shown


@pytest.mark.parametrize(("chosen", "expected"), [("", ["C", "A", "B"]), ("b", ["B", "C", "A"])])
def test_the_chosen_network_comes_first_and_is_open(
    launch: Launch, store: Path, chosen: str, expected: list[str]
) -> None:
    for name, title in (("a", "A"), ("b", "B"), (HostSettings().model, "C")):
        add(store, name, title)

    app = opened(launch, "Networks", chosen)

    assert [(part.label, part.proto.expanded) for part in app.expander] == [
        *((title, place == 0) for place, title in enumerate(expected)),
        ("What the words mean", False),
    ]


@pytest.mark.parametrize("section", ["Networks", "Data", "Versions and licences"])
def test_a_card_with_nothing_but_what_it_must_have_is_shown(launch: Launch, store: Path, section: str) -> None:
    folder = add(store, "bare", "Bare", **dict.fromkeys(OPTIONAL))
    (folder / "evaluation.json").unlink()

    shown = words(opened(launch, section))

    assert "None" not in shown
    assert "Right on" not in shown
    assert "have an identical picture" not in shown
    assert ("| Sure from | a confidence of 56 % |" in shown) is (section == "Networks")


def test_without_an_evaluation_the_page_says_how_to_measure(launch: Launch, store: Path) -> None:
    (add(store, "mine", "Mine") / "evaluation.json").unlink()

    shown = words(opened(launch, "Networks"))

    assert "`python -m training evaluate --model mine --record --robustness`" in shown
    assert "evaluation.json is missing" in shown
    assert "| Sure from |" in shown
    assert "Right on" not in shown


@pytest.mark.parametrize("section", sections.SECTIONS)
def test_without_a_network_every_section_is_still_there(launch: Launch, store: Path, section: str) -> None:
    app = opened(launch, section)

    assert app.header
    about_networks = section in ("Networks", "Data", "Versions and licences")
    assert ("No network is installed" in words(app)) is about_networks


@pytest.mark.parametrize("section", ["Networks", "Data", "Versions and licences"])
def test_a_broken_card_is_named_and_the_others_are_shown(launch: Launch, store: Path, section: str) -> None:
    add(store, "good", "Good")
    (store / "bad").mkdir()
    (store / "bad" / "card.json").write_text("{", encoding="utf-8")

    app = opened(launch, section)

    assert "card.json cannot be read" in words(app)
    assert "No network is installed" not in words(app)


def test_privacy_names_the_hosts_servers_and_no_credentials(launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    server = {"urls": "turn:relay.example:3478", "username": "mien", "credential": "hush"}
    monkeypatch.setenv("MIEN_ICE_SERVERS", json.dumps([server]))

    shown = words(opened(launch, "Privacy"))

    assert "`relay.example:3478`" in shown
    assert "hush" not in shown


@pytest.mark.parametrize(("gathered", "said"), [(False, "statistics are off"), (True, "switched on Streamlit's usage")])
def test_privacy_tells_whether_usage_is_counted(
    launch: Launch, monkeypatch: pytest.MonkeyPatch, gathered: bool, said: str
) -> None:
    option = st.get_option
    monkeypatch.setattr(st, "get_option", lambda name: {"browser.gatherUsageStats": gathered}.get(name, option(name)))

    assert said in words(opened(launch, "Privacy"))


def test_licences_are_those_of_the_installed_libraries(launch: Launch) -> None:
    shown = words(opened(launch, "Versions and licences"))

    for library in notices.libraries():
        assert f"| {library.name} | {library.version} | {library.licence} |" in shown
    assert "Intel License Agreement" in shown
    assert "The Mien authors" in shown
    assert model_store.load_card(COMPACT).files["litert"].sha256[:12] in shown


def test_missing_licence_files_leave_the_page_standing(launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "our_licence", lambda: "")
    monkeypatch.setattr(notices, "cascade_licence", lambda: "")

    shown = words(opened(launch, "Versions and licences"))

    assert "The file LICENSE is missing" in shown
    assert "install OpenCV again" in shown

"""The page about Mien: what each section says."""

import json

import pytest
import streamlit as st

import emotion
from emotion import notices
from emotion.detection import model_files
from emotion.models import store as model_store
from emotion.web.about import sections, texts
from tests.support.about_page import opened, words
from tests.support.app_page import COMPACT, Launch


@pytest.mark.parametrize(
    ("section", "heading", "said"),
    [
        ("What a label means", "What a label means, and what it does not", "10.1177/1529100619832930"),
        ("Where not to use it", "Where not to use it", "Article 5(1)(f)"),
        ("Privacy", "Privacy", "_streamlit_xsrf"),
        ("Networks", "The networks", "| What it is worth, any expression alike expected | Value |"),
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
    assert "MediaPipe's, by Google, under the Apache License 2.0" in shown
    assert model_store.load_card(COMPACT).files["litert"].sha256[:12] in shown


def test_missing_licence_files_leave_the_page_standing(launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "our_licence", lambda: "")
    monkeypatch.setattr(notices, "cascade_licence", lambda: "")
    monkeypatch.setattr(model_files, "problem", lambda: "missing")

    page = opened(launch, "Versions and licences")

    assert "The file LICENSE is missing" in words(page)
    assert "install OpenCV again" in words(page)
    assert texts.NO_BLAZEFACE in [warning.value for warning in page.warning]

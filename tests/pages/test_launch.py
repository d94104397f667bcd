"""Every page launches without an exception, before and after agreement."""

import pytest
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests

from emotion.web.shared import deep_link
from emotion.web.shared.consent import AGREED
from tests.support.app_page import Launch
from tests.support.repository import ROOT

PAGES = sorted(path.name for path in (ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("agreed", [False, True])
@pytest.mark.parametrize("page", PAGES)
def test_launch(launch: Launch, page: str, agreed: bool) -> None:
    app = launch()
    app.session_state[AGREED] = agreed
    app.run()
    if page != "live.py":
        app.switch_page(f"pages/{page}").run()
    assert not app.exception
    assert app.title


@pytest.mark.parametrize("agreed", [False, True])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_ends_without_dropping_what_its_fragments_asked_for(
    launch: Launch, monkeypatch: pytest.MonkeyPatch, page: str, agreed: bool
) -> None:
    stopped: list[str] = []
    monkeypatch.setattr(ScriptRequests, "request_stop", lambda _: stopped.append(page))
    app = launch()
    app.session_state[AGREED] = agreed
    if page != "live.py":
        app.run().switch_page(f"pages/{page}")
    app.run()
    assert app.title, "the page was built"
    assert stopped == []


@pytest.mark.parametrize("page", [name for name in PAGES if name != "live.py"])
def test_a_page_opened_by_its_own_address_comes_through_the_app(launch: Launch, page: str) -> None:
    app = launch().switch_page(f"pages/{page}").run()

    assert not app.exception
    assert app.session_state[deep_link.INSIDE]
    assert app.title[0].value != "Live expressions"


@pytest.mark.parametrize("page", [name for name in PAGES if name != "live.py"])
def test_a_wrong_setting_ends_in_a_sentence(launch: Launch, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    app = launch().run()
    monkeypatch.setenv("MIEN_MAX_STREAMS", "many")

    app.switch_page(f"pages/{page}").run()

    assert not app.exception
    assert "MIEN_MAX_STREAMS: expected a whole number" in app.error[0].value


def test_what_an_address_asks_of_its_page_is_kept_on_the_way(launch: Launch) -> None:
    app = launch().switch_page("pages/about.py")
    app.query_params["about"] = "Privacy"
    app.run()

    assert not app.exception
    assert [heading.value for heading in app.header] == ["Privacy"]

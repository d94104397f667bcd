"""What a page that is being left still asks for."""

from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.ClientState_pb2 import ClientState

from emotion.web.serving import left_pages


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What reaches Streamlit: pages and fragments."""
    found: list[tuple[str, str]] = []
    monkeypatch.setattr(
        left_pages, "_handle", lambda session, state: found.append((state.page_script_hash, state.fragment_id))
    )
    return found


def ask(session: Any, page: str, fragment: str = "") -> None:
    left_pages._unless_left(session, ClientState(page_script_hash=page, fragment_id=fragment))


def test_a_fragment_of_a_page_that_is_being_left_is_passed_over(asked: list[tuple[str, str]]) -> None:
    session: Any = SimpleNamespace(_client_state=ClientState())
    ask(session, "")
    session._client_state.page_script_hash = "live"  # it has run
    ask(session, "live", "camera")
    ask(session, "photo")
    ask(session, "live", "camera")
    session._client_state.page_script_hash = "photo"  # its run has begun
    ask(session, "live", "camera")
    ask(session, "photo", "album")
    assert asked == [("", ""), ("live", "camera"), ("photo", ""), ("photo", "album")]


def test_a_page_that_another_one_led_to_may_ask(asked: list[tuple[str, str]]) -> None:
    session: Any = SimpleNamespace(_client_state=ClientState(page_script_hash="live"))
    ask(session, "live")
    session._client_state.page_script_hash = "photo"  # by st.switch_page
    ask(session, "photo", "album")
    assert asked == [("live", ""), ("photo", "album")]


def test_a_page_that_runs_again_may_ask_meanwhile(asked: list[tuple[str, str]]) -> None:
    session: Any = SimpleNamespace(_client_state=ClientState(page_script_hash="live"))
    ask(session, "live")
    ask(session, "live", "camera")
    assert asked == [("live", ""), ("live", "camera")]

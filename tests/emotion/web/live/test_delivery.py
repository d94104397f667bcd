"""A run of the whole page waits until what it drew was sent."""

import asyncio
from collections.abc import Iterator
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession

from emotion.web.live import delivery


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


class Queue:
    """Of what was drawn; it is sent at the so-manieth look."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def is_empty(self) -> bool:
        self.looks -= 1
        return self.looks < 0


@pytest.fixture
def fragments(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Those of this run; none where the whole page runs."""
    fragments: list[str] = []
    context = SimpleNamespace(session_id="mine", fragment_ids_this_run=fragments)
    monkeypatch.setattr(delivery, "get_script_run_ctx", lambda: context)
    return fragments


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch, loop: asyncio.AbstractEventLoop, fragments: list[str]) -> SimpleNamespace:
    session = SimpleNamespace(_event_loop=loop, _browser_queue=Queue(3))
    sessions: Any = SimpleNamespace(get_session_info={"mine": SimpleNamespace(session=session)}.get)
    served = SimpleNamespace(exists=lambda: True, get_instance=lambda: SimpleNamespace(_session_mgr=sessions))
    monkeypatch.setattr(delivery, "runtime", served)
    return session


def test_it_waits_until_nothing_is_left_to_send(session: SimpleNamespace) -> None:
    assert delivery.drawn()
    assert session._browser_queue.looks < 0


def test_what_is_still_on_its_way_to_the_queue_is_waited_for(
    session: SimpleNamespace, loop: asyncio.AbstractEventLoop
) -> None:
    session._browser_queue = Queue(0)
    loop.call_soon_threadsafe(lambda: setattr(session, "_browser_queue", Queue(5)))

    assert delivery.drawn()
    assert session._browser_queue.looks < 0


def test_a_browser_that_takes_nothing_is_not_waited_for(
    session: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "PATIENCE", 0.01)
    session._browser_queue = Queue(10**9)

    assert not delivery.drawn()


def test_a_run_of_a_fragment_waits_for_nothing(session: SimpleNamespace, fragments: list[str]) -> None:
    fragments.append("the frame")

    assert delivery.drawn()
    assert session._browser_queue.looks == 3


def test_streamlit_still_has_what_is_asked_for() -> None:
    assert {"_browser_queue", "_event_loop"} <= set(AppSession.__init__.__code__.co_names)
    assert "_session_mgr" in Runtime.__init__.__code__.co_names

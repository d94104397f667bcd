"""What no visitor can have the server do, and that it forgets them."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from starlette.formparsers import MultiPartParser
from streamlit import net_util, runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.caching.ttl_cache import TTLCache

from emotion.images.decode import MAX_BYTES
from emotion.web.serving import forgetting, refusals


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it refused, until the test ends."""
    monkeypatch.setattr(AppSession, "_handle_clear_cache_request", AppSession._handle_clear_cache_request)
    monkeypatch.setattr(AppSession, "_handle_git_information_request", AppSession._handle_git_information_request)
    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)
    monkeypatch.setattr(MultiPartParser, "spool_max_size", MultiPartParser.spool_max_size)
    refusals.install()


@pytest.mark.usefixtures("refused")
def test_the_server_asks_nobody_for_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, timeout: asked.append(url))

    assert net_util.get_external_ip() is None
    assert asked == []


@pytest.mark.usefixtures("refused")
@pytest.mark.parametrize("name", ["_handle_clear_cache_request", "_handle_git_information_request"])
def test_what_no_page_asks_for_is_said_in_the_log_and_not_done(name: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        getattr(AppSession, name)(SimpleNamespace())  # it has nothing that could be cleared or told

    assert caplog.messages == ["a visitor asked for what no page of this server asks for"]


@pytest.mark.usefixtures("refused")
def test_a_picture_stays_in_memory_while_it_comes() -> None:
    assert MultiPartParser.spool_max_size == MAX_BYTES


def test_a_visit_is_let_go_of_though_no_other_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    gone: list[str] = []
    visits = TTLCache[str, str](10, 120, lambda: now, on_remove=lambda name, _: gone.append(name))
    manager = SimpleNamespace(_session_storage=SimpleNamespace(_cache=visits))
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(_session_mgr=manager))
    monkeypatch.setattr(forgetting, "EVERY", 0.001)
    visits["visit"] = "with pictures"

    async def pass_time() -> None:
        nonlocal now
        task = asyncio.create_task(forgetting.forget())
        now = 119
        await asyncio.sleep(0.01)
        assert gone == []
        now = 121
        while not gone:
            await asyncio.sleep(0.001)
        task.cancel()

    with ThreadPoolExecutor(1) as thread:  # Playwright leaves a loop in this one
        thread.submit(lambda: asyncio.run(asyncio.wait_for(pass_time(), 60))).result()
    assert gone == ["visit"]

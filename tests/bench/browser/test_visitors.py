"""What a visitor that is a program makes of the server's messages, and what visitors are summed to. No server runs."""

import asyncio
import json
from typing import Any, cast

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection

from bench.browser import visitor as module
from bench.browser.visitor import AGREE, COMPONENT, Visitor
from bench.browser.visitors import summed
from emotion.browser.batch import results_of


class Server:
    """Stands in for a connection to a server: it shows a button, then a camera, and takes what it is told."""

    def __init__(self, takes: bool) -> None:
        self.heard: list[BackMsg] = []
        self.takes = takes
        self._messages: asyncio.Queue[ForwardMsg] = asyncio.Queue()
        self._received = 0

    async def send(self, content: bytes) -> None:
        message = BackMsg.FromString(content)
        self.heard.append(message)
        news = _news(message)
        if news and self.takes:
            self._received = news["first"] + len(results_of(news["results"]))
        self._messages.put_nowait(_camera(self._received) if len(self.heard) > 1 else _button())

    def __aiter__(self) -> "Server":
        return self

    async def __anext__(self) -> bytes:
        return (await self._messages.get()).SerializeToString()


def _news(message: BackMsg) -> dict[str, Any]:
    (state,) = message.rerun_script.widget_states.widgets or [None]
    told = json.loads(state.json_trigger_value) if state and state.json_trigger_value else []
    return dict(told[0]["value"]) if told else {}


def _button() -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.button.label, message.delta.new_element.button.id = AGREE, "the button"
    return message


def _camera(received: int) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.fragment_id = "its part"
    component = message.delta.new_element.bidi_component
    component.component_name, component.id, component.json = COMPONENT, "camera", json.dumps({"received": received})
    return message


def _visit(server: Server, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    monkeypatch.setattr(module, "EVERY", 0.05)

    async def visit() -> Visitor:
        visitor = Visitor(cast(ClientConnection, server))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(visitor.live(), 0.5)
        return visitor

    return asyncio.run(visit())


def test_a_visitor_agrees_and_tells_what_was_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(takes=True)
    visitor = _visit(server, monkeypatch)
    opened, pressed, *told = server.heard
    assert not opened.rerun_script.widget_states.widgets
    assert pressed.rerun_script.widget_states.widgets[0].id == "the button"
    assert pressed.rerun_script.widget_states.widgets[0].trigger_value
    assert {message.rerun_script.fragment_id for message in told} == {"its part"}
    news = [_news(message) for message in told]
    assert [one["phase"] for one in news[:3]] == ["connecting", "running", "running"]
    frames = [result.frame for one in news for result in results_of(one["results"])]
    assert frames == list(range(len(frames)))
    assert len(frames) > 3
    assert visitor.answered


def test_what_the_server_did_not_take_is_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(takes=False)
    visitor = _visit(server, monkeypatch)
    news = [_news(message) for message in server.heard[2:]]
    counts = [len(results_of(one["results"])) for one in news]
    assert counts == sorted(counts)
    assert counts[-1] > 3
    assert {one["first"] for one in news} == {0}
    assert visitor.answered == []


def test_a_page_that_shows_no_button_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    monkeypatch.setattr(module, "AGREE", "Something else")
    with pytest.raises(ExceptionGroup) as raised:
        asyncio.run(asyncio.wait_for(Visitor(cast(ClientConnection, Server(takes=True))).live(), 5))
    assert "never had its button" in str(raised.value.exceptions[0])


def test_parts_of_the_page_run_by_themselves_until_it_is_built_anew() -> None:
    async def visit() -> list[str]:
        server = Server(takes=True)
        visitor = Visitor(cast(ClientConnection, server))
        async with visitor._tasks:
            again = ForwardMsg()
            again.auto_rerun.fragment_id, again.auto_rerun.interval = "a strip", 0.02
            visitor.hear(again)
            await asyncio.sleep(0.1)
            part = ForwardMsg()
            part.new_session.page_script_hash = "a page"
            part.metadata.run.fragment_ids.append("a strip")
            visitor.hear(part)
            assert list(visitor._runs) == ["a strip"]
            whole = ForwardMsg()
            whole.new_session.page_script_hash = "a page"
            visitor.hear(whole)
            assert not visitor._runs
        return [message.rerun_script.fragment_id for message in server.heard if message.rerun_script.is_auto_rerun]

    assert set(asyncio.run(visit())) == {"a strip"}


def test_visitors_are_summed_to_what_each_costs() -> None:
    answered = [[[second + 0.5, 0.01] for second in range(30)] for _ in range(2)]
    told = [{"answered": answered, "bytes": [6000, 90000], "seconds": 60.0, "lost": 1}] * 2
    rows = summed(told, (10.0, 30.0), 1.6, 8.0)
    assert rows["visitors at once"] == 4
    assert rows["of them lost"] == 2
    assert rows["processor time for each, % of a core"] == pytest.approx(2)
    assert rows["milliseconds from a second's numbers to the server's answer, median"] == pytest.approx(10)
    assert rows["batches answered a second, of each"] == 1
    assert rows["memory for each, MB"] == 2
    assert rows["kB a second from each"] == pytest.approx(0.1)
    assert rows["kB a second to each"] == pytest.approx(1.5)

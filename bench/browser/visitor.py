"""One visitor as a program that speaks Streamlit's protocol, as a page in a browser does.

It opens the page, agrees, and once a second tells the numbers of one face that its browser read, those too that the
server has not said to have.
"""

import asyncio
import json
import sys
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection

from bench.browser.batch import encoded
from bench.browser.face import RATE, face_at
from emotion.results import FrameResult

AGREE: Final = "Agree and start the camera"
COMPONENT: Final = "mien_in_browser"
EVERY: Final = 1.0  # seconds between two batches, as browser/src/page/reporter.ts sends them
PATIENCE: Final = 60.0  # seconds for what is awaited


@dataclass(eq=False)
class Visitor:
    """One visitor, whose camera is read in their browser.

    Attributes:
        connection: to the page's server.
        button: id of the one that agrees; empty until the page has it.
        component: id of the camera's component; likewise.
        fragment: id of the part of the page that it stands in.
        received: number of the next result that the server waits for.
        answered: when each batch was sent, seconds of `monotonic`, and how many the answer took.
        bytes: that were sent, and that came.
    """

    connection: ClientConnection
    button: str = ""
    component: str = ""
    fragment: str = ""
    received: int = 0
    answered: list[tuple[float, float]] = field(default_factory=list)
    bytes: list[int] = field(default_factory=lambda: [0, 0])
    _page: str = ""
    _waiting: deque[tuple[int, FrameResult]] = field(default_factory=deque)
    _sent: deque[tuple[int, float]] = field(default_factory=deque)  # the number after a batch's last, and when
    _tasks: asyncio.TaskGroup = field(default_factory=asyncio.TaskGroup)
    _runs: dict[str, asyncio.Task[None]] = field(default_factory=dict)  # what the page runs anew by itself

    async def live(self) -> None:
        """Visit the page until cancelled; return when the server ends the connection.

        Raises:
            ExceptionGroup: the page is not as expected, or the connection broke.
        """
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            visiting = tasks.create_task(self._visit())
            async for content in self.connection:
                assert isinstance(content, bytes)
                self.bytes[1] += len(content)
                self.hear(ForwardMsg.FromString(content))
            visiting.cancel()
            self._stop(list(self._runs))

    async def _visit(self) -> None:
        await self._run()
        await self._until("button")
        await self._run(WidgetState(id=self.button, trigger_value=True))
        await self._until("component")
        await self._tell("connecting")
        began = monotonic()
        for turn in range(1, sys.maxsize):
            await asyncio.sleep(began + EVERY * turn - monotonic())
            number = self._waiting[-1][0] + 1 if self._waiting else self.received
            self._waiting += [(one, face_at(one)) for one in range(number, round(RATE * EVERY * turn))]
            await self._tell("running")

    def hear(self, message: ForwardMsg) -> None:
        """Take a message of the server's."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._page = message.new_session.page_script_hash
            if not message.metadata.run.fragment_ids:  # the whole page
                self._stop(list(self._runs))
        elif kind == "auto_rerun":
            self._again(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "stop_auto_rerun":
            self._stop(message.stop_auto_rerun.fragment_ids)
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._shown(message.delta)

    def _shown(self, delta: Delta) -> None:
        element = delta.new_element
        if element.WhichOneof("type") == "button" and element.button.label == AGREE:
            self.button = element.button.id
        elif element.WhichOneof("type") == "bidi_component" and element.bidi_component.component_name == COMPONENT:
            self.component, self.fragment = element.bidi_component.id, delta.fragment_id
            self._acknowledged(int(json.loads(element.bidi_component.json)["received"]))

    def _acknowledged(self, received: int) -> None:
        self.received = received
        while self._waiting and self._waiting[0][0] < received:
            self._waiting.popleft()
        now = monotonic()
        while self._sent and self._sent[0][0] <= received:
            _, at = self._sent.popleft()
            self.answered.append((at, now - at))

    async def _run(self, *states: WidgetState, fragment: str = "", by_itself: bool = False) -> None:
        state = ClientState(
            widget_states=WidgetStates(widgets=states),
            page_script_hash=self._page,
            fragment_id=fragment,
            is_auto_rerun=by_itself,
        )
        content = BackMsg(rerun_script=state).SerializeToString()
        self.bytes[0] += len(content)
        await self.connection.send(content)

    async def _tell(self, phase: str) -> None:
        told = json.dumps([{"event": "news", "value": self._news(phase)}])
        if self._waiting and phase == "running":
            self._sent.append((self._waiting[-1][0] + 1, monotonic()))
        events = _make_trigger_id(self.component, "events")
        await self._run(WidgetState(id=events, json_trigger_value=told), fragment=self.fragment)

    def _news(self, phase: str) -> dict[str, Any]:
        """Return `News` of browser/src/page/data.ts."""
        return {
            "phase": phase,
            "kept": False,
            "first": self._waiting[0][0] if self._waiting else self.received,
            "results": encoded([result for _, result in self._waiting]),
            "failed": "",
            "attempt": 1,
            "camera": "A camera",
            "rate": RATE,
            "steps": {"detect": 12.5, "classify": 5.2, "track": 0.3},
        }

    def _again(self, fragment: str, seconds: float) -> None:
        async def runs() -> None:
            while True:
                await asyncio.sleep(seconds)
                await self._run(fragment=fragment, by_itself=True)

        self._stop([fragment])
        self._runs[fragment] = self._tasks.create_task(runs())

    def _stop(self, fragments: Iterable[str]) -> None:
        for fragment in fragments:
            if (task := self._runs.pop(fragment, None)) is not None:
                task.cancel()

    async def _until(self, name: str) -> None:
        end = monotonic() + PATIENCE
        while not getattr(self, name):
            if monotonic() > end:
                raise TimeoutError(f"the page never had its {name}")
            await asyncio.sleep(0.02)

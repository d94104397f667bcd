"""How the server ends."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest

from emotion.web.server.resources import ending
from emotion.web.server.slots import StreamSlots
from emotion.web.serving import lifespan
from emotion.web.video import process


class Queue:
    def __init__(self) -> None:
        self.cancelled, self.left = False, 0

    def cancel(self) -> None:
        self.cancelled = True

    def running(self) -> int:
        return self.left


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Queue:
    queue = Queue()
    monkeypatch.setattr(process, "shared", lambda: SimpleNamespace(queue=queue))
    return queue


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> StreamSlots:
    places = StreamSlots(2)
    monkeypatch.setattr(lifespan, "slots", lambda: places)
    monkeypatch.setattr(lifespan, "PAUSE", 0.001)
    return places


@pytest.fixture
def signals(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What is called at SIGTERM: at first uvicorn's own handler, which notes it."""
    signals: dict[str, Any] = {"ended": []}
    signals["handler"] = lambda number, _: signals["ended"].append(number)
    known = SimpleNamespace(
        SIGTERM=signal.SIGTERM,
        getsignal=lambda _: signals["handler"],
        signal=lambda _, handler: signals.update(handler=handler),
    )
    monkeypatch.setattr(lifespan, "signal", known)
    cut = SimpleNamespace(dump_traceback_later=lambda seconds, exit: signals["cut"].append((seconds, exit)))
    signals["cut"] = []
    monkeypatch.setattr(lifespan, "faulthandler", cut)  # the real one would end the tests
    return signals


@pytest.fixture
def ended(signals: dict[str, Any]) -> Iterator[list[int]]:
    """What uvicorn's own handler is called with."""
    yield signals["ended"]
    ending().clear()


@pytest.fixture
def terminate(signals: dict[str, Any]) -> Callable[[], None]:
    return lambda: signals["handler"](signal.SIGTERM, None)


def run(act: Callable[[], Any], until: Callable[[], bool], seconds: float = 60.0) -> None:
    """Run the server's loop until something is so, in a thread: what drives browsers has a loop in this one."""

    async def whole() -> None:
        lifespan.end_gently(seconds)
        act()
        while not until():
            await asyncio.sleep(0)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(asyncio.wait_for(whole(), 30))).result()


Terminate = Callable[[], None]


def test_with_nothing_running_it_ends_at_once(
    queue: Queue, places: StreamSlots, ended: list[int], terminate: Terminate
) -> None:
    run(terminate, lambda: bool(ended))

    assert ended == [signal.SIGTERM]
    assert queue.cancelled


def test_once_it_ends_connections_have_a_while_to_close(
    queue: Queue, places: StreamSlots, ended: list[int], signals: dict[str, Any], terminate: Terminate
) -> None:
    run(terminate, lambda: bool(ended))

    assert signals["cut"] == [(lifespan.CLOSING, True)]


def test_the_signal_may_come_while_its_own_thread_holds_the_lock_of_the_event(
    queue: Queue, places: StreamSlots, ended: list[int], terminate: Terminate
) -> None:
    """As when `make` sends it on, and it comes twice."""

    def within() -> None:
        with ending()._cond:  # type: ignore[attr-defined]
            terminate()

    run(within, lambda: bool(ended))
    assert ended == [signal.SIGTERM]
    assert ending().is_set()


def test_it_waits_for_a_camera_and_for_a_video(
    queue: Queue, places: StreamSlots, ended: list[int], terminate: Terminate
) -> None:
    places.claim("somebody")
    queue.left = 1
    waited: list[str] = []

    def until() -> bool:
        if ending().is_set() and queue.cancelled and not waited:
            waited.append("for both")
            assert not ended
            places.release("somebody")
        elif waited == ["for both"]:
            waited.append("for the video")
            assert not ended
            queue.left = 0
        return bool(ended)

    run(terminate, until)
    assert waited == ["for both", "for the video"]


def test_it_waits_no_longer_than_it_is_told(
    queue: Queue, places: StreamSlots, ended: list[int], terminate: Terminate
) -> None:
    places.claim("somebody")

    run(terminate, lambda: bool(ended), seconds=0.01)
    assert ended == [signal.SIGTERM]


def test_who_asks_twice_means_now(queue: Queue, places: StreamSlots, ended: list[int], terminate: Terminate) -> None:
    places.claim("somebody")

    def twice() -> None:
        terminate()
        terminate()

    run(twice, lambda: bool(ended))
    assert ended == [signal.SIGTERM]
    assert places.taken() == 1

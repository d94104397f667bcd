"""The collector's thread: cycles go without anybody asking, and it ends when told."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest

from emotion.web.server.collector import Collector
from emotion.web.server.resources import collector

PATIENCE = 10.0  # seconds


class Cycle:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def unasked() -> Iterator[None]:
    """Let Python itself collect nothing."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("unasked")
def test_cycles_are_collected_until_it_is_stopped() -> None:
    before, gone = set(threading.enumerate()), threading.Event()
    running = Collector(0.001)
    (thread,) = set(threading.enumerate()) - before
    weakref.finalize(Cycle(), gone.set)

    assert gone.wait(PATIENCE)
    running.stop()
    thread.join(PATIENCE)
    assert not thread.is_alive()


@pytest.mark.usefixtures("unasked")
def test_what_has_ended_is_collected_soon() -> None:
    gone, running = threading.Event(), Collector(every=60, soon=0.001)
    weakref.finalize(Cycle(), gone.set)

    running.ask()

    assert gone.wait(PATIENCE)
    running.stop()


def test_a_process_has_one() -> None:
    assert collector() is collector()

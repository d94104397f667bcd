"""A visitor who vanishes, or whose camera is unplugged: everything of the stream ends by itself."""

import asyncio
import threading

import aioice.ice
import pytest

from tests.faults.peers import as_installed, connected, run, until


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    as_installed(monkeypatch)


class Threads:
    """Those that came since it was made."""

    def __init__(self) -> None:
        self._before = set(threading.enumerate())

    def named(self, *prefixes: str) -> list[str]:
        """Return the names of those that are called so."""
        return [one.name for one in threading.enumerate() if one not in self._before and one.name.startswith(prefixes)]


def test_a_visitor_who_vanishes_without_a_word_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    # As it is, a server asks every five seconds whether the other end still lives, and gives up after six times.
    monkeypatch.setattr(aioice.ice, "CONSENT_INTERVAL", 0.2)
    monkeypatch.setattr(aioice.ice, "CONSENT_FAILURES", 3)
    threads = Threads()

    async def check() -> None:
        tasks = asyncio.all_tasks()
        async with connected() as stream:
            assert threads.named("reading")
            stream.link.loss = 1.0
            await stream.visitor.close()  # of which the server gets no word any more
            assert stream.server.connectionState == "connected"
            await until(lambda: stream.server.connectionState == "closed")
            await until(lambda: not threads.named("reading", "video-decoder", "process_offer"))
            await until(lambda: asyncio.all_tasks() == tasks)
            output = stream.worker.output_video_track
            assert output is not None
            assert output.readyState == "ended"
            read = stream.callback.state.frames
        assert stream.callback.state.frames == read

    run(check())
    assert threads.named("") == []


def test_a_camera_that_is_unplugged_ends_what_reads_it_at_once() -> None:
    threads = Threads()

    async def check() -> None:
        async with connected() as stream:
            assert threads.named("reading")
            stream.camera.stop()
            # A browser says goodbye for a track that has ended; aiortc does when its sender stops.
            await stream.visitor.getSenders()[0].stop()
            output = stream.worker.output_video_track
            assert output is not None
            await until(lambda: output.readyState == "ended")
            await until(lambda: not threads.named("reading"))
            await until(lambda: all("NewestTrack" not in repr(task) for task in asyncio.all_tasks()))
            assert stream.server.connectionState == "connected"

    run(check())
    assert threads.named("") == []

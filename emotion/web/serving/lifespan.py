"""How the server begins and ends: warm before it answers, and not in the middle of somebody's video."""

import asyncio
import faulthandler
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import FrameType
from typing import Final

import streamlit as st

from emotion.web.server.resources import ending, slots
from emotion.web.server.settings import SettingError, host_settings
from emotion.web.serving import browser_build, left_pages, logs, refusals
from emotion.web.serving.forgetting import forget
from emotion.web.serving.warm import load
from emotion.web.video import process

logger = logging.getLogger(__name__)

PAUSE: Final = 0.1  # seconds between two looks whether anything still runs
CLOSING: Final = 5.0  # seconds that connections have to close; uvicorn would wait for ever for one that goes silent


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Load what the first page needs before the server answers; the lifespan of Streamlit's `App`."""
    try:
        seconds = host_settings().shutdown_seconds
        logs.use(host_settings().log_format)
    except SettingError:  # the page tells its visitors
        seconds = 0
    refusals.install()
    left_pages.install()
    await asyncio.to_thread(load)
    browser_build.begin()  # not before: `load` takes the time to see how many cameras this machine holds
    end_gently(seconds)
    forgetting = asyncio.create_task(forget())
    yield
    forgetting.cancel()


def end_gently(seconds: float) -> None:
    """On SIGTERM refuse new cameras, stop videos where they are, tell who has a camera on, and then end.

    It ends once nothing runs any more, after `seconds` at the latest; a second SIGTERM ends it at once. If connections
    stay open for `CLOSING` seconds longer, it is cut off and its log has where each thread stood. Called in the main
    thread, while the loop runs.
    """
    before = signal.getsignal(signal.SIGTERM)
    if not callable(before):
        return
    loop = asyncio.get_running_loop()
    tasks: set[asyncio.Task[None]] = set()  # the loop itself keeps none alive
    began = False

    def end(number: int) -> None:
        faulthandler.dump_traceback_later(CLOSING, exit=True)
        before(number, None)

    def begin(number: int) -> None:
        ending().set()
        tasks.add(asyncio.create_task(_end(lambda: end(number), seconds)))

    def asked(number: int, _: FrameType | None) -> None:
        # No lock may be waited for here, which this thread itself may hold: `make` sends on what its group got, too.
        nonlocal began
        if began:
            end(number)
        else:
            began = True
            loop.call_soon_threadsafe(begin, number)

    signal.signal(signal.SIGTERM, asked)


async def _end(end: Callable[[], object], seconds: float) -> None:
    queue = process.shared().queue
    queue.cancel()
    logger.warning("ending, %d cameras and %d videos running", slots().taken(), queue.running())
    for _ in range(round(seconds / PAUSE)):
        if not slots().taken() and not queue.running():
            break
        await asyncio.sleep(PAUSE)
    end()

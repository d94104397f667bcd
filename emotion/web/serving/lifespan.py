"""How the server begins and ends: warm before it answers, and not in the middle of somebody's video."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import FrameType
from typing import Final

import streamlit as st

from emotion.web.server.resources import ending, slots
from emotion.web.server.settings import SettingError, host_settings
from emotion.web.serving import logs, refusals
from emotion.web.serving.forgetting import forget
from emotion.web.serving.warm import load
from emotion.web.video import session as video_session

logger = logging.getLogger(__name__)

PAUSE: Final = 0.1  # seconds between two looks whether anything still runs


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Load what the first page needs before the server answers; the lifespan of Streamlit's `App`."""
    try:
        seconds = host_settings().shutdown_seconds
        logs.use(host_settings().log_format)
    except SettingError:  # the page tells its visitors
        seconds = 0
    refusals.install()
    await asyncio.to_thread(load)
    end_gently(seconds)
    forgetting = asyncio.create_task(forget())
    yield
    forgetting.cancel()


def end_gently(seconds: float) -> None:
    """On SIGTERM refuse new cameras, stop videos where they are, tell who has a camera on, and then end.

    It ends once nothing runs any more, at the latest after `seconds`; a second SIGTERM ends it at once. Called in the
    main thread, while the loop runs.
    """
    before = signal.getsignal(signal.SIGTERM)
    if not callable(before):
        return
    loop = asyncio.get_running_loop()
    tasks: set[asyncio.Task[None]] = set()  # the loop itself keeps none alive

    def asked(number: int, frame: FrameType | None) -> None:
        if ending().is_set():
            before(number, frame)
            return
        ending().set()
        loop.call_soon_threadsafe(lambda: tasks.add(asyncio.create_task(_end(lambda: before(number, None), seconds))))

    signal.signal(signal.SIGTERM, asked)


async def _end(end: Callable[[], object], seconds: float) -> None:
    queue = video_session.shared().queue
    queue.cancel()
    logger.warning("ending, %d cameras and %d videos running", slots().taken(), queue.running())
    for _ in range(round(seconds / PAUSE)):
        if not slots().taken() and not queue.running():
            break
        await asyncio.sleep(PAUSE)
    end()

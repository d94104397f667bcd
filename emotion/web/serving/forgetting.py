"""Forgets visits in time, with the pictures in them: Streamlit lets go of one only when the next one ends."""

import asyncio
from typing import Any, Final

from streamlit import runtime

EVERY: Final = 5.0  # seconds


async def forget() -> None:
    """Let go of visits whose browser has been away for `server.disconnectedSessionTTL`, as long as the server runs."""
    manager: Any = runtime.get_instance()._session_mgr
    while True:
        await asyncio.sleep(EVERY)
        manager._session_storage._cache.expire()  # here, since the loop alone uses it

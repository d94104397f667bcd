"""An event loop of a test's own, where the tests' thread may have a running one already."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any


def run_apart(check: Coroutine[Any, Any, None], seconds: float) -> None:
    """Run a check in a loop and a thread of its own, for so long at most; browser tests leave one running here."""
    failed: list[BaseException] = []

    def target() -> None:
        try:
            asyncio.run(asyncio.wait_for(check, seconds))
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=target)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]

"""Visitors in one process: python -m bench.browser.clients URL COUNT. They run until the input ends.

"ready" is printed once the server has taken numbers of each, and in the end, as JSON, when each batch was sent, how
long its answer took, the bytes of both ways, the seconds of all visits together, and how many visitors were lost.
"""

import asyncio
import json
import sys
from time import monotonic
from typing import Any, Final

from websockets.asyncio.client import connect

from bench.browser.visitor import Visitor

STREAM: Final = "/_stcore/stream"
APART: Final = 0.25  # seconds between two visitors' coming
LARGEST: Final = 2**26  # bytes of a message from the server


async def run(url: str, count: int) -> dict[str, Any]:
    """Visit until the input ends, and return what all of them saw."""
    visitors: dict[Visitor, float] = {}

    async def visit(number: int) -> None:
        await asyncio.sleep(APART * number)
        async with connect(url.replace("http", "ws", 1) + STREAM, max_size=LARGEST) as connection:
            visitor = Visitor(connection)
            visitors[visitor] = monotonic()
            await visitor.live()

    visits = [asyncio.create_task(visit(number)) for number in range(count)]
    ended = asyncio.create_task(asyncio.to_thread(sys.stdin.read))
    while sum(bool(visitor.answered) for visitor in visitors) < count:
        await asyncio.sleep(0.1)
        for task in visits:
            if task.done():
                task.result()
                raise RuntimeError("the server ended a connection")
    print("ready", flush=True)
    await ended
    now = monotonic()
    lost = sum(task.done() for task in visits)
    for task in visits:
        task.cancel()
    await asyncio.gather(*visits, return_exceptions=True)
    return {
        "answered": [visitor.answered for visitor in visitors],
        "bytes": [sum(visitor.bytes[way] for visitor in visitors) for way in (0, 1)],
        "seconds": sum(now - came for came in visitors.values()),
        "lost": lost,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(sys.argv[1], int(sys.argv[2])))))

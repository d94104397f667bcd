"""python -m bench.interface [CLIENTS [SECONDS]]: the HTTP interface alone, asked by many programs at once.

They run on the same processors, in one process, each with its next request as soon as it has its answer.
"""

import asyncio
import os
import subprocess
import sys
from collections import Counter
from time import monotonic
from typing import Final

import httpx2
import numpy as np
import psutil

from emotion.export.photos import picture_bytes
from emotion.place import ROOT
from emotion.sample.scene import frames
from tests.browser.served import await_that, free_port

CLIENTS: Final = 100
SECONDS: Final = 60.0
JPEG: Final = {"Content-Type": "image/jpeg"}


def interface(clients: int = CLIENTS, seconds: float = SECONDS) -> dict[str, float]:
    """Return what a cold start took, how many pictures of 640×480 with one face were read, how late, and the memory."""
    picture, port = picture_bytes(next(frames())), free_port()
    url = f"http://127.0.0.1:{port}/api/v1/read"
    command = [sys.executable, "-m", "uvicorn", "--factory", "emotion.api.app:create", "--port", str(port)]
    environment = {**os.environ, "MIEN_API_A_MINUTE": "100000"}
    began = monotonic()
    server = subprocess.Popen(
        [*command, "--log-level", "warning"], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    try:
        await_that(lambda: _answers(url, picture), "the first answer")
        start, process = monotonic() - began, psutil.Process(server.pid)
        asyncio.run(_ask(url, picture, 4, 5.0))  # every reader has what it needs
        before = process.memory_info().rss / 2**20
        statuses, times = asyncio.run(_ask(url, picture, clients, seconds))
        after = process.memory_info().rss / 2**20
    finally:
        server.terminate()
        server.wait(30)
    read = statuses.pop(200, 0)
    sent_away = statuses.pop(429, 0) + statuses.pop(503, 0)
    return {
        "programs": clients,
        "seconds from a cold start to the first answer": start,
        "pictures read a second": read / seconds,
        "answers 429 and 503 a second, with the time to come again": sent_away / seconds,
        "other errors": sum(statuses.values()),
        "milliseconds of an answer, median": float(np.percentile(times, 50)),
        "milliseconds of an answer, 99 %": float(np.percentile(times, 99)),
        "MB before": before,
        "MB after": after,
    }


def _answers(url: str, picture: bytes) -> bool:
    try:
        return httpx2.post(url, content=picture, headers=JPEG).status_code == 200
    except httpx2.TransportError:
        return False


async def _ask(url: str, picture: bytes, clients: int, seconds: float) -> tuple[Counter[int], list[float]]:
    """Return how often each status came, and how long the answers took that were read, milliseconds."""
    statuses: Counter[int] = Counter()
    times: list[float] = []
    end = monotonic() + seconds

    async def one(client: httpx2.AsyncClient) -> None:
        while monotonic() < end:
            began = monotonic()
            answer = await client.post(url, content=picture, headers=JPEG)
            statuses[answer.status_code] += 1
            if answer.status_code == 200:
                times.append(1000 * (monotonic() - began))
            else:
                await asyncio.sleep(float(answer.headers.get("Retry-After", 0)))

    limits = httpx2.Limits(max_connections=clients, max_keepalive_connections=clients)
    async with httpx2.AsyncClient(limits=limits, timeout=60) as client:
        await asyncio.gather(*(one(client) for _ in range(clients)))
    return statuses, times


if __name__ == "__main__":
    words = sys.argv[1:]
    found = interface(int(words[0]) if words else CLIENTS, float(words[1]) if words[1:] else SECONDS)
    for row, value in found.items():
        print(f"{row:60} {value:10.1f}")

"""Starts a server and so many cameras, and tells what came back, when, and what it cost the server."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles
from typing import IO, Final
from urllib.request import urlopen

import psutil

from bench.streams.client import asked
from tests.browser.served import free_port

ROOT: Final = Path(__file__).resolve().parents[2]
SETTLING: Final = 5  # seconds after the last camera's first frame until the counting begins
PATIENCE: Final = 90  # seconds for a server to answer and for a camera's first frame


@dataclass(frozen=True)
class Streams:
    """So many cameras at once on one server, for so many seconds.

    Attributes:
        cameras: how many.
        reads: whether faces are read; else frames go back as they came.
        rates: frames a second that came back, each camera's.
        latency: milliseconds from sending a frame until it was back: median and 95th percentile of all.
        milliseconds: the server's processor time for each frame that came back.
        cores: processor cores that the server took.
        threads: the same by kind of thread.
        megabytes: the server's resident memory, MB (10^6 bytes).
        step: reads and frames a second that the server held each camera to in the end.
    """

    cameras: int
    reads: bool
    rates: tuple[float, ...]
    latency: tuple[float, float]
    milliseconds: float
    cores: float
    threads: dict[str, float]
    megabytes: float
    step: tuple[float, float]

    def told(self) -> dict[str, object]:
        """Return it as JSON takes it."""
        return asdict(self)


def streams(cameras: int, reads: bool, seconds: float) -> Streams:
    """Measure a fresh server with so many cameras; the cameras are processes on the same machine."""
    with server() as (url, process), ExitStack() as stack:
        clients = [stack.enter_context(client(url, reads)) for _ in range(cameras)]
        for one in clients:
            lines(one)  # until its first frame is back
        time.sleep(SETTLING)
        before, began = _spent(process), time.monotonic()
        time.sleep(seconds)
        after, ended = _spent(process), time.monotonic()
        names, memory, step = _names(url), process.memory_info().rss / 1e6, asked(url)
        came = [_result(one) for one in clients]
    within = [[took for at, took in one if began <= at < ended] for one in came]
    every = [1000 * took for one in within for took in one]
    passed, cpu = ended - began, sum(after.values()) - sum(before.values())
    by_kind: dict[str, float] = {}
    for number, spent in after.items():
        kind = _kind(names.get(number, "other"))
        by_kind[kind] = by_kind.get(kind, 0.0) + (spent - before.get(number, 0.0)) / passed
    cuts = quantiles(every, n=20)
    return Streams(
        cameras,
        reads,
        tuple(len(one) / passed for one in within),
        (cuts[9], cuts[18]),
        1000 * cpu / len(every),
        cpu / passed,
        dict(sorted(by_kind.items(), key=lambda item: -item[1])),
        memory,
        (step["reads"], step["frames"]),
    )


@contextmanager
def server() -> Iterator[tuple[str, psutil.Process]]:
    """Run the app with a way in for programs until the block ends."""
    port = free_port()
    settings = [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    command = [sys.executable, "-m", "streamlit", "run", "bench/streams/server.py", *settings]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_settings())
    url = f"http://127.0.0.1:{port}"
    try:
        _await(url)
        yield url, psutil.Process(process.pid)
    finally:
        process.kill()
        process.wait()


@contextmanager
def client(url: str, reads: bool) -> Iterator["subprocess.Popen[str]"]:
    """Run a camera as a program until the block ends."""
    command = [sys.executable, "-m", "bench.streams.client", url, "reads" if reads else "echo"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def lines(client: "subprocess.Popen[str]") -> str:
    """Return the next line that a camera prints."""
    output: IO[str] | None = client.stdout
    assert output is not None
    line = output.readline()
    if not line:
        raise RuntimeError("a camera ended: see what it printed above")
    return line


def _result(client: "subprocess.Popen[str]") -> Sequence[tuple[float, float]]:
    assert client.stdin is not None
    client.stdin.close()
    told: list[tuple[float, float]] = json.loads(lines(client))
    return told


def _settings() -> dict[str, str]:
    return {**os.environ, "MIEN_MAX_STREAMS": "1000", "PYTHONPATH": str(ROOT)}


def _await(url: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if urlopen(f"{url}/_stcore/health", timeout=2).status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not answer")


def _spent(process: psutil.Process) -> dict[int, float]:
    return {thread.id: thread.user_time + thread.system_time for thread in process.threads()}


def _names(url: str) -> dict[int, str]:
    with urlopen(f"{url}/bench/threads", timeout=10) as answer:
        return {int(number): name for number, name in json.load(answer).items()}


def _kind(name: str) -> str:
    return re.sub(r"[_-]?\d+(_\d+)?( .*)?$", "", name) or name

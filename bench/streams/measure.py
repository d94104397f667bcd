"""Starts a server and so many cameras, and tells what came back, when, and what it cost the server."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import IO, Any, Final
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
        drift: the 95th percentile in the last quarter of the time, in times of that in the first.
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
    drift: float
    milliseconds: float
    cores: float
    threads: dict[str, float]
    megabytes: float
    step: tuple[float, float]

    @property
    def rate(self) -> float:
        """Frames a second that came back, the mean of all cameras."""
        return sum(self.rates) / self.cameras


def streams(cameras: int, reads: bool, seconds: float) -> Streams:
    """Measure a fresh server with so many cameras; the cameras are processes on the same machine."""
    with server() as (url, process), ExitStack() as stack:
        clients = [stack.enter_context(client(url, reads)) for _ in range(cameras)]
        for one in clients:
            lines(one)  # until its first frame is back
        time.sleep(SETTLING)
        before, began = spent(process), time.monotonic()
        time.sleep(seconds)
        after, ended = spent(process), time.monotonic()
        names, memory, step = thread_names(url), process.memory_info().rss / 1e6, asked(url)
        came = [result(one)["came"] for one in clients]
    within = [[(at - began, took) for at, took in one if began <= at < ended] for one in came]
    every = [1000 * took for one in within for _, took in one]
    passed, cpu = ended - began, sum(after.values()) - sum(before.values())
    by_kind: dict[str, float] = {}
    for number, used in after.items():
        kind = kind_of(names.get(number, "other"))
        by_kind[kind] = by_kind.get(kind, 0.0) + (used - before.get(number, 0.0)) / passed
    cuts = quantiles(every, n=20)
    return Streams(
        cameras,
        reads,
        tuple(len(one) / passed for one in within),
        (cuts[9], cuts[18]),
        _late(within, 0.75 * passed, passed) / _late(within, 0.0, 0.25 * passed),
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


def result(client: "subprocess.Popen[str]") -> dict[str, Any]:
    """End a camera and return what it tells, see `bench.streams.client.run`."""
    assert client.stdin is not None
    client.stdin.close()
    return dict(json.loads(lines(client)))


def _late(came: Sequence[Sequence[tuple[float, float]]], begin: float, end: float) -> float:
    """Return the 95th percentile of how long frames took that came back between two times, seconds."""
    return quantiles([took for one in came for at, took in one if begin <= at < end], n=20)[18]


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


def spent(process: psutil.Process) -> dict[int, float]:
    """Return the processor seconds of each thread by its number in the system."""
    return {thread.id: thread.user_time + thread.system_time for thread in process.threads()}


def thread_names(url: str) -> dict[int, str]:
    """Return the names of the server's threads by their number in the system."""
    with urlopen(f"{url}/bench/threads", timeout=10) as answer:
        return {int(number): name for number, name in json.load(answer).items()}


def kind_of(name: str) -> str:
    """Return a thread's name without its number."""
    return re.sub(r"[_-]?\d+(_\d+)?( .*)?$", "", name) or name

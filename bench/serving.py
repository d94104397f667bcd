"""The web process as `make run` starts it, for measuring."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from tests.browser.visits import ROOT

PATIENCE = 60  # seconds for the start
PAUSE = 0.02  # seconds between two questions whether it has started


@contextmanager
def started() -> Iterator[tuple[int, str]]:
    """Start the app and wait for its health; give the process's identity and the address, and stop it in the end.

    Raises:
        SystemExit: it did not start within a minute.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.fileWatcherType", "none"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        _await_health(url)
        yield server.pid, url
    finally:
        server.terminate()
        server.wait()


def megabytes(pid: int) -> float:
    """Return a process's resident memory in MB (10^6 bytes)."""
    return float(psutil.Process(pid).memory_info().rss / 1e6)


def processor_seconds(pid: int) -> float:
    """Return the seconds of processor time that a process has had; unlike the clock they hold on a busy machine."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def _await_health(url: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).status == 200:
                return
        except OSError:
            time.sleep(PAUSE)
    raise SystemExit(f"the app did not start within {PATIENCE} seconds")

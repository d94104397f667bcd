"""The app in a process of its own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds for what is awaited, on a busy machine; nothing waits this long when all is well


def await_that(condition: Callable[[], Any], what: str) -> Any:
    """Return the condition's first true value, asked ten times a second."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        answer = condition()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError(f"never came: {what}")


@dataclass
class Server:
    """The app in a process of its own, with the tap of tapped_server.py."""

    process: subprocess.Popen[bytes]
    url: str
    tap: Path

    def report(self) -> dict[str, Any]:
        """Return the names of the process's threads and modules as they are now, and of threads by their numbers."""
        path = self.tap / "process.json"
        path.unlink(missing_ok=True)
        self.process.send_signal(signal.SIGUSR1)
        await_that(path.exists, "the server's report on itself")
        return dict(json.loads(path.read_text()))

    def streams(self) -> int:
        """Return how many threads work on frames now."""
        names = self.report()["threads"]
        return sum(name == "video-decoder" or name.startswith("reading") for name in names)


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int = 0, runs: Path | None = None, **settings: str) -> Iterator[Server]:
    """Run the app, its log and its tap in a folder, until the block ends; then fail when its log names our files.

    Args:
        folder: for both.
        port: to answer at; 0 for a free one.
        runs: folder of the runs that the page on training shows; None for the app's own.
        settings: of the host, by the names of the environment's variables.
    """
    port = port or free_port()
    tap, log = folder / "tap", folder / "server.log"
    tap.mkdir()
    command = [
        sys.executable,
        str(Path(__file__).with_name("tapped_server.py")),
        str(tap),
        str(port),
        *([str(runs)] if runs else []),
    ]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MIEN_")}
    environment = {**inherited, **settings, "PYTHONPATH": str(ROOT)}
    with open(log, "wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=ROOT, env=environment)
    url = f"http://127.0.0.1:{port}"

    def healthy() -> bool:
        assert process.poll() is None, log.read_text()
        try:
            return bool(urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).status == 200)
        except OSError:
            return False

    try:
        await_that(healthy, "a healthy server")
        yield Server(process, url, tap)
    finally:
        process.terminate()
        process.wait(timeout=30)
    # Streamlit itself logs an exception when a tab closes while it sends; one that names our files is ours.
    assert faults(log.read_text()) == []


def faults(log: str) -> list[str]:
    """Return the lines of a log that name a place in a file of ours, as tracebacks do, Python's and rich's."""
    ours = tuple(f"{start}{ROOT / part}" for start in ('File "', "") for part in ("app.py", "emotion", "pages"))
    plain = re.sub(r"\x1b\[[0-9;]*m", "", log)
    return [line for line in plain.splitlines() if line.strip(" │").startswith(ours)]

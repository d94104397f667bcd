"""The app started by `make run`, as users start it, on a port of its own and without opening a browser."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from urllib.request import urlopen

import psutil

from tests.browser.served import PATIENCE, ROOT, free_port

COMMAND: Final = ("make", "--silent", "run")
PAUSE: Final = 0.02  # seconds between two questions whether it has started: bench measures the time until it answers


@dataclass(frozen=True)
class Made:
    """The app that `make run` started.

    Attributes:
        pid: of the web process itself, not of make.
        url: of the page.
        how: the command and what was set for it, for people.
    """

    pid: int
    url: str
    how: str


@contextmanager
def made(**host: str) -> Iterator[Made]:
    """Start the app with `make run`, wait for its health, and stop it in the end.

    Nothing of Streamlit's or ours is set but the port, that no browser is opened, and what is given.

    Args:
        host: settings of the host, by the names of the environment's variables.

    Raises:
        AssertionError: it ended, or did not answer in time; the message has what it printed.
    """
    settings = {"STREAMLIT_SERVER_PORT": str(free_port()), "STREAMLIT_SERVER_HEADLESS": "true", **host}
    ours = ("MIEN_", "STREAMLIT_", "MAKE", "MFLAGS")  # the last two are those of a make that runs the tests
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    url = f"http://127.0.0.1:{settings['STREAMLIT_SERVER_PORT']}"
    with tempfile.TemporaryFile() as log:
        started = subprocess.Popen(
            COMMAND,
            cwd=ROOT,
            env={**inherited, **settings},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # so that make and what it starts can be ended together
        )
        try:
            if not _answers(started, f"{url}/_stcore/health"):
                log.seek(0)
                raise AssertionError(f"make run did not start the app:\n{log.read().decode(errors='replace')}")
            web = psutil.Process(started.pid).children(recursive=True)[-1]
            told = " ".join(f"{name}={value}" for name, value in settings.items())
            yield Made(web.pid, url, f"{told} make run, which ran: {' '.join(web.cmdline())}")
        finally:
            if started.poll() is None:
                os.killpg(started.pid, signal.SIGTERM)
            started.wait(timeout=PATIENCE)


def _answers(started: "subprocess.Popen[bytes]", health: str) -> bool:
    end = time.monotonic() + PATIENCE
    while started.poll() is None and time.monotonic() < end:
        try:
            if urlopen(health, timeout=2).status == 200:
                return True
        except OSError:
            time.sleep(PAUSE)
    return False

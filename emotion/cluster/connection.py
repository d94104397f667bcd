"""The way to a cluster, and sentences for what stands in it."""

import importlib.util
import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from emotion.batch.pool import quiet

HERE: Final = "local"  # address that begins a cluster of this machine alone
# Nothing is sent on unless somebody wants it; what Ray's own parts note stands in its files, not among our lines.
# Nor does a thread that asks a little too late begin a cluster of its own.
QUIET: Final = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal", "RAY_ENABLE_AUTO_CONNECT": "0"}
KNOCK: Final = 5.0  # seconds
MISSING: Final = 'a cluster needs Ray: pip install "mien[cluster]"'


class ClusterError(OSError):
    """A cluster cannot be used; the message says why and what to do."""


@contextmanager
def connected(address: str) -> Iterator[None]:
    """Be connected to a cluster until the block ends; what it still runs for this process ends with it.

    Args:
        address: HOST:PORT of its head, "auto" for the one that this machine belongs to, "local" for one that is begun
            here and ends with the block.

    Raises:
        ClusterError: Ray is not installed, there is no cluster, or it is of another version of Ray or Python.
    """
    if importlib.util.find_spec("ray") is None:
        raise ClusterError(MISSING)
    _knock(address)
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    import ray

    at_end = signal.getsignal(signal.SIGTERM)
    try:
        with quiet():
            ray.init(address, log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise ClusterError(f"no cluster can be used at {address}: {str(error).partition(chr(10))[0]}") from error
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, at_end)  # Ray has put one of its own there, which prints a stack
    try:
        yield
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """Try whether a head answers at all: Ray itself would try for two minutes, and then end the process."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdecimal():
        return
    try:
        socket.create_connection((host, int(port)), KNOCK).close()
    except (OSError, OverflowError) as error:
        raise ClusterError(f"no cluster can be used at {address}: nothing answers there") from error


def processors() -> int:
    """Return how many processors the cluster has that one is connected to, at least 1."""
    import ray

    return max(1, int(ray.cluster_resources().get("CPU", 1)))

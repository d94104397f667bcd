"""The way to a cluster, and sentences for what stands in it."""

import importlib.util
import logging
import os
import re
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
ADDRESS: Final = re.compile(r".+:[0-9]{1,5}")
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
    if ADDRESS.fullmatch(address) and not _answers(address):
        raise ClusterError(f"no cluster can be used at {address}: nothing answers there")
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


def there() -> bool:
    """Whether the head of the cluster that one is connected to still answers."""
    import ray

    return _answers(ray.get_runtime_context().gcs_address)


def _answers(address: str) -> bool:
    """Whether anything answers at HOST:PORT; where it is not, Ray would try for minutes, and then end the process."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), KNOCK).close()
    except (OSError, OverflowError):
        return False
    return True


def processors() -> int:
    """Return how many processors the cluster has that one is connected to, at least 1."""
    import ray

    return max(1, int(ray.cluster_resources().get("CPU", 1)))

"""Memory and processor time of the web process, for measuring."""

import psutil


def megabytes(pid: int) -> float:
    """Return a process's resident memory in MB (10^6 bytes)."""
    return float(psutil.Process(pid).memory_info().rss / 1e6)


def processor_seconds(pid: int) -> float:
    """Return the seconds of processor time that a process has had; unlike the clock they hold on a busy machine."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)

"""Processor time of a call."""

from collections.abc import Callable
from time import process_time


def cpu_ms(call: Callable[[int], object], count: int) -> float:
    """Return milliseconds of processor time per call, all threads of the process together, after a tenth to warm up.

    Args:
        call: what to measure; it is given 0, 1, 2 ...
        count: measured calls.
    """
    warm = max(3, count // 10)
    for index in range(warm):
        call(index)
    started = process_time()
    for index in range(warm, warm + count):
        call(index)
    return (process_time() - started) * 1000 / count

"""What visitors whose browsers read cost the server: so many at once for so long, each a program, see `visitor`."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from statistics import quantiles
from typing import Any, Final

from bench.record import ROOT
from bench.serving import megabytes, processor_seconds
from bench.streams.measure import lines, result
from tests.browser.made import made

VISITORS: Final = 40
SECONDS: Final = 60.0
PROCESSES: Final = 2  # that the visitors share
SETTLING: Final = 5.0  # seconds after all have come until the counting begins


def visitors(count: int = VISITORS, seconds: float = SECONDS) -> tuple[dict[str, float], str]:
    """Measure a fresh server, which one visitor had before; return the figures and how it was started."""
    shares = [len(range(first, count, PROCESSES)) for first in range(min(count, PROCESSES))]
    with made(MIEN_LIVE="browser") as app:
        with clients(app.url, 1) as before:
            lines(before)
            time.sleep(SETTLING)  # what is loaded once is loaded then
            result(before)
        memory = megabytes(app.pid)
        with ExitStack() as stack:
            processes = [stack.enter_context(clients(app.url, share)) for share in shares]
            for one in processes:
                lines(one)  # until all of its visitors have been answered
            print(f"  {count} visitors are there", flush=True)
            time.sleep(SETTLING)
            used, began = processor_seconds(app.pid), time.monotonic()
            time.sleep(seconds)
            used, ended = processor_seconds(app.pid) - used, time.monotonic()
            memory = megabytes(app.pid) - memory
            told = [result(one) for one in processes]
    return summed(told, (began, ended), used, memory), app.how


def summed(
    told: Sequence[Mapping[str, Any]], within: tuple[float, float], used: float, memory: float
) -> dict[str, float]:
    """Return the figures.

    Args:
        told: what each process of visitors told, see `clients.run`.
        within: when the counting began and ended, seconds of `monotonic`.
        used: processor seconds of the server in that time.
        memory: MB that the server had more than before they came.
    """
    each = [answered for one in told for answered in one["answered"]]
    began, ended = within
    took = [1000 * waited for answered in each for at, waited in answered if began <= at < ended]
    cuts = quantiles(took, n=20)
    sent, came = (sum(one["bytes"][way] for one in told) / sum(one["seconds"] for one in told) for way in (0, 1))
    return {
        "visitors at once": len(each),
        "of them lost": sum(one["lost"] for one in told),
        "processor time for each, % of a core": 100 * used / (ended - began) / len(each),
        "milliseconds from a second's numbers to the server's answer, median": cuts[9],
        "the same, 95 %": cuts[18],
        "batches answered a second, of each": len(took) / (ended - began) / len(each),
        "memory for each, MB": memory / len(each),
        "kB a second from each": sent / 1000,
        "kB a second to each": came / 1000,
    }


@contextmanager
def clients(url: str, count: int) -> Iterator["subprocess.Popen[str]"]:
    """Run a process of visitors until the block ends."""
    command = [sys.executable, "-m", "bench.browser.clients", url, str(count)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()

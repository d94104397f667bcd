"""python -m bench.cluster [COUNT]: what a Ray cluster makes of many pictures, beside the pool of one machine.

One and two processes of each read the same pictures in turns. Run by .venv-cluster, which `make test-cluster` makes.
"""

import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic
from typing import Final

from bench.files import write_pictures
from emotion.batch.pool import Pool
from emotion.batch.reader import BatchSettings, Job
from emotion.batch.run import Reads
from emotion.cluster.connection import HERE, connected
from emotion.cluster.pool import RayPool

COUNT: Final = 3000
ROUNDS: Final = 3
STEADY: Final = (0.3, 0.9)  # of the files: between them all processes read and none has run out of work
POOLS: Final[dict[str, Callable[[int], Reads]]] = {
    "pool": lambda processes: Pool(BatchSettings(), processes),
    "ray": lambda processes: RayPool(BatchSettings(), processes),
}


def measured(pool: Reads, jobs: Iterable[Job], count: int) -> tuple[float, float]:
    """Return the seconds until the first file is read, and how many a second are read from then on, in steady state."""
    started, done, seen = monotonic(), 0, []
    for table in pool.read(jobs):
        if table is not None:
            done += table.num_rows  # each picture has one face
            seen.append((done, monotonic()))
    inside = [(files, at) for files, at in seen if STEADY[0] * count <= files <= STEADY[1] * count]
    (first, begin), (last, end) = inside[0], inside[-1]
    return seen[0][1] - started, (last - first) / (end - begin)


def main(count: int) -> None:
    """Print medians of a few rounds."""
    found: dict[tuple[str, int], list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as name, connected(HERE):
        pictures = write_pictures(Path(name))
        jobs = [Job(pictures[number % len(pictures)]) for number in range(count)]
        for _ in range(ROUNDS):
            for way, make in POOLS.items():
                for processes in (1, 2):
                    found.setdefault((way, processes), []).append(measured(make(processes), jobs, count))
    rates = {key: statistics.median(rate for _, rate in rounds) for key, rounds in found.items()}
    for (way, processes), rounds in found.items():
        first = statistics.median(seconds for seconds, _ in rounds)
        each = ", ".join(f"{rate:.0f}" for _, rate in rounds)
        print(
            f"{way:5} {processes} processes: first after {first:4.1f} s, then {rates[way, processes]:6.1f}/s ({each})"
        )
    for processes in (1, 2):
        print(f"ray / pool, {processes} processes: {rates['ray', processes] / rates['pool', processes]:.2f}")
    for way in POOLS:
        print(f"{way}, from one process to two: {rates[way, 2] / rates[way, 1]:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else COUNT)

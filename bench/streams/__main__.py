"""python -m bench.streams [SECONDS [CAMERAS ...]]: cameras that read faces, beside each the same transport alone."""

import json
import sys
from typing import Final

from bench.streams.measure import Streams, streams

SECONDS: Final = 20.0
CAMERAS: Final = (1, 2, 4, 8)


def main(seconds: float, counts: tuple[int, ...]) -> None:
    """Measure in turns, so that a slow minute of the machine meets both, and print a row for each and all as JSON."""
    print("cameras  what   frames/s each (least)  latency ms p50  p95  CPU ms/frame  cores  MB  held to")
    measured: list[Streams] = []
    for count in counts:
        for reads in (False, True):
            one = streams(count, reads, seconds)
            measured.append(one)
            rate = sum(one.rates) / count
            print(
                f"{count:7}  {'reads' if reads else 'echo ':5}  {rate:13.1f} ({min(one.rates):4.1f})"
                f"  {one.latency[0]:14.0f}  {one.latency[1]:4.0f}  {one.milliseconds:12.1f}  {one.cores:5.2f}"
                f"  {one.megabytes:4.0f}  {one.step[0]:.1f} of {one.step[1]:.0f}",
                flush=True,
            )
            print("         " + ", ".join(f"{name} {share:.2f}" for name, share in list(one.threads.items())[:6]))
    print(json.dumps([one.told() for one in measured]))


if __name__ == "__main__":
    given = sys.argv[1:]
    main(float(given[0]) if given else SECONDS, tuple(map(int, given[1:])) or CAMERAS)

"""python -m bench.streams [SECONDS [CAMERAS ...]]: cameras that read faces, beside each the same transport alone."""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from bench.streams.measure import Streams, streams

# Cameras and the seconds for which they are counted: with more than fit, for a minute, in which latency must not grow.
USUAL: Final = {1: 20.0, 2: 20.0, 4: 20.0, 8: 60.0, 12: 60.0}


def measured(counts: Mapping[int, float] = USUAL) -> tuple[Streams, ...]:
    """Measure in turns, so that a slow minute of the machine meets both, and print a row for each.

    Args:
        counts: seconds by number of cameras.
    """
    print("cameras  what   frames/s each (least)  latency ms p50  p95  later  CPU ms/frame  cores  MB  held to")
    found: list[Streams] = []
    for count, seconds in counts.items():
        for reads in (False, True):
            one = streams(count, reads, seconds)
            found.append(one)
            print(
                f"{count:7}  {'reads' if reads else 'echo ':5}  {one.rate:13.1f} ({min(one.rates):4.1f})"
                f"  {one.latency[0]:14.0f}  {one.latency[1]:4.0f}  {one.drift:5.2f}  {one.milliseconds:12.1f}"
                f"  {one.cores:5.2f}  {one.megabytes:4.0f}  {one.step[0]:g} of {one.step[1]:g}",
                flush=True,
            )
            print("         " + ", ".join(f"{name} {share:.2f}" for name, share in list(one.threads.items())[:6]))
    return tuple(found)


if __name__ == "__main__":
    given = sys.argv[1:]
    asked = {int(count): float(given[0]) for count in given[1:]} or USUAL
    print(json.dumps([asdict(one) for one in measured(asked)]))

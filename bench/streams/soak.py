"""python -m bench.streams.soak [MINUTES]: two cameras for half an hour, past the end of RTP's numbers: docs/soak.md."""

import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from statistics import quantiles
from typing import Final

from bench.record import ROOT, empty
from bench.streams.measure import client, lines, result, server

MINUTES: Final = 30
CAMERAS: Final = 2
PAGE: Final = ROOT / "docs" / "soak.md"
TURN: Final = 2**16  # numbers that RTP has for packets
Minute = tuple[float, float, float, float]  # frames a second each, milliseconds median and 95 %, memory in MB


def main(minutes: int) -> None:
    """Run, print each minute, and write the page where it was as long as usual."""
    memory: list[float] = []
    with server() as (url, process), ExitStack() as stack:
        cameras = [stack.enter_context(client(url, True)) for _ in range(CAMERAS)]
        for one in cameras:
            lines(one)
        began = time.monotonic()
        for minute in range(minutes):
            time.sleep(max(0.0, began + 60 * (minute + 1) - time.monotonic()))
            memory.append(process.memory_info().rss / 1e6)
            print(f"minute {minute + 1}: {memory[-1]:.0f} MB", flush=True)
        told = [result(one) for one in cameras]
    found = [
        summed(
            [1000 * took for one in told for at, took in one["came"] if 60 * minute <= at - began < 60 * (minute + 1)],
            used,
        )
        for minute, used in enumerate(memory)
    ]
    packets = [int(number) for one in told for number in one["packets"]]
    text = page(found, packets)
    print(text)
    if minutes >= MINUTES:
        PAGE.write_text(text, encoding="utf-8")


def summed(milliseconds: list[float], used: float) -> Minute:
    """Return a minute's figures."""
    cuts = quantiles(milliseconds, n=20)
    return len(milliseconds) / 60 / CAMERAS, cuts[9], cuts[18], used


def page(minutes: list[Minute], packets: list[int]) -> str:
    """Return the page.

    Args:
        minutes: in their order.
        packets: that each camera sent and received.
    """
    machine = empty().machine
    rows = [f"| {number} | {a:.1f} | {b:.0f} | {c:.0f} | {d:.0f} |" for number, (a, b, c, d) in enumerate(minutes, 1)]
    date, counted = datetime.now(UTC).date().isoformat(), ", ".join(f"{number:,}" for number in packets)
    return f"""# {CAMERAS} cameras for {len(minutes)} minutes

Written by `python -m bench.streams.soak {len(minutes)}` on {date}, on {machine["processors"]} processors
({machine["processor"]}) that the cameras and other work shared. The packets of each camera, sent and received:
{counted}. RTP numbers {TURN:,} and begins again, so each way did that at least {min(packets) // TURN} times.

| minute | frames a second each | latency ms | 95 % | memory MB |
|---|---|---|---|---|
{chr(10).join(rows)}
"""


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else MINUTES)

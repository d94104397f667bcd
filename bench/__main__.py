"""python -m bench [PART ...]: what a start, a frame, a picture and a camera cost; all parts are written into docs/."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bench import quoted, ratios, record, report
from bench.browser.parts import measured as browsers
from bench.camera import camera
from bench.files import files
from bench.first_minute import first_minute
from bench.interface import interface
from bench.ours import codec, ours
from bench.page import page
from bench.photos import photos
from bench.record import Part
from bench.start import start
from bench.streams.__main__ import measured as streams
from bench.videos import videos
from emotion.web.server.settings import HostSettings

FRAMES: Final = 150
MODEL: Final = HostSettings().model  # that the app opens with
STREAMS: Final = "streams"
BROWSERS: Final = "browsers"


def articles() -> dict[str, float]:
    """Measure the articles' loop in a process of its own, since it loads TensorFlow."""
    command = [sys.executable, "-m", "bench.articles", str(FRAMES)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    return dict(json.loads(told))


def live() -> Part:
    """Measure one visit with the camera on."""
    found = camera()
    rows = {
        **{f"memory, {name}, MB": value for name, value in found.megabytes.items()},
        "share of a core with the page open and the camera off, %": 100 * found.idle,
        "frames a second": found.rate,
        "processor time for each frame, ms": found.milliseconds,
    }
    return Part("The web process with one camera in a browser", rows, found.how)


def minute() -> Part:
    """Measure ten first visits."""
    found = first_minute()
    rows = {
        "seconds to the first labelled face, median": found.label,
        "the same, the first visitor after a start": found.first.label,
        **{f"kB of the first screen, {owner}": value for owner, value in found.kilobytes.items()},
    }
    return Part(f"The first minute, {len(found.visits)} visits by a browser that knows nothing of the page", rows)


PARTS: Final[dict[str, Callable[[], Part]]] = {
    "frame": lambda: Part("Milliseconds of processor time for a frame of 640×480 with one face", ours(FRAMES, MODEL)),
    "codec": lambda: Part("Milliseconds of aiortc's video codec for the same frame", codec(FRAMES)),
    "articles": lambda: Part("Milliseconds of the articles' loop for the same frame", articles()),
    "live": live,
    "page": lambda: Part("Cores that the server takes with one camera in a browser, by part", page()),
    "minute": minute,
    "start": lambda: Part("A cold start, median of three", start()),
    "photos": lambda: Part("Still pictures", photos(MODEL)),
    "files": lambda: Part("Many pictures of 640×480 with one face by the command line", files()),
    "interface": lambda: Part("The HTTP interface alone, asked for a minute", interface()),
    "videos": lambda: Part("A video of 640×360 with one face, and memory over a long one", videos(MODEL)),
}


ALL: Final = {*PARTS, STREAMS, BROWSERS}


def main(names: set[str]) -> None:
    """Measure one after the other, so that nothing runs beside what is measured; write it where all was measured."""
    found = record.empty()
    for name, measure in PARTS.items():
        if name in names:
            part = measure()
            found.parts[name] = part
            print(f"\n{report.plain(part)}", flush=True)
    if BROWSERS in names:
        found.parts.update(browsers())
    if STREAMS in names:
        print()
        found = replace(found, streams=streams())
    found = record.rounded(found)
    found = replace(found, ratios=ratios.of(found))
    print("\nRatios", *(f"  {one.name:<90}{one.value:9.2f}  (goal: {one.goal})" for one in found.ratios), sep="\n")
    if names == ALL:
        record.write(found)
        quoted.write(record.read())


if __name__ == "__main__":
    asked = set(sys.argv[1:])
    if asked - ALL:
        raise SystemExit(f"{', '.join(sorted(asked - ALL))}: expected some of {', '.join(sorted(ALL))}")
    main(asked or ALL)

"""python -m bench: prints what a start, a frame and a picture cost, beside the articles' loop and the video codec."""

import json
import subprocess
import sys

from bench.camera import camera
from bench.first_minute import first_minute
from bench.ours import codec, ours
from bench.photos import photos
from bench.start import start
from bench.videos import videos
from emotion.web.server.settings import HostSettings

FRAMES = 150
CORES, RATE = 2, 15  # for which we say how many cameras they carry
MODEL = HostSettings().model  # that the app opens with


def main() -> None:
    """Measure one after the other, so that nothing runs beside what is measured."""
    table("A cold start, median of three", start())
    print(f"\nMilliseconds of processor time per 640x480 frame with one face, mean of {FRAMES}.")
    command = [sys.executable, "-m", "bench.articles", str(FRAMES)]
    articles = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
    mine, video = ours(FRAMES, MODEL), codec(FRAMES)
    table("The articles' loop", articles)
    table("Mien, each step when it runs", mine)
    table("The video codec, which every such app pays", video)
    table("A video file of 640x360, one face, and the memory over a long one", videos(MODEL))
    loop, callback, coding = articles["the whole loop"], mine["the whole callback"], sum(video.values())
    print(f"\nThe loop costs {loop / callback:.1f} times what Mien's callback costs (goal: 20).")
    print(f"Mien's callback costs {callback / coding:.2f} times what the codec costs (goal: under 1).")
    table("Still pictures", photos(MODEL))
    measured = camera()
    print(f"\nThe app was started so, here and for the cold start: {measured.how}")
    table("Memory of the web process, MB", measured.megabytes)
    print(f"\nWith a camera on: {measured.megabytes['camera on']:.0f} MB (goal: under 350).")
    print(f"With the page open and the camera off it takes {100 * measured.idle:.1f} % of a core (goal: nothing).")
    print(
        f"With it on it had {measured.rate:.0f} frames a second, {measured.milliseconds:.1f} ms of processor time each."
    )
    streams = CORES * 1000 / (measured.milliseconds * RATE)
    print(f"So {CORES} cores have time for {streams:.0f} cameras of {RATE} frames a second (goal: 8).")
    minute = first_minute()
    visits = len(minute.visits)
    print("\nFrom opening a warm server's page to the first labelled face, in a browser that knows nothing of it:")
    print(f"{minute.label:.1f} s, median of {visits} (goal: 3); the first visitor {minute.first.label:.1f} s.")
    table("The first screen's weight, kB", minute.kilobytes)


def table(title: str, rows: dict[str, float]) -> None:
    """Print rows of a name and a figure."""
    print(f"\n{title}")
    for name, value in rows.items():
        print(f"  {name:<40}{value:9.2f}")


if __name__ == "__main__":
    main()

"""Runs the app with a tap on what it read: python tapped_server.py FOLDER PORT [RUNS].

Every analysed frame is written to FOLDER as the server decoded it, with its time and what was read, so that a test can
ask the core the same again. On SIGUSR1 the names of the process's threads and modules are written there. From a SIGUSR2
until the next one every camera tells that frames were dropped, as on a machine that is too busy. With RUNS, a
folder, the page on training shows the runs that lie there. The app itself has no such thing: it is laid over it from
outside, and only ever sees the tests' own camera.
"""

import json
import os
import signal
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import Any

import av
import numpy as np
from streamlit.web import cli

import emotion.images.input
import emotion.live.callback
from emotion.images.frames import rgb_of
from emotion.images.luma import GreyPicture, luma
from emotion.live.pace import Pace
from emotion.results import FrameResult
from emotion.tracking import Tracker

ROOT = Path(__file__).resolve().parents[2]


def tap(folder: Path) -> None:
    """Write each analysed frame and its result."""
    current = threading.local()

    def remembered(frame: av.VideoFrame) -> GreyPicture:
        current.picture, current.frame = luma(frame), frame
        return current.picture

    class TappedTracker(Tracker):
        def update(self, result: FrameResult, at: float, another_scene: bool = False) -> FrameResult:
            answer = super().update(result, at, another_scene)
            partial = folder / f"{threading.get_ident()}.partial.npz"
            picture = {"pixels": current.picture.pixels, "limited_range": current.picture.limited_range}
            np.savez(partial, at=at, colour=rgb_of(current.frame), another_scene=another_scene, **picture)
            os.replace(partial, folder / f"frame{result.frame:06}.npz")
            write(folder / f"frame{result.frame:06}.json", asdict(answer))
            return answer

    emotion.images.input.luma = remembered
    emotion.live.callback.Tracker = TappedTracker  # type: ignore[misc]


def report(folder: Path) -> None:
    """Write the names of threads and modules on SIGUSR1."""

    def answer(number: int, frame: FrameType | None) -> None:
        names = [thread.name for thread in threading.enumerate()]
        numbers = {str(thread.native_id): thread.name for thread in threading.enumerate()}
        write(folder / "process.json", {"threads": names, "numbers": numbers, "modules": sorted(sys.modules)})

    signal.signal(signal.SIGUSR1, answer)


def load() -> None:
    """Pretend a busy machine from one SIGUSR2 to the next."""
    busy = threading.Event()
    told = Pace.told

    def tell(pace: Pace, frames: int, passed: float, computed: float) -> None:
        told(pace, 3 if busy.is_set() else 1, computed, computed)

    Pace.told = tell  # type: ignore[assignment,method-assign]
    signal.signal(signal.SIGUSR2, lambda number, frame: busy.clear() if busy.is_set() else busy.set())


def show_runs(folder: Path) -> None:
    """Have the page on training look for runs in a folder of the test's."""
    import emotion.web.shared.model_records as model_records

    vars(model_records)["RUNS"] = folder


def write(path: Path, values: Any) -> None:
    """Write JSON, whole or not at all."""
    partial = path.with_suffix(f".{threading.get_ident()}.partial")
    partial.write_text(json.dumps(values, default=str), encoding="utf-8")  # an issue by its name
    os.replace(partial, path)


if __name__ == "__main__":
    tap(Path(sys.argv[1]))
    report(Path(sys.argv[1]))
    load()
    if sys.argv[3:]:
        show_runs(Path(sys.argv[3]))
    os.chdir(ROOT)
    sys.argv = ["streamlit", "run", "serve.py", "--server.port", sys.argv[2], "--server.address", "127.0.0.1"]
    sys.argv += ["--server.headless", "true"]
    cli.main()

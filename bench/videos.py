"""What a video file costs: how many times real time it is read and annotated, and memory over a long one."""

import tempfile
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

import av
import cv2
import psutil

from emotion.analysis import Analyzer
from emotion.detection.presets import make_detector
from emotion.models.store import ModelStore
from emotion.video.analysis import analyze_video
from emotion.video.settings import Progress, VideoSettings
from tests.browser import scene

SECONDS = 6  # of the video whose speed is measured, 640x360, 30 frames a second, one face
MINUTES = 10  # of the one whose memory is measured, 160x120, 5 frames a second, every frame read and written


def videos(model: str, seconds: int = SECONDS, minutes: float = MINUTES) -> dict[str, float]:
    """Return how many seconds of video a second of processor time does, and resident memory in MB (10^6 bytes)."""
    cv2.setNumThreads(1)  # as the web process does
    loaded = ModelStore().load_model(model)
    analyzer = Analyzer(make_detector("video"), loaded.classifier(), loaded.threshold)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip = _clip(folder / "clip.mp4", seconds * 30, 30, 640, 360)
        long = _clip(folder / "long.mp4", round(minutes * 300), 5, 160, 120)
        read = partial(analyze_video, clip, analyzer)
        rates = {
            "times real time, read": seconds / _cpu_seconds(read),
            "times real time, read and annotated": seconds / _cpu_seconds(partial(read, annotate=folder / "out.mp4")),
        }
        return {**rates, **_memory(long, analyzer)}


def _clip(path: Path, count: int, rate: int, width: int, height: int) -> Path:
    pictures: list[Any] = [cv2.resize(scene.picture(number), (width, height)) for number in range(scene.FRAMES)]
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libx264", rate=rate, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for index in range(count):
            frame = av.VideoFrame.from_ndarray(pictures[index % len(pictures)], format="rgb24")
            frame.pts, frame.time_base = index, Fraction(1, rate)
            file.mux(stream.encode(frame))
        file.mux(stream.encode())
    return path


def _cpu_seconds(call: Callable[[], object]) -> float:
    started = process_time()
    call()
    return process_time() - started


def _memory(path: Path, analyzer: Analyzer) -> dict[str, float]:
    process, found = psutil.Process(), dict[str, float]()

    def note(progress: Progress) -> None:
        if progress.share > 0.05:
            found.setdefault("MB after 5 % of a long video", process.memory_info().rss / 1e6)

    settings, annotated = VideoSettings(every=1), path.with_name("out.mp4")
    timeline = analyze_video(path, analyzer, settings, progress=note, annotate=annotated).timeline
    found["MB at its end"] = process.memory_info().rss / 1e6
    found["minutes that it lasts"] = timeline.seconds / 60
    found["kB of results kept"] = (timeline.faces.nbytes + timeline.results.nbytes) / 1e3
    return found

"""Reading a video holds no more memory at its end than at its beginning."""

import gc
import tracemalloc
from pathlib import Path
from typing import Final

import av
import numpy as np
import numpy.typing as npt

from emotion.analysis import Analyzer
from emotion.classification.base import Classified, InputSpec
from emotion.detection.base import Detection
from emotion.images.input import InputPicture
from emotion.results import Box
from emotion.video.analysis import analyze_video
from emotion.video.settings import Progress
from tests.support.clips import steady, write_clip
from tests.support.fakes import Always
from tests.support.video_results import read

FRAMES: Final = 800  # so that what Python and NumPy keep for reuse, up to 16 kB in the whole suite, is little beside it
OURS: Final = tracemalloc.Filter(inclusive=True, filename_pattern="*/emotion/*")  # not what other threads ask for


def test_memory_does_not_grow_with_the_length(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(FRAMES), (64, 64))
    used: dict[int, int] = {}

    def measure(progress: Progress) -> None:
        frame = round(progress.at * 10)
        if frame in (100, FRAMES - 1):
            gc.collect()
            used[frame] = sum(trace.size for trace in tracemalloc.take_snapshot().filter_traces([OURS]).traces)

    tracemalloc.start()
    try:
        analyze_video(path, Analyzer(Forgetful(), Forgetful(), 0.5), progress=measure)
    finally:
        tracemalloc.stop()
    assert used[FRAMES - 1] - used[100] < (FRAMES - 101) * 100, "not even 100 bytes a face"


def test_frames_do_not_wait_for_the_garbage_collector(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(30), (64, 64), rotation=90)
    alive: list[int] = []

    def count(progress: Progress) -> None:
        alive.append(sum(issubclass(type(one), av.VideoFrame) for one in gc.get_objects()))

    gc.collect()
    gc.disable()
    try:
        read(path, progress=count, annotate=tmp_path / "annotated.mp4")
    finally:
        gc.enable()
    assert 1 <= max(alive) < 10


class Forgetful:
    """A detector and a classifier that keep nothing."""

    margin = 0.02
    input = InputSpec()

    def detect(self, picture: InputPicture) -> tuple[Detection, ...]:
        return (Detection(Box(10, 10, 40, 40)),)

    def classify(self, faces: npt.NDArray[np.uint8]) -> Classified:
        return Always("sad").classify(faces)

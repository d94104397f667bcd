"""Video files read with a detector that finds the same boxes in every frame."""

from pathlib import Path
from typing import Any

import av
import numpy as np

from emotion.analysis import Analyzer
from emotion.images.types import Picture
from emotion.results import Box
from emotion.video.analysis import analyze_video
from emotion.video.result import VideoResult
from emotion.video.settings import VideoSettings
from tests.support.fakes import Always, FakeDetector

BOX = Box(40, 30, 60, 60)


def fake_analyzer(*boxes: Box) -> Analyzer:
    return Analyzer(FakeDetector(boxes or (BOX,)), Always("happy"), 0.5)


def read(path: Path, settings: VideoSettings | None = None, **more: Any) -> VideoResult:
    return analyze_video(path, fake_analyzer(), settings, **more)


def annotate(source: Path, settings: VideoSettings | None = None, **more: Any) -> tuple[VideoResult, Path]:
    """Read a video and annotate it; return its result and the path of the annotated one."""
    target = source.with_name("annotated.mp4")
    return analyze_video(source, fake_analyzer(), settings, annotate=target, **more), target


def pictures_of(path: Path) -> list[Picture]:
    with av.open(str(path)) as file:
        return [np.asarray(frame.to_ndarray(format="rgb24")) for frame in file.decode(video=0)]

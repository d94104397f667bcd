"""Video files read with a detector that finds the same boxes in every frame."""

from pathlib import Path
from typing import Any

from emotion.analysis import Analyzer
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

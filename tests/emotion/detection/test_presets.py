"""One choice makes the detector of each page, as sensitive as it says."""

from typing import get_args

import pytest

from emotion.detection.base import Detection, Purpose
from emotion.detection.haar import HaarDetector, HaarSettings
from emotion.detection.photos import PhotoDetector
from emotion.detection.presets import DETECTORS, SENSITIVITIES, DetectorChoice, RegisteredDetector, make_detector
from emotion.detection.stream import RoiDetector
from emotion.results import Box
from tests.support.fakes import FakeDetector


@pytest.mark.parametrize(
    ("purpose", "kind"), [("photo", PhotoDetector), ("video", HaarDetector), ("stream", RoiDetector)]
)
def test_without_a_choice_the_cascade_searches_as_the_purpose_asks(purpose: Purpose, kind: type) -> None:
    assert type(make_detector(purpose)) is kind


def test_normal_is_how_videos_were_always_searched() -> None:
    detector = make_detector("video")
    assert isinstance(detector, HaarDetector)
    assert detector.settings == HaarSettings()


def test_a_higher_sensitivity_looks_for_smaller_faces_with_fewer_hits() -> None:
    made = [make_detector("video", DetectorChoice(sensitivity=sensitivity)) for sensitivity in SENSITIVITIES]
    settings = [detector.settings for detector in made if isinstance(detector, HaarDetector)]
    assert [one.min_face_size for one in settings] == [0.28, 0.2, 0.12]
    assert [one.min_neighbors for one in settings] == [7, 5, 4]


@pytest.mark.parametrize("purpose", get_args(Purpose))
def test_another_detector_is_made_by_its_name(purpose: Purpose, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    def make(*wish: str) -> FakeDetector:
        asked.append((wish[0], wish[1]))
        return FakeDetector()

    monkeypatch.setitem(DETECTORS, "other", RegisteredDetector("Another one", make))
    assert isinstance(make_detector(purpose, DetectorChoice("other", "high")), FakeDetector)
    assert asked == [(purpose, "high")]


def test_a_detector_that_nobody_registered_is_refused() -> None:
    with pytest.raises(ValueError, match="detector: expected one of haar; found 'retina'"):
        make_detector("photo", DetectorChoice("retina"))


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_a_score_is_a_share_or_none(score: float) -> None:
    assert [Detection(Box(0, 0, 9, 9), known).score for known in (None, 0.0, 1.0)] == [None, 0.0, 1.0]
    with pytest.raises(ValueError, match="score: expected 0 to 1, or None"):
        Detection(Box(0, 0, 9, 9), score)

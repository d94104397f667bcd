"""One choice makes the detector of each page, as sensitive as it says."""

from typing import get_args

import pytest

from emotion.detection import presets
from emotion.detection.base import Detection, Purpose
from emotion.detection.blazeface import BlazeFaceDetector
from emotion.detection.haar import HaarDetector, HaarSettings
from emotion.detection.photos import PhotoDetector
from emotion.detection.presets import (
    BLAZEFACE,
    BOTH,
    DETECTORS,
    HAAR,
    SENSITIVITIES,
    DetectorChoice,
    RegisteredDetector,
    available,
    make_detector,
)
from emotion.detection.stream import StreamDetector
from emotion.detection.tiles import TiledDetector
from emotion.results import Box
from tests.support.fakes import FakeDetector


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        (HAAR, (PhotoDetector, HaarDetector, StreamDetector)),
        (BLAZEFACE, (TiledDetector, BlazeFaceDetector, StreamDetector)),
        (BOTH, (TiledDetector, BlazeFaceDetector, StreamDetector)),
    ],
)
def test_each_detector_searches_as_the_purpose_asks(name: str, kinds: tuple[type, ...]) -> None:
    made = [make_detector(purpose, DetectorChoice(name)) for purpose in get_args(Purpose)]
    assert [type(detector) for detector in made] == list(kinds)


def test_both_together_is_what_is_taken_without_a_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    both, haar = FakeDetector(), FakeDetector()
    monkeypatch.setitem(DETECTORS, BOTH, RegisteredDetector("both", lambda *_: both))
    monkeypatch.setitem(DETECTORS, HAAR, RegisteredDetector("haar", lambda *_: haar))

    assert make_detector("stream") is both
    monkeypatch.setitem(DETECTORS, BOTH, RegisteredDetector("both", lambda *_: both, lambda: "its file is missing"))
    assert make_detector("stream") is haar
    assert BOTH not in available()
    with pytest.raises(ValueError, match="detector: its file is missing; found 'both'"):
        make_detector("stream", DetectorChoice(BOTH))


def test_normal_is_how_the_cascade_always_searched_videos() -> None:
    detector = make_detector("video", DetectorChoice(HAAR))
    assert isinstance(detector, HaarDetector)
    assert detector.settings == HaarSettings()


def test_a_higher_sensitivity_looks_for_smaller_faces_with_fewer_hits() -> None:
    made = [make_detector("video", DetectorChoice(HAAR, sensitivity)) for sensitivity in SENSITIVITIES]
    settings = [detector.settings for detector in made if isinstance(detector, HaarDetector)]
    assert [setting.min_face_size for setting in settings] == [0.28, 0.2, 0.12]
    assert [setting.min_neighbors for setting in settings] == [7, 5, 4]


def test_a_higher_sensitivity_asks_blazeface_for_less() -> None:
    made = [make_detector("video", DetectorChoice(BLAZEFACE, sensitivity)) for sensitivity in SENSITIVITIES]
    settings = [detector.settings for detector in made if isinstance(detector, BlazeFaceDetector)]
    for name in ("proposed", "confirmed", "together"):
        values = [getattr(setting, name) for setting in settings]
        assert values == sorted(values, reverse=True)
        assert len(set(values)) == len(SENSITIVITIES)


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
    with pytest.raises(ValueError, match="detector: expected one of both, haar, blazeface; found 'retina'"):
        make_detector("photo", DetectorChoice("retina"))


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_a_score_is_a_share_or_none(score: float) -> None:
    assert [Detection(Box(0, 0, 9, 9), known).score for known in (None, 0.0, 1.0)] == [None, 0.0, 1.0]
    with pytest.raises(ValueError, match="score: expected 0 to 1, or None"):
        Detection(Box(0, 0, 9, 9), score)


def test_the_cascade_is_the_one_that_runs_everywhere() -> None:
    assert presets.DETECTORS[HAAR].problem() == ""

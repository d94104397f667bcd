"""Another detector, by its name: it finds the faces of collections, and the margin of its crops is measured."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from emotion.detection.base import Detector, Purpose, Sensitivity
from emotion.detection.haar import HaarDetector, HaarSettings
from emotion.detection.presets import DETECTORS, DetectorChoice, RegisteredDetector
from emotion.results import Box
from tests.support.fakes import FakeDetector
from training.data import crop_calibration
from training.data.crop_calibration import BORDER, ENLARGED, CropCalibration
from training.data.one_face import CASCADE, one_face_detector
from training.data.read_other import read_other

FAKE = DetectorChoice("fake", "high")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Purpose, Sensitivity]]:
    """What a second detector was made for; it sees a face of half the enlarged side, a quarter below the middle."""
    made: list[tuple[Purpose, Sensitivity]] = []

    def make(purpose: Purpose, sensitivity: Sensitivity) -> Detector:
        made.append((purpose, sensitivity))
        return FakeDetector([Box(BORDER + ENLARGED // 4, BORDER + ENLARGED // 2, ENLARGED // 2, ENLARGED // 2)])

    monkeypatch.setitem(DETECTORS, "fake", RegisteredDetector("Fake", make))
    return made


def test_the_cascade_searches_with_settings_of_its_own(asked: list[tuple[Purpose, Sensitivity]]) -> None:
    settings = HaarSettings(min_face_size=0.5)

    detector = one_face_detector(CASCADE, settings)

    assert isinstance(detector, HaarDetector)
    assert detector.settings == settings
    assert asked == []


def test_a_collection_is_read_with_the_chosen_detector(
    asked: list[tuple[Purpose, Sensitivity]], tmp_path: Path
) -> None:
    (tmp_path / "happy").mkdir()
    Image.new("L", (160, 160), 90).save(tmp_path / "happy" / "1.png")  # the cascade finds nothing in it

    assert read_other(tmp_path, "folder", choice=FAKE).pixels.shape == (1, 48, 48)
    assert asked == [("photo", "high")]


def test_the_margin_of_its_crops_is_measured(asked: list[tuple[Purpose, Sensitivity]]) -> None:
    faces = np.full((3, 48, 48), 90, np.uint8)

    assert crop_calibration.measure(faces, FAKE) == CropCalibration(detected=1.0, margin=1.0, right=0.0, down=0.25)
    with pytest.raises(ValueError, match="found no face in any"):
        crop_calibration.measure(faces)


def test_an_unknown_detector_is_refused(tmp_path: Path) -> None:
    (tmp_path / "happy").mkdir()

    with pytest.raises(ValueError, match="detector: expected one of both, haar, blazeface; found 'fake'"):
        read_other(tmp_path, "folder", choice=FAKE)

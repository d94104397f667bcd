"""Things that are no face: made the same each time, of the right form, and some of them found by detectors."""

import numpy as np
import pytest

from emotion.detection import model_files
from training.data.no_faces import patterns, wrong_finds


def test_patterns_differ_from_each_other_and_come_again_with_their_seed() -> None:
    made = patterns(40, 1)

    assert made.shape == (40, 48, 48)
    assert made.dtype == np.uint8
    assert len({face.tobytes() for face in made}) == 40
    assert (made.std(axis=(1, 2)) > 1).all(), "a plain picture teaches nothing that the next one does not"
    np.testing.assert_array_equal(patterns(40, 1), made)
    assert not np.array_equal(patterns(40, 2), made)


def test_no_pattern_is_an_ordinary_case() -> None:
    assert patterns(0, 1).shape == (0, 48, 48)
    assert wrong_finds(0, 1).shape == (0, 48, 48)


@pytest.mark.parametrize("blazeface", [True, False])
def test_detectors_find_some_of_them_as_faces(blazeface: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not blazeface:
        monkeypatch.setattr(model_files, "problem", lambda: "its files are missing")

    found = wrong_finds(60, 5)

    assert found.dtype == np.uint8
    assert found.shape[1:] == (48, 48)
    assert len(found) >= (6 if blazeface else 1)
    np.testing.assert_array_equal(wrong_finds(60, 5), found)

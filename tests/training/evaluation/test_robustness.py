"""Accuracy by condition and level, with votes and without, for networks that fail where they are told to."""

import numpy as np
import pytest

from training.data.corruptions import CONDITIONS, Condition
from training.data.faceset import FaceSet
from training.evaluation import robustness
from training.evaluation.robustness import WEBCAM_LEVELS, corrupted, measure


def by_brightness(faces: np.ndarray) -> np.ndarray:
    """Answer a face's grey, in tens."""
    return np.eye(7, dtype=np.float32)[(faces[:, 0, 0] // 10).clip(0, 6)]


def dimmed(faces: np.ndarray, level: float) -> np.ndarray:
    return (faces - level).astype(np.uint8)


def public(labels: list[int], votes: list[int | None] | None = None) -> FaceSet:
    """Return a face of grey 10 * label for each label, its votes all for one label or split between three."""
    pixels = np.stack([np.full((48, 48), 10 * label, np.uint8) for label in labels])
    cast = None
    if votes is not None:
        cast = np.array([[4, 3, 3] + [0] * 7 if vote is None else 10 * np.eye(10, dtype=int)[vote] for vote in votes])
    names = np.array([f"row {index}" for index in range(len(labels))])
    return FaceSet(pixels, np.array(labels), np.full(len(labels), "public"), names, votes=cast)


DIMMER = Condition("dim", "Dimmer", "grey levels", (0, 10, 20), dimmed)


def test_levels_run_from_the_unchanged_face() -> None:
    found = measure(by_brightness, public([2, 2, 2, 6]), conditions=[DIMMER])

    assert found == {
        "split": "public",
        "count": 4,
        "conditions": [
            {
                "name": "dim",
                "title": "Dimmer",
                "unit": "grey levels",
                "levels": [0, 10, 20],
                "accuracy": [1.0, 0.0, 0.0],
                "balanced_accuracy": [1.0, 0.0, 0.0],
            }
        ],
    }


def test_the_majority_counts_the_faces_that_have_one() -> None:
    faces = public([2, 3, 4, 6], votes=[1, 2, None, 6])

    (found,) = measure(by_brightness, faces, conditions=[DIMMER])["conditions"]

    assert found["accuracy"] == [1.0, 0.0, 0.0]
    assert found["majority_accuracy"] == pytest.approx([1 / 3, 2 / 3, 0.0])


def test_votes_without_any_majority_give_no_figure() -> None:
    (found,) = measure(by_brightness, public([2], votes=[None]), conditions=[DIMMER])["conditions"]

    assert "majority_accuracy" not in found


def test_the_unchanged_face_is_read_once_and_untouched() -> None:
    seen: list[int] = []

    def predict(faces: np.ndarray) -> np.ndarray:
        seen.append(int(faces[0, 0, 0]))
        return by_brightness(faces)

    measure(predict, public([5]), conditions=[DIMMER, DIMMER])

    assert seen == [50, 40, 30, 40, 30]


def test_no_face_is_refused() -> None:
    empty = public([1]).where(np.array([False]))

    with pytest.raises(ValueError, match="PublicTest faces, and there is none"):
        measure(by_brightness, empty)


def test_corrupted_faces_are_read_at_one_level_of_each_condition(monkeypatch: pytest.MonkeyPatch) -> None:
    dimmer, same = DIMMER, Condition("same", "Same", "", (0, 5), lambda faces, level: faces)
    unused = Condition("unused", "Unused", "", (0, 1), lambda faces, level: faces * 0)
    monkeypatch.setattr(robustness, "CONDITIONS", (dimmer, unused, same))
    monkeypatch.setattr(robustness, "WEBCAM_LEVELS", {"same": 5, "dim": 20})

    # Dimmed by 20, each face is read as two labels lower.
    found = corrupted(by_brightness, public([2, 2, 4, 6], votes=[2, 0, None, 4]))

    majority = pytest.approx((2 / 3 + 1 / 3) / 2)
    assert found == {
        **{"accuracy": (0 + 1) / 2, "balanced_accuracy": (0 + 1) / 2},
        **{"majority_accuracy": majority, "majority_balanced_accuracy": (1 / 2 + 1 / 2) / 2},
    }
    assert set(corrupted(by_brightness, public([2]))) == {"accuracy", "balanced_accuracy"}


def test_the_corruptions_are_levels_that_robustness_has() -> None:
    levels = {condition.name: condition.levels for condition in CONDITIONS}

    assert all(level in levels[name] for name, level in WEBCAM_LEVELS.items())
    assert all(level not in levels[name][:1] for name, level in WEBCAM_LEVELS.items())

"""Cuts and jumps of a camera, and what is none."""

import numpy as np
import pytest

from emotion.images.scene import SceneWatch


@pytest.fixture
def grey(astronaut: np.ndarray) -> np.ndarray:
    return np.asarray(astronaut.mean(axis=2), np.uint8)


def changes(*pictures: np.ndarray) -> list[bool]:
    watch = SceneWatch()
    return [watch.changed(np.asarray(picture, np.uint8)) for picture in pictures]


def test_another_scene_is_told_once(grey: np.ndarray) -> None:
    other = 255 - np.rot90(grey)
    assert changes(grey, grey, other, other, grey) == [False, False, True, False, True]


def test_movement_noise_and_light_are_no_other_scene(grey: np.ndarray) -> None:
    noisy = np.clip(grey + np.random.default_rng(1).normal(0, 20, grey.shape), 0, 255)
    assert changes(grey, np.roll(grey, 25, 1), grey // 4, noisy, grey[::2, ::2]) == [False] * 5


def test_pictures_that_show_nothing_are_not_compared(grey: np.ndarray) -> None:
    black = np.zeros_like(grey)
    assert changes(black, grey, black, black + 1) == [False] * 4


@pytest.mark.parametrize("shape", [(1, 1), (2, 900)])
def test_the_smallest_pictures_are_no_error(shape: tuple[int, int]) -> None:
    assert changes(np.zeros(shape), np.ones(shape)) == [False, False]

"""Each change does what its name says, to one face as to many, and the same each time."""

from dataclasses import replace

import numpy as np
import pytest

from training.data.corruptions import (
    CONDITIONS,
    EYES,
    MOUTH,
    Condition,
    as_jpeg,
    band_hidden,
    blurred,
    darkened,
    noisy,
    rotated,
    small,
)


def pattern() -> np.ndarray:
    """Return two different faces with edges, uint8 [2, 48, 48]."""
    rows, columns = np.mgrid[:48, :48]
    one = 40 + 160 * ((rows // 6 + columns // 6) % 2)
    return np.stack([one, one[::-1, ::-1] // 2 + rows]).astype(np.uint8)


def distance(faces: np.ndarray, changed: np.ndarray) -> float:
    return float(np.abs(changed.astype(float) - faces).mean())


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
def test_every_level_is_worse_than_the_one_before_it(condition: Condition) -> None:
    faces = pattern()
    before = faces.copy()

    distances = [distance(faces, condition.change(faces, level)) for level in condition.levels[1:]]

    if condition.name != "rotation":  # a pattern turned further need not differ more
        assert distances == sorted(distances)
    assert min(distances) > 0
    np.testing.assert_array_equal(faces, before)


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
@pytest.mark.parametrize("count", [0, 1, 3])
def test_any_number_of_faces_keeps_its_shape_and_repeats(condition: Condition, count: int) -> None:
    faces = np.resize(pattern(), (count, 48, 48))

    changed = condition.change(faces, condition.levels[-1])

    assert (changed.shape, changed.dtype) == ((count, 48, 48), np.uint8)
    np.testing.assert_array_equal(condition.change(faces, condition.levels[-1]), changed)


def test_names_are_those_of_the_evaluation() -> None:
    names = ["darkening", "blur", "noise", "rotation", "eyes", "mouth", "size", "jpeg", "vp8"]

    assert [condition.name for condition in CONDITIONS] == names
    assert all(5 <= len(condition.levels) <= 6 for condition in CONDITIONS)
    assert len({replace(condition, name="").title for condition in CONDITIONS}) == len(names)


def test_darkness_rounds_to_whole_grey_levels() -> None:
    faces = np.full((1, 48, 48), 255, np.uint8)
    faces[0, 0, :4] = (0, 4, 6, 14)

    assert darkened(faces, 0.1)[0, 0, :5].tolist() == [0, 0, 1, 1, 26]


def test_blur_spreads_a_dot_and_leaves_a_plain_face() -> None:
    dot = np.zeros((1, 48, 48), np.uint8)
    dot[0, 24, 24] = 255
    plain = np.full((1, 48, 48), 77, np.uint8)

    assert blurred(dot, 1.0)[0, 24, 23:26].tolist() == pytest.approx([25, 41, 25], abs=1)  # 255 * 0.3989 ** 2 is 40.6
    np.testing.assert_array_equal(blurred(plain, 3.0), plain)


def test_noise_has_the_deviation_that_is_asked_for() -> None:
    faces = np.full((4, 48, 48), 128, np.uint8)

    changed = noisy(faces, 10).astype(float) - faces

    assert changed.std() == pytest.approx(10, rel=0.03)
    assert changed.mean() == pytest.approx(0, abs=0.5)
    assert distance(changed[0], changed[1]) > 5, "each face has noise of its own"


def test_noise_ends_at_black_and_white() -> None:
    faces = np.stack([np.zeros((48, 48)), np.full((48, 48), 255)]).astype(np.uint8)

    dark, light = noisy(faces, 20)

    assert dark.max() < 128 < light.min()


def test_faces_turn_by_turns_in_both_directions() -> None:
    bar = np.zeros((48, 48), np.uint8)
    bar[:, 22:26] = 200

    one, other = rotated(np.stack([bar, bar]), 30)

    assert one[:10].mean(axis=0).argmax() < 22 < 26 < other[:10].mean(axis=0).argmax()
    np.testing.assert_array_equal(rotated(bar[None], 0)[0], bar)


@pytest.mark.parametrize(
    ("band", "share", "top", "bottom", "left", "right"),
    [
        (EYES, 1, 12, 22, 8, 40),
        (EYES, 0.5, 12, 22, 8, 24),
        (MOUTH, 1, 33, 45, 12, 36),
        (MOUTH, 0.25, 33, 45, 12, 18),
    ],
)
def test_a_band_has_the_mean_grey(
    band: tuple[slice, slice], share: float, top: int, bottom: int, left: int, right: int
) -> None:
    faces = pattern()
    expected = faces.copy()
    for face in expected:
        face[top:bottom, left:right] = round(float(face.mean()))

    np.testing.assert_array_equal(band_hidden(band, faces, share), expected)


def test_a_small_face_has_lost_its_fine_lines() -> None:
    lines = np.zeros((1, 48, 48), np.uint8)
    lines[:, :, ::2] = 200
    halves = np.zeros((1, 48, 48), np.uint8)
    halves[:, 24:] = 200

    assert np.unique(small(lines, 24)).tolist() == [100]
    assert small(halves, 12)[0, [4, 44], 20].tolist() == [0, 200]


def test_jpeg_loses_more_at_lower_quality_and_nothing_of_a_plain_face() -> None:
    plain = np.full((1, 48, 48), 128, np.uint8)

    np.testing.assert_array_equal(as_jpeg(plain, 5), plain)
    assert distance(pattern(), as_jpeg(pattern(), 100)) < 2

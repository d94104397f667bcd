"""Which faces a step holds: all of them once an epoch, in orders that a resumed run meets again, balanced if asked."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from training.data.steps import Steps, label_weights
from training.engine import teachers
from training.engine.batches import Batches, small
from training.engine.teachers import Teachers
from training.runs.config import TrainingConfig

COUNT = 20
NOBODY = np.empty((0, 48, 48), np.uint8)
PLAIN: dict[str, Any] = {"augmentation": "none", "cutout": 0.0}


def numbered(count: int = COUNT) -> tuple[np.ndarray, np.ndarray]:
    """Return faces that are their own number, and labels in turn over the first three."""
    faces = np.broadcast_to(np.arange(count, dtype=np.uint8)[:, None, None, None], (count, 4, 4, 1))
    return np.array(faces), np.eye(7, dtype=np.float32)[np.arange(count) % 3]


def textured(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return faces of noise, and labels in turn."""
    faces = np.random.default_rng(1).integers(0, 256, (count, 48, 48, 1)).astype(np.uint8)
    return faces, np.eye(7, dtype=np.float32)[np.arange(count) % 7]


def batches_of(faces: np.ndarray, targets: np.ndarray, config: TrainingConfig, epoch: int = 0) -> Batches:
    return Batches(Steps(faces, targets, config), epoch, config, Teachers([], 0.0, NOBODY))


def order(batches: Batches) -> list[int]:
    return [int(face[0, 0, 0]) for index in range(len(batches)) for face in batches[index][0]]


def test_an_epoch_has_every_face_once_with_its_own_label() -> None:
    batches = batches_of(*numbered(), TrainingConfig(**PLAIN, batch_size=6))

    steps = [batches[index] for index in range(len(batches))]

    assert [len(faces) for faces, _ in steps] == [6, 6, 6, 2]
    assert sorted(order(batches)) == list(range(COUNT))
    for faces, targets in steps:
        np.testing.assert_array_equal(targets.argmax(axis=1), faces[:, 0, 0, 0] % 3)


def test_each_epoch_has_another_order_and_a_resumed_run_the_same() -> None:
    config = TrainingConfig(**PLAIN, batch_size=6)
    first = order(batches_of(*numbered(), config))
    second = order(batches_of(*numbered(), config, epoch=1))

    assert first != second
    assert order(batches_of(*numbered(), config, epoch=1)) == second
    assert order(batches_of(*numbered(), TrainingConfig(**PLAIN, batch_size=6, seed=2))) != first


@pytest.mark.parametrize("other", [(0, 1), (1, 0)])
def test_each_step_and_epoch_changes_faces_in_another_way(other: tuple[int, int]) -> None:
    faces, targets = textured(1)
    steps = Steps(faces.repeat(8, axis=0), targets.repeat(8, axis=0), TrainingConfig(batch_size=4))

    found, expected = (steps.step(*place)[0] for place in (other, (0, 0)))

    assert not (found == expected).all(axis=(1, 2, 3)).any()
    np.testing.assert_array_equal(steps.step(0, 0)[0], expected)


def test_sampling_draws_each_label_equally_often() -> None:
    faces, targets = numbered(3000)
    targets[:2900] = np.eye(7)[0]

    batches = batches_of(faces, targets, TrainingConfig(**PLAIN, batch_size=3000, balance="sampling"))

    drawn = batches[0][1].sum(axis=0)
    np.testing.assert_allclose(drawn[:3], 1000, atol=120)
    assert drawn[3:].sum() == 0


def test_weights_make_rare_labels_count_more() -> None:
    faces, targets = numbered(12)
    targets[:8] = np.eye(7)[4]

    batches = batches_of(faces, targets, TrainingConfig(**PLAIN, batch_size=12, balance="weights"))
    _, seen, weights = batches[0]

    totals = {label: weights[seen[:, label] == 1].sum() for label in range(7)}
    assert totals[4] == pytest.approx(totals[0], rel=1e-5) == pytest.approx(totals[1], rel=1e-5)
    assert weights.mean() == pytest.approx(1)


def test_a_label_that_no_face_has_weighs_nothing() -> None:
    assert label_weights(np.eye(7, dtype=np.float32)[[0, 0, 0, 1]]).tolist() == pytest.approx([4 / 6, 2, 0, 0, 0, 0, 0])
    assert label_weights(np.empty((0, 7), np.float32)).tolist() == [0] * 7


def test_mixup_mixes_faces_and_labels_by_the_same_share() -> None:
    faces, targets = numbered(64)
    faces[:] = (100 * targets.argmax(axis=1))[:, None, None, None]  # the face tells its label

    mixed, shares = batches_of(faces, targets, TrainingConfig(**PLAIN, batch_size=64, mixup=1.0))[0]

    expected = shares @ (100 * np.arange(7, dtype=np.float32))
    np.testing.assert_allclose(mixed[:, 0, 0, 0], expected, rtol=1e-3, atol=0.1)
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-5)
    assert ((shares > 0.05) & (shares < 0.95)).any()


def test_a_step_is_the_same_whenever_and_wherever_it_is_made() -> None:
    faces, targets = textured(64)
    config = TrainingConfig(batch_size=16, mixup=0.3, webcam=0.5)
    forwards, backwards = Steps(faces, targets, config), Steps(faces, targets, config)

    made = [forwards.step(2, index) for index in range(4)]
    again = [backwards.step(2, index) for index in reversed(range(4))][::-1]

    for one, other in zip(made, again, strict=True):
        for mine, theirs in zip(one, other, strict=True):
            np.testing.assert_array_equal(mine, theirs)
    assert not np.array_equal(made[0][0], forwards.step(3, 0)[0])


@pytest.mark.parametrize(
    "change", [{"augmentation": "standard"}, {"augmentation": "blog"}, {"cutout": 1}, {"webcam": 1}, {"vp8": 1}]
)
def test_faces_are_changed_as_the_configuration_says(change: dict[str, Any]) -> None:
    faces, targets = textured(8)

    def seen(**settings: Any) -> np.ndarray:
        steps = Steps(faces, targets, TrainingConfig(batch_size=8, **{**PLAIN, **settings}))
        return np.stack(sorted(steps.step(0, 0)[0], key=lambda face: face.tobytes()))

    np.testing.assert_array_equal(seen(), np.stack(sorted(faces, key=lambda face: face.tobytes())))
    assert seen(**change).shape == faces.shape
    assert not np.array_equal(seen(**change), seen())


def test_a_small_face_is_the_face() -> None:
    """A plain grey keeps its value, and a bright half stays the bright half, in whole numbers and in mixed faces."""
    faces = np.full((2, 48, 48, 1), 100, np.uint8)
    faces[1, :, 24:] = 200

    found, mixed = small(faces), small(faces.astype(np.float32))

    assert found.shape == mixed.shape == (2, 32, 32, 1)
    assert (found.dtype, mixed.dtype) == (np.uint8, np.float32)
    for some in (found, mixed):
        np.testing.assert_allclose(some[0], 100, rtol=1e-6)
        np.testing.assert_allclose(some[1, :, :16], 100, rtol=1e-6)
        np.testing.assert_allclose(some[1, :, 16:], 200, rtol=1e-6)


def test_the_first_epochs_have_small_faces_and_the_others_whole_ones() -> None:
    faces, targets = textured(8)
    config = TrainingConfig(batch_size=8, epochs=3, small_epochs=2)

    assert [batches_of(faces, targets, config, epoch)[0][0].shape[1] for epoch in range(3)] == [32, 32, 48]


def test_teachers_see_whole_faces_all_the_while(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, ...]] = []

    def answer(seen: np.ndarray) -> np.ndarray:
        asked.append(seen.shape)
        return np.full((len(seen), 7), 1 / 7, np.float32)

    monkeypatch.setattr(teachers, "teacher", lambda folder, faces: answer)
    faces, targets = textured(8)
    config = TrainingConfig(batch_size=8, epochs=3, small_epochs=2)
    told = Teachers([Path("runs/teacher")], 1.0, NOBODY)

    seen, answers = Batches(Steps(faces, targets, config), 0, config, told)[0]

    assert asked == [(8, 48, 48)]
    assert seen.shape == (8, 32, 32, 1)
    np.testing.assert_allclose(answers, 1 / 7)


@pytest.mark.parametrize("count", [1, 20, 200])
def test_steps_that_are_prepared_ahead_come_in_their_order(count: int) -> None:
    batches = batches_of(*numbered(count), TrainingConfig(**PLAIN, batch_size=6))

    found = [faces for faces, _ in batches.ahead()]

    assert len(found) == len(batches)
    for index, faces in enumerate(found):
        np.testing.assert_array_equal(faces, batches[index][0])

"""Which faces a step holds: all of them once an epoch, in orders that a resumed run meets again, balanced if asked."""

import numpy as np
import pytest

from training.batches import Batches, label_weights
from training.config import TrainingConfig

COUNT = 20


def numbered(count: int = COUNT) -> tuple[np.ndarray, np.ndarray]:
    """Return faces that are their own number, and labels in turn over the first three."""
    faces = np.broadcast_to(np.arange(count, dtype=np.uint8)[:, None, None, None], (count, 4, 4, 1))
    return np.array(faces), np.eye(7, dtype=np.float32)[np.arange(count) % 3]


def order(batches: Batches) -> list[int]:
    return [int(face[0, 0, 0]) for index in range(len(batches)) for face in batches[index][0]]


def test_an_epoch_has_every_face_once_with_its_own_label() -> None:
    batches = Batches(*numbered(), TrainingConfig(batch_size=6))

    steps = [batches[index] for index in range(len(batches))]

    assert [len(faces) for faces, _ in steps] == [6, 6, 6, 2]
    assert sorted(order(batches)) == list(range(COUNT))
    for faces, targets in steps:
        np.testing.assert_array_equal(targets.argmax(axis=1), faces[:, 0, 0, 0] % 3)


def test_each_epoch_has_another_order_and_a_resumed_run_the_same() -> None:
    config = TrainingConfig(batch_size=6)
    batches = Batches(*numbered(), config)
    first = order(batches)
    batches.on_epoch_end()
    second = order(batches)

    assert first != second
    assert order(Batches(*numbered(), config, epoch=1)) == second
    assert order(Batches(*numbered(), TrainingConfig(batch_size=6, seed=2))) != first


def test_sampling_draws_each_label_equally_often() -> None:
    faces, targets = numbered(3000)
    targets[:2900] = np.eye(7)[0]

    batches = Batches(faces, targets, TrainingConfig(batch_size=3000, balance="sampling"))

    drawn = batches[0][1].sum(axis=0)
    np.testing.assert_allclose(drawn[:3], 1000, atol=120)
    assert drawn[3:].sum() == 0


def test_weights_make_rare_labels_count_more() -> None:
    faces, targets = numbered(12)
    targets[:8] = np.eye(7)[4]

    batches = Batches(faces, targets, TrainingConfig(batch_size=12, balance="weights"))
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

    mixed, shares = Batches(faces, targets, TrainingConfig(batch_size=64, mixup=1.0))[0]

    expected = shares @ (100 * np.arange(7, dtype=np.float32))
    np.testing.assert_allclose(mixed[:, 0, 0, 0], expected, rtol=1e-3, atol=0.1)
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-5)
    assert ((shares > 0.05) & (shares < 0.95)).any()

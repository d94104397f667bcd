"""What `fit` is given on TensorFlow: the prepared steps in their order, read by nothing that tunes itself."""

from typing import Any

import numpy as np
import pytest

from training.data.steps import Steps
from training.engine.batches import Batches
from training.engine.teachers import Teachers
from training.runs.config import TrainingConfig

COUNT = 50
NOBODY = np.empty((0, 48, 48), np.uint8)


def batches_of(columns: int, **settings: Any) -> Batches:
    """Return steps of six faces that are their own number, told `columns` numbers each."""
    faces = np.array(np.broadcast_to(np.arange(COUNT, dtype=np.uint8)[:, None, None, None], (COUNT, 4, 4, 1)))
    targets = np.eye(columns, dtype=np.float32)[np.arange(COUNT) % columns]
    config = TrainingConfig(augmentation="none", cutout=0.0, batch_size=6, **settings)
    return Batches(Steps(faces, targets, config), 0, config, Teachers([], 0.0, NOBODY))


def parts(step: tuple[Any, ...]) -> list[np.ndarray]:
    """Return what a step holds, one after another."""
    flat: list[Any] = []
    for part in step:
        flat += part if isinstance(part, tuple) else [part]
    return [np.asarray(part) for part in flat]


@pytest.mark.parametrize(
    ("columns", "settings", "arrays"), [(7, {}, 2), (14, {"votes_head": 0.5}, 3), (7, {"balance": "weights"}, 3)]
)
def test_every_step_comes_once_in_its_order_with_all_that_belongs_to_it(
    columns: int, settings: dict[str, Any], arrays: int
) -> None:
    batches = batches_of(columns, **settings)

    found = [parts(step) for step in batches.for_fit()]

    assert len(found) == len(batches)
    for index, step in enumerate(found):
        wanted = parts(batches[index])
        assert len(step) == arrays
        for got, told in zip(step, wanted, strict=True):
            assert got.dtype == told.dtype
            np.testing.assert_array_equal(got, told)


def test_nothing_that_tunes_itself_is_waited_for_after_the_last_step() -> None:
    assert batches_of(7).for_fit().options().autotune.enabled is False


def test_other_backends_get_the_steps_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keras.backend.backend", lambda: "jax")
    batches = batches_of(7)

    found = batches.for_fit()

    assert isinstance(next(found)[0], np.ndarray)
    assert len(list(found)) == len(batches) - 1

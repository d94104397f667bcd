"""Steps of several processes are those of one."""

import numpy as np
import pytest

from training.data.parallel_steps import ParallelSteps
from training.data.steps import Steps
from training.engine import batches
from training.engine.batches import prepared
from training.runs.config import TrainingConfig


@pytest.fixture
def steps() -> Steps:
    """Three steps of changed and mixed faces of noise."""
    faces = np.random.default_rng(1).integers(0, 256, (20, 48, 48, 1)).astype(np.uint8)
    targets = np.eye(7, dtype=np.float32)[np.arange(20) % 7]
    return Steps(faces, targets, TrainingConfig(batch_size=8, mixup=0.2, balance="weights"))


def test_processes_make_the_steps_that_one_makes(steps: Steps) -> None:
    parallel = ParallelSteps(steps, 2)

    assert len(parallel) == 3
    for epoch, index in ((0, 2), (1, 0), (0, 0)):
        for found, expected in zip(parallel.step(epoch, index), steps.step(epoch, index), strict=True):
            np.testing.assert_array_equal(found, expected)


def test_an_error_in_a_process_is_told(steps: Steps) -> None:
    with pytest.raises(TypeError):
        ParallelSteps(steps, 1).step(0, "first")  # type: ignore[arg-type]


@pytest.mark.parametrize(("cores", "kind"), [(2, Steps), (4, Steps), (16, ParallelSteps)])
def test_processes_make_them_where_there_are_many_cores(
    cores: int, kind: type, steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "CORES", cores)

    assert isinstance(prepared(steps), kind)

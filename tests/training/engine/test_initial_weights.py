"""What a run begins with: the weights of another, or the mean of several."""

from pathlib import Path

import keras
import numpy as np
import pytest

from emotion.models.store import MODELS
from training import networks
from training.engine.heads import with_heads
from training.engine.initial_weights import initialise, mean_weights
from training.engine.unfold import unfold
from training.runs.config import TrainingConfig
from training.runs.folder import BEST, CONFIG

FACES = np.random.default_rng(1).integers(0, 256, (4, 6, 6), np.uint8).repeat(8, axis=1).repeat(8, axis=2)


def saved(folder: Path, seed: int, name: str = "compact-small") -> Path:
    """Write the weights of a new network as a run keeps them."""
    keras.utils.set_random_seed(seed)
    folder.mkdir()
    TrainingConfig(network=name).save(folder / CONFIG)
    networks.build(name).save_weights(folder / BEST)
    return folder


def weights(folder: Path, name: str = "compact-small") -> list[np.ndarray]:
    network = networks.build(name)
    network.load_weights(folder / BEST)
    return list(network.get_weights())


def test_one_run_gives_its_weights_and_its_name(tmp_path: Path) -> None:
    network, run = networks.build("compact-small"), saved(tmp_path / "one", 1)

    begun = initialise(network, TrainingConfig(network="compact-small", start=str(run)), FACES)

    assert begun == str(run)
    for one, other in zip(network.get_weights(), weights(run), strict=True):
        np.testing.assert_array_equal(one, other)


def test_several_runs_give_the_mean_of_theirs(tmp_path: Path) -> None:
    runs = [saved(tmp_path / str(seed), seed) for seed in (1, 2, 3)]

    found = mean_weights(runs, TrainingConfig(network="compact-small"), FACES)

    first, second, third = map(weights, runs)
    assert not np.array_equal(first[0], second[0])
    for value, *each in zip(found, first, second, third, strict=True):
        np.testing.assert_allclose(value, sum(each) / 3, rtol=1e-5, atol=1e-6)


def test_a_released_model_may_be_one_of_several(tmp_path: Path) -> None:
    run, released = saved(tmp_path / "one", 1, "compact"), networks.build("compact")
    unfold(MODELS / "compact", released, FACES)

    found = mean_weights([MODELS / "compact", run], TrainingConfig(network="compact"), FACES)

    for value, one, other in zip(found, released.get_weights(), weights(run, "compact"), strict=True):
        np.testing.assert_allclose(value, (one + other) / 2, rtol=1e-5, atol=1e-6)


def test_a_second_head_begins_as_the_first(tmp_path: Path) -> None:
    config = TrainingConfig(network="compact-small", start=str(saved(tmp_path / "one", 1)), votes_head=0.5)
    network = networks.build("compact-small")
    initialise(network, config, FACES)

    first, second = with_heads(network, config).predict_on_batch(FACES[..., None].astype(np.float32))

    np.testing.assert_allclose(second, first, rtol=1e-6)


@pytest.mark.parametrize("other", ["compact", "mirrored-small"])
def test_a_run_of_another_network_is_named(tmp_path: Path, other: str) -> None:
    runs = [saved(tmp_path / "one", 1), saved(tmp_path / "other", 1, other)]

    with pytest.raises(ValueError, match=r"start: .*other has no weights of 'compact-small'"):
        mean_weights(runs, TrainingConfig(network="compact-small"), FACES)


def test_a_released_model_of_another_network_is_named() -> None:
    with pytest.raises(ValueError, match=r"start: .*blog has no weights of 'compact': its file has no layer stem_conv"):
        mean_weights([MODELS / "blog"], TrainingConfig(network="compact"), FACES)


@pytest.mark.parametrize("content", [None, b"no weights"])
def test_weights_that_cannot_be_read_are_named(tmp_path: Path, content: bytes | None) -> None:
    TrainingConfig(network="compact-small").save(tmp_path / CONFIG)
    if content is not None:
        (tmp_path / BEST).write_bytes(content)

    with pytest.raises(ValueError, match=r"start: .*best\.weights\.h5"):
        mean_weights([tmp_path], TrainingConfig(network="compact-small"), FACES)

"""The network of a run: its dtype policy, and weights that are missing or of another."""

from pathlib import Path

import keras
import pytest

from training.networks import rebuild
from training.networks.rebuild import best_network
from training.runs.config import TrainingConfig
from training.runs.folder import BEST, CONFIG


def raise_within(policy: str) -> None:
    with rebuild.dtype_policy(policy):
        raise KeyError(keras.config.dtype_policy().name)


def test_the_dtype_policy_comes_back() -> None:
    before = keras.config.dtype_policy().name

    with pytest.raises(KeyError, match="mixed_bfloat16"):
        raise_within("mixed_bfloat16")

    assert keras.config.dtype_policy().name == before


@pytest.mark.parametrize(
    ("spoil", "message"),
    [("missing", "no best.weights.h5 and config.json; run python -m training train"), ("other", "not the weights of")],
)
def test_a_run_without_its_best_weights_is_refused(spoil: str, message: str, tmp_path: Path) -> None:
    TrainingConfig(network="report").save(tmp_path / CONFIG)
    if spoil == "other":
        (tmp_path / BEST).write_bytes(b"no weights")

    with pytest.raises(ValueError, match=message):
        best_network(tmp_path)

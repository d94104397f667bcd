"""The same network in PyTorch and in Keras: its size, first weights and answers."""

import numpy as np
import pytest

from training.runs.sizes import COMPACT, OURS

torch = pytest.importorskip("torch", reason="PyTorch is an option of training: python -m pip install torch")
keras = pytest.importorskip("keras")

from training import networks  # noqa: E402
from training.pytorch.carry import to_keras  # noqa: E402
from training.pytorch.finish import compare  # noqa: E402
from training.pytorch.network import Compact  # noqa: E402
from training.pytorch.teachers import build  # noqa: E402


@pytest.fixture
def trained_like() -> Compact:
    """A network whose every number differs from what it began with."""
    torch.manual_seed(3)
    module = Compact(COMPACT["compact-small"])
    for tensor in module.state_dict().values():
        if tensor.ndim:
            tensor.copy_(torch.rand_like(tensor) * 0.2 + (0.5 if tensor.ndim == 1 else -0.1))
    return module.eval()


@pytest.mark.parametrize("name", OURS)
def test_the_twin_has_keras_initial_weights_and_size(name: str) -> None:
    network, module = networks.build(name), build(name)
    other = networks.build(name)
    to_keras(module, other)

    assert sum(tensor.numel() for tensor in module.state_dict().values() if tensor.ndim) == network.count_params()
    for one, two in zip(network.get_weights(), other.get_weights(), strict=True):
        assert np.std(one) == pytest.approx(np.std(two), rel=0.15, abs=0.02)


def test_weights_carried_to_keras_answer_alike(trained_like: Compact) -> None:
    network = networks.build("compact-small")

    to_keras(trained_like, network)

    compare(trained_like, network)


def test_networks_that_are_no_twins_are_refused(trained_like: Compact) -> None:
    with pytest.raises(ValueError, match=r"stem_conv: expected shapes .* found"):
        to_keras(trained_like, networks.build("compact"))
    with pytest.raises(ValueError, match="expected networks of the same layers"):
        to_keras(trained_like, networks.build("blog"))
    with pytest.raises(ValueError, match="differ by"):
        compare(trained_like, networks.build("compact-small"))

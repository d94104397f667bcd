"""Mirrored networks in PyTorch: alike for a face and its mirror image after steps, tied as in Keras."""

from pathlib import Path

import numpy as np
import pytest

from tests.support.training.fixtures import Faces
from training.runs.config import TrainingConfig

torch = pytest.importorskip("torch", reason="PyTorch is an option of training: python -m pip install torch")
keras = pytest.importorskip("keras")

from training import networks  # noqa: E402
from training.networks import mirror as keras_mirror  # noqa: E402
from training.pytorch import train as pytorch  # noqa: E402
from training.pytorch.carry import to_keras  # noqa: E402
from training.pytorch.teach import network_of  # noqa: E402
from training.pytorch.teachers import build  # noqa: E402
from training.runs.sizes import MIRRORED  # noqa: E402


@pytest.mark.parametrize("side", [48, 32])
@pytest.mark.parametrize("name", MIRRORED)
def test_a_mirrored_face_gets_the_same_answer(name: str, side: int) -> None:
    torch.manual_seed(1)
    network = build(name).eval()
    faces = torch.rand(6, 1, 4, 4).repeat_interleave(side // 4, 2).repeat_interleave(side // 4, 3) * 255

    with torch.no_grad():
        answers, other = network(faces), network(faces.flip(3))

    assert float(answers.std(0).max()) > 0.01, "it tells other faces apart"
    torch.testing.assert_close(other, answers, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("average", [0.0, 0.8])
def test_what_a_run_keeps_answers_alike(average: float, tmp_path: Path, faces_of: Faces) -> None:
    config = TrainingConfig(
        network="mirrored-small", epochs=2, batch_size=8, warmup_epochs=1, average=average, precision="float32"
    )

    pytorch.train(config, faces_of(16, 7, 0), tmp_path, say=lambda line: None)

    network = network_of(tmp_path, "cpu")
    faces = torch.from_numpy(np.random.default_rng(1).uniform(0, 255, (6, 1, 48, 48)).astype(np.float32))
    with torch.no_grad():
        torch.testing.assert_close(network(faces.flip(3)), network(faces), atol=1e-4, rtol=1e-4)


def test_both_libraries_tie_alike() -> None:
    torch.manual_seed(2)
    module, network = build("mirrored-small"), networks.build("mirrored-small")
    for tensor in module.state_dict().values():
        if tensor.ndim:
            tensor.copy_(torch.rand_like(tensor))
    to_keras(module, network)

    module.tie()
    keras_mirror.tie(network.layers)

    tied = networks.build("mirrored-small")
    to_keras(module, tied)
    for one, two in zip(network.get_weights(), tied.get_weights(), strict=True):
        np.testing.assert_allclose(one, two, atol=1e-6)

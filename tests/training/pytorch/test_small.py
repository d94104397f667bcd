"""Small faces in the first epochs: what the network sees, and what its teachers see."""

import dataclasses
from typing import Any

import numpy as np
import pytest

from tests.support.training.fixtures import Faces
from training.runs.config import TrainingConfig

torch = pytest.importorskip("torch", reason="PyTorch is an option of training: python -m pip install torch")

from training.pytorch.run import Run  # noqa: E402
from training.pytorch.teachers import build  # noqa: E402
from training.runs.sizes import OURS, WIDE  # noqa: E402

CONFIG = TrainingConfig(
    network="compact-small", epochs=3, small_epochs=2, warmup_epochs=0, batch_size=8, precision="float32"
)


def sides(network: Any) -> list[int]:
    """Write down the side of the faces that a network learns from."""
    found: list[int] = []
    network.register_forward_pre_hook(lambda module, given: found.append(given[0].shape[-1]) if module.training else 0)
    return found


def test_the_first_epochs_see_small_faces_and_the_others_whole_ones(faces_of: Faces) -> None:
    run = Run(dataclasses.replace(CONFIG, refresh=False), faces_of(8, 7, 0), "cpu")
    seen = sides(run.network)

    for _ in range(3):
        run.epoch(1)

    assert seen == [32, 32, 48]


def test_teachers_see_whole_faces(faces_of: Faces, monkeypatch: pytest.MonkeyPatch) -> None:
    teacher = build("compact-small").eval()
    asked: list[int] = []
    teacher.register_forward_pre_hook(lambda module, given: asked.append(given[0].shape[-1]))
    monkeypatch.setattr("training.pytorch.matching.network_of", lambda run, device: teacher)
    run = Run(dataclasses.replace(CONFIG, match="runs/teacher", match_share=0.5), faces_of(8, 7, 0), "cpu")

    run.epoch(1)

    assert asked == [48]


def test_what_is_measured_is_whole(faces_of: Faces) -> None:
    run = Run(CONFIG, faces_of(8, 7, 0), "cpu")
    run.epoch(1)
    network = run.served()
    asked: list[int] = []
    network.register_forward_pre_hook(lambda module, given: asked.append(given[0].shape[-1]))

    run.measured(network)

    assert asked == [48]


def test_a_small_face_is_the_face(faces_of: Faces) -> None:
    """A plain grey keeps its value, and a bright half stays the bright half."""
    run = Run(CONFIG, faces_of(8, 7, 0), "cpu")
    given: list[Any] = []
    network = build("compact-small").eval()
    network.register_forward_pre_hook(lambda module, values: given.append(values[0]))
    faces = np.full((2, 48, 48, 1), 100, np.uint8)
    faces[1, :, 24:] = 200

    run._logits(network, faces, small=True)

    torch.testing.assert_close(given[0][0], torch.full((1, 32, 32), 100.0))
    torch.testing.assert_close(given[0][1, 0, :, :15], torch.full((32, 15), 100.0))
    torch.testing.assert_close(given[0][1, 0, :, 17:], torch.full((32, 15), 200.0))


@pytest.mark.parametrize("name", [*OURS, *WIDE])
def test_every_network_of_ours_takes_small_faces(name: str) -> None:
    assert build(name).eval()(torch.zeros(1, 1, 32, 32)).shape == (1, 7)

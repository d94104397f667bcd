"""Teachers: large networks that train as the small ones do, and whose mean answers are written."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from tests.support.training.fixtures import Faces
from training.runs.config import TrainingConfig

torch = pytest.importorskip("torch", reason="PyTorch is an option of training: python -m pip install torch")

from training.pytorch import teach  # noqa: E402
from training.pytorch.teachers import EFFICIENTNETS, NETWORKS, build  # noqa: E402

CONFIG = TrainingConfig(network="compact-small", epochs=1, warmup_epochs=0, batch_size=8, precision="float32")


class Told(torch.nn.Module):  # type: ignore[misc, name-defined]
    """Answers by a face's mean grey: the brighter, the surer of the first label."""

    def __init__(self, factor: float) -> None:
        super().__init__()
        self.factor = factor

    def forward(self, faces: object) -> object:
        first = self.factor * faces.mean((1, 2, 3)) / 255  # type: ignore[attr-defined]
        return torch.stack([first, *[torch.zeros_like(first)] * 6], 1)


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two runs whose networks are `Told` 1 and `Told` 9."""
    for factor in (1, 9):
        (tmp_path / str(factor)).mkdir()
        CONFIG.save(tmp_path / str(factor) / "config.json")
        torch.save({"factor": torch.tensor(float(factor))}, tmp_path / str(factor) / "best.pt")
    made = iter((Told(1), Told(9)))
    monkeypatch.setattr(teach, "build", lambda name, dropout: next(made))
    monkeypatch.setattr(Told, "load_state_dict", lambda self, state: None)
    return [tmp_path / "1", tmp_path / "9"]


def test_answers_are_the_mean_over_networks_and_views(runs: list[Path], faces_of: Faces) -> None:
    faces = faces_of(8, 0, 0)

    def expected(pixels: np.ndarray, factor: float) -> np.ndarray:
        grey = np.exp(factor * pixels.mean(axis=(1, 2)) / 255)
        return np.asarray(grey / (grey + 6))

    found = teach.answers(runs, faces, views=1).probabilities

    np.testing.assert_allclose(found[:, 0], (expected(faces.pixels, 1) + expected(faces.pixels, 9)) / 2, rtol=1e-4)
    np.testing.assert_allclose(found.sum(axis=1), 1, rtol=1e-5)


def test_other_views_change_the_answers_and_repeat(
    runs: list[Path], faces_of: Faces, monkeypatch: pytest.MonkeyPatch
) -> None:
    faces = faces_of(8, 0, 0)
    monkeypatch.setattr(teach, "build", lambda name, dropout: Told(9))

    one, many, again = (teach.answers(runs, faces, views).probabilities for views in (1, 5, 5))

    assert np.abs(one - many).max() > 0.001
    np.testing.assert_array_equal(many, again)


def test_no_run_no_view_and_a_run_without_weights_are_refused(tmp_path: Path, faces_of: Faces) -> None:
    with pytest.raises(ValueError, match="expected a run and a view at least, found 0 runs"):
        teach.answers([], faces_of(), 1)
    with pytest.raises(ValueError, match="found 1 runs and 0 views"):
        teach.answers([tmp_path], faces_of(), 0)
    with pytest.raises(ValueError, match="train it with --engine torch first"):
        teach.answers([tmp_path], faces_of(), 1)


@pytest.mark.parametrize("name", [name for name in NETWORKS if name not in EFFICIENTNETS])
def test_each_network_answers_and_learns(name: str) -> None:
    network = build(name, dropout=0.0).train()
    faces = torch.rand(4, 1, 48, 48) * 255
    goal = torch.tensor([0, 1, 2, 3])

    before = torch.nn.functional.cross_entropy(network(faces), goal)
    before.backward()
    with torch.no_grad():
        for tensor in network.parameters():
            tensor -= 0.001 * tensor.grad
    after = torch.nn.functional.cross_entropy(network(faces), goal)

    assert network(faces).shape == (4, 7)
    assert after < before


def test_a_teacher_trains_and_is_no_network_to_serve(tmp_path: Path, faces_of: Faces) -> None:
    from training.pytorch.train import train

    config = dataclasses.replace(CONFIG, network="teacher-vgg")
    train(config, faces_of(8, 7, 0), tmp_path, say=lambda line: None)

    found = teach.answers([tmp_path], faces_of(8, 0, 0), views=2)

    assert found.probabilities.shape == (8, 7)

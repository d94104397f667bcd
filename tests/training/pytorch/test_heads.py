"""A second head on the FER+ votes: it shares the features and the loss, and is left out of what is kept."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from tests.support.training.fixtures import Faces
from tests.support.training.small_runs import accuracy_of, epochs, stop_at
from training.data.faceset import VOTED, FaceSet
from training.runs.config import TrainingConfig
from training.runs.history import HISTORY, read_history

torch = pytest.importorskip("torch", reason="PyTorch is an option of training: python -m pip install torch")
pytest.importorskip("keras")

from training.networks.rebuild import best_network  # noqa: E402
from training.pytorch import heads  # noqa: E402
from training.pytorch.finish import finish  # noqa: E402
from training.pytorch.run import Run  # noqa: E402
from training.pytorch.teachers import EFFICIENTNETS, NETWORKS, build, last_layer  # noqa: E402
from training.pytorch.train import train  # noqa: E402
from training.runs.folder import TORCH_BEST, TORCH_CHECKPOINT  # noqa: E402

ONE = TrainingConfig(network="compact-small", epochs=1, warmup_epochs=0, batch_size=8, precision="float32")
TWO = dataclasses.replace(ONE, votes_head=0.25, label_smoothing=0.0)


@pytest.fixture
def faces(faces_of: Faces) -> FaceSet:
    """Faces of which every voter says "surprise", whatever their labels are."""
    made = faces_of(16, 7, 0)
    votes = np.zeros((len(made), len(VOTED)), np.int64)
    votes[:, VOTED.index("surprise")] = 10
    return dataclasses.replace(made, votes=votes)


def test_each_head_is_told_its_own(faces: FaceSet) -> None:
    found = heads.goals(faces.split("train"), TWO)

    assert found.shape == (16, 14)
    np.testing.assert_array_equal(found[:, :7].argmax(axis=1), faces.split("train").labels)
    assert set(found[:, 7:].argmax(axis=1)) == {5}
    np.testing.assert_array_equal(heads.goals(faces, ONE), found_labels(faces))


def found_labels(faces: FaceSet) -> np.ndarray:
    return np.eye(7, dtype=np.float32)[faces.labels]


def test_the_loss_is_shared_between_the_heads(faces: FaceSet) -> None:
    torch.manual_seed(1)
    logits, goal = torch.randn(23, 14), torch.from_numpy(heads.goals(faces, TWO))

    of_labels = torch.nn.functional.cross_entropy(logits[:, :7], goal[:, :7], reduction="none")
    of_votes = torch.nn.functional.cross_entropy(logits[:, 7:], goal[:, 7:], reduction="none")

    torch.testing.assert_close(heads.losses(logits, goal, TWO), 0.75 * of_labels + 0.25 * of_votes)
    alone = dataclasses.replace(TWO, votes_head=0.0)
    torch.testing.assert_close(heads.losses(logits[:, :7], goal[:, :7], alone), of_labels)


@pytest.mark.parametrize("name", [name for name in NETWORKS if name not in EFFICIENTNETS])
def test_each_head_answers_alone_as_within_both(name: str) -> None:
    config = dataclasses.replace(TWO, network=name)
    network = build(name, labels=heads.outputs(config)).eval()
    pictures = torch.rand(2, 1, 48, 48) * 255

    first, second = (
        heads.with_one_head(network, dataclasses.replace(config, head=head)).eval() for head in ("labels", "votes")
    )

    with torch.no_grad():
        both = network(pictures)
        torch.testing.assert_close(first(pictures), both[:, :7])
        torch.testing.assert_close(second(pictures), both[:, 7:])
    assert both.shape == (2, 14)


def test_a_run_with_two_heads_keeps_each_in_a_folder(tmp_path: Path, faces: FaceSet) -> None:
    train(TWO, faces, tmp_path, say=lambda line: None)
    again = Run(TWO, faces, "cpu")
    again.load(torch.load(tmp_path / TORCH_CHECKPOINT, weights_only=True))

    layer = last_layer(again.averaged.module)
    for folder, head in ((tmp_path, layer.weight[:7]), (tmp_path / "votes", layer.weight[7:])):
        kept = torch.load(folder / TORCH_BEST, weights_only=True)
        torch.testing.assert_close(kept["named.probabilities.weight"], head)
        assert finish(folder).exists()
        assert epochs(folder) == [1]
        expected = float(read_history(folder / HISTORY)[0]["val_accuracy"])
        assert accuracy_of(best_network(folder), faces.split("public")) == pytest.approx(expected, abs=1e-6)
    assert last_layer(again.network).weight.shape == (14, 128)
    assert TrainingConfig.load(tmp_path / "votes/config.json") == dataclasses.replace(TWO, head="votes")
    assert not (tmp_path / "votes/votes").exists()


def test_the_second_head_can_be_the_one_that_is_kept(tmp_path: Path, faces: FaceSet) -> None:
    train(TWO, faces, tmp_path / "both", say=lambda line: None)
    train(dataclasses.replace(TWO, head="votes"), faces, tmp_path / "second", say=lambda line: None)

    one, two = (torch.load(tmp_path / name / TORCH_BEST, weights_only=True) for name in ("both/votes", "second"))
    for name, tensor in one.items():
        torch.testing.assert_close(two[name], tensor)
    assert not (tmp_path / "second/votes").exists()


def test_a_run_goes_on_with_both_heads(tmp_path: Path, faces: FaceSet, monkeypatch: pytest.MonkeyPatch) -> None:
    config = dataclasses.replace(TWO, epochs=2)
    stop_at(8, monkeypatch, lambda: train(config, faces, tmp_path, say=lambda line: None))

    train(config, faces, tmp_path, say=lambda line: None)

    assert epochs(tmp_path) == epochs(tmp_path / "votes") == [1, 2]


def test_the_votes_teach_the_second_head_alone(faces: FaceSet) -> None:
    run = Run(dataclasses.replace(TWO, epochs=3, augmentation="none", cutout=0.0, average=0.0), faces, "cpu")
    for _ in range(3):
        run.epoch(1)

    with torch.no_grad():
        run.network.eval()
        answers = run.network(torch.from_numpy(faces.split("train").pixels[:, None]).float()).softmax(1)
        bias = last_layer(run.network).bias
    assert answers.shape == (16, 14)
    assert bias[7:].argmax() == 5
    assert bias[:7].argmax() != 5

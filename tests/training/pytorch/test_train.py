"""Training in PyTorch: the same files as with Keras, and nothing lost when it stops."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from tests.support.training.fixtures import Faces
from tests.support.training.small_runs import accuracy_of, epochs, stop_at
from training.runs.config import TrainingConfig
from training.runs.folder import BEST, CHECKPOINT, TORCH_BEST, TORCH_CHECKPOINT
from training.runs.history import HISTORY, read_history

torch = pytest.importorskip("torch", reason="PyTorch is an option of training: python -m pip install torch")
keras = pytest.importorskip("keras")

from training.networks.rebuild import best_network  # noqa: E402
from training.pytorch import train as pytorch  # noqa: E402
from training.pytorch.finish import finish  # noqa: E402
from training.pytorch.run import Run  # noqa: E402

SMALL = TrainingConfig(
    network="compact-small", epochs=3, batch_size=8, warmup_epochs=1, average=0.8, precision="float32"
)


def test_a_run_leaves_what_the_other_commands_read(tmp_path: Path, faces_of: Faces) -> None:
    faces = faces_of(16, 7, 0)

    pytorch.train(SMALL, faces, tmp_path, say=lambda line: None)
    best = finish(tmp_path)

    rows = read_history(tmp_path / HISTORY)
    assert epochs(tmp_path) == [1, 2, 3]
    assert [float(row["learning_rate"]) for row in rows] == pytest.approx([0.1, 0.05, 0.0])
    expected = max(float(row["val_accuracy"]) for row in rows)
    assert best == tmp_path / BEST
    assert accuracy_of(best_network(tmp_path), faces.split("public")) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("writes", range(2, 7))
def test_a_run_stopped_at_any_write_ends_where_an_undisturbed_one_does(
    writes: int, tmp_path: Path, faces_of: Faces, monkeypatch: pytest.MonkeyPatch
) -> None:
    faces = faces_of(16, 7, 0)
    config = dataclasses.replace(SMALL, epochs=2, dropout=0.0)
    pytorch.train(config, faces, tmp_path / "whole", say=lambda line: None)
    stop_at(writes, monkeypatch, lambda: pytorch.train(config, faces, tmp_path / "parts", say=lambda line: None))

    pytorch.train(config, faces, tmp_path / "parts", say=lambda line: None)

    whole, parts = (torch.load(tmp_path / name / TORCH_CHECKPOINT, weights_only=True) for name in ("whole", "parts"))
    assert parts["done"] == 2
    for name, tensor in whole["averaged"].items():
        torch.testing.assert_close(parts["averaged"][name], tensor)
    accuracies = [row["val_accuracy"] for row in read_history(tmp_path / "parts" / HISTORY)]
    assert accuracies == [row["val_accuracy"] for row in read_history(tmp_path / "whole" / HISTORY)]
    assert (tmp_path / "parts" / TORCH_BEST).exists()


def test_a_resumed_run_drops_the_features_that_an_undisturbed_one_does(
    tmp_path: Path, faces_of: Faces, monkeypatch: pytest.MonkeyPatch
) -> None:
    faces = faces_of(16, 7, 0)
    config = dataclasses.replace(SMALL, epochs=2, dropout=0.5)
    pytorch.train(config, faces, tmp_path / "whole", say=lambda line: None)
    stop_at(5, monkeypatch, lambda: pytorch.train(config, faces, tmp_path / "parts", say=lambda line: None))
    torch.manual_seed(99)  # another process has drawn other numbers

    pytorch.train(config, faces, tmp_path / "parts", say=lambda line: None)

    losses = [[row["loss"] for row in read_history(tmp_path / name / HISTORY)] for name in ("whole", "parts")]
    assert losses[0] == losses[1]


def test_weight_decay_shrinks_kernels_and_nothing_else(faces_of: Faces) -> None:
    config = dataclasses.replace(
        SMALL, epochs=1, warmup_epochs=0, schedule="constant", learning_rate=1e-5, weight_decay=1e4, average=0.0
    )
    run = Run(config, faces_of(16, 7, 0), "cpu")
    before = {name: tensor.clone() for name, tensor in run.network.named_parameters()}

    run.epoch(1)

    for name, tensor in run.network.named_parameters():
        shrunk = 0.9 ** len(run.steps) if tensor.ndim > 1 else 1.0
        torch.testing.assert_close(tensor, shrunk * before[name], atol=0.002, rtol=0.02)


def test_it_learns(tmp_path: Path, faces_of: Faces) -> None:
    config = dataclasses.replace(SMALL, epochs=6, augmentation="none", cutout=0.0, average=0.0, learning_rate=0.05)

    pytorch.train(config, faces_of(56, 14, 0), tmp_path, say=lambda line: None)

    losses = [float(row["loss"]) for row in read_history(tmp_path / HISTORY)]
    assert losses[-1] < 0.8 * losses[0]


def test_weights_make_rare_labels_count_more(faces_of: Faces) -> None:
    config = dataclasses.replace(SMALL, balance="weights")
    steps = Run(config, faces_of(17, 7, 0), "cpu").steps
    _, targets, weights = (
        np.concatenate(parts) for parts in zip(*(steps.step(0, index) for index in range(3)), strict=True)
    )

    frequent = targets[:, :3].sum(axis=1) == 1  # three faces each, two of each other label
    assert frequent.sum() == 9
    assert weights[~frequent] == pytest.approx(1.5 * weights[frequent][0])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"network": "blog"}, "PyTorch trains compact-small, compact, compact-large"),
        ({"optimizer": "adam"}, "optimizer: PyTorch takes 'sgd' alone"),
        ({"schedule": "plateau", "warmup_epochs": 0}, "takes cosine and constant"),
        ({"patience": 3}, "patience: PyTorch takes 0 alone"),
    ],
)
def test_what_only_keras_can_do_is_refused(
    change: dict[str, object], message: str, tmp_path: Path, faces_of: Faces
) -> None:
    with pytest.raises(ValueError, match=message):
        pytorch.train(dataclasses.replace(SMALL, **change), faces_of(), tmp_path)  # type: ignore[arg-type]


def test_a_device_that_is_not_there_is_refused(tmp_path: Path, faces_of: Faces) -> None:
    with pytest.raises(ValueError, match="device 'gpu': PyTorch cannot use it"):
        pytorch.train(SMALL, faces_of(), tmp_path, device="gpu")


def test_a_run_of_the_other_engine_is_refused(tmp_path: Path, faces_of: Faces) -> None:
    (tmp_path / CHECKPOINT).touch()
    with pytest.raises(ValueError, match="holds a run with --engine keras"):
        pytorch.train(SMALL, faces_of(), tmp_path)


def test_a_spoilt_checkpoint_is_named(tmp_path: Path, faces_of: Faces) -> None:
    SMALL.save(tmp_path / "config.json")
    (tmp_path / TORCH_CHECKPOINT).write_bytes(b"no checkpoint")
    with pytest.raises(ValueError, match=r"checkpoint\.pt: cannot be resumed"):
        pytorch.train(SMALL, faces_of(), tmp_path)


def test_a_folder_without_a_finished_epoch_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no epoch is finished"):
        finish(tmp_path)


def test_a_run_begins_with_the_best_weights_of_another(tmp_path: Path, faces_of: Faces) -> None:
    faces = faces_of(16, 7, 0)
    pytorch.train(SMALL, faces, tmp_path / "first", say=lambda line: None)
    config = dataclasses.replace(SMALL, start=str(tmp_path / "first"), average=0.0, refresh=False)

    begun = Run(config, faces, "cpu").served().state_dict()

    best = torch.load(tmp_path / "first" / TORCH_BEST, weights_only=True)
    for name, tensor in best.items():
        torch.testing.assert_close(begun[name], tensor)

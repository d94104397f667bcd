"""A published network as the beginning of a run: the weights answer as its file does, and can be learned on."""

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from emotion.labels import LABELS
from emotion.models.store import MODELS, ModelStore, load_card
from tests.support.training.fixtures import Faces
from training.runs.config import TrainingConfig

torch = pytest.importorskip("torch", reason="PyTorch is an option of training: python -m pip install torch")

from training.pytorch import unfold  # noqa: E402
from training.pytorch.begin import begin_with  # noqa: E402
from training.pytorch.published import Published  # noqa: E402
from training.pytorch.run import Run  # noqa: E402
from training.pytorch.teachers import build  # noqa: E402
from training.pytorch.unfold import unfolded  # noqa: E402
from training.runs.folder import TORCH_BEST  # noqa: E402
from training.runs.sizes import OURS  # noqa: E402

PUBLISHED = [*(MODELS / name for name in ModelStore().names()), MODELS.parent / "training" / "teachers" / "deep"]
SIZES = [(folder, load_card(folder).training["config"]["network"]) for folder in PUBLISHED]
FOLDERS = [(folder, size) for folder, size in SIZES if size in OURS]


def noisy_faces(count: int) -> Any:
    """Return greys in blocks, so that every layer has something to do."""
    blocks = np.random.default_rng(1).integers(0, 256, (count, 6, 6), np.uint8)
    return blocks.repeat(8, axis=1).repeat(8, axis=2)


def answers(network: Any, faces: Any) -> Any:
    with torch.no_grad():
        return torch.softmax(network(torch.from_numpy(faces[:, None]).float()), 1)


@pytest.mark.parametrize(("folder", "size"), FOLDERS)
def test_the_weights_answer_as_the_file(folder: Path, size: str) -> None:
    faces, network = noisy_faces(96), build(size)

    network.load_state_dict(unfolded(folder, network, faces))

    others = noisy_faces(128)[96:]
    expected = answers(Published(folder), others)
    torch.testing.assert_close(answers(network.eval(), others), expected, rtol=0, atol=0.06)
    assert len(set(expected.argmax(1).tolist())) > 1


def test_normalisation_is_that_of_the_faces() -> None:
    """So the network answers alike while it learns, when each batch gives the normalisation."""
    faces, network = noisy_faces(96), build("compact")
    network.load_state_dict(unfolded(MODELS / "compact", network, faces))
    network._dropout = 0.0

    torch.testing.assert_close(answers(network.train(), faces), answers(network.eval(), faces), rtol=0, atol=0.03)


def test_the_network_itself_stays() -> None:
    network = build("compact", labels=14)
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}

    state = unfolded(MODELS / "compact", network, noisy_faces(8))

    assert state["named.probabilities.weight"].shape == (len(LABELS), 256)
    for name, tensor in network.state_dict().items():
        torch.testing.assert_close(tensor, before[name])


def test_a_run_begins_with_it(faces_of: Faces) -> None:
    faces = faces_of(16, 7, 0)
    config = TrainingConfig(network="compact", start=str(MODELS / "compact"), precision="float32")

    run = Run(config, faces, "cpu")

    assert run.begun == str(MODELS / "compact")
    expected = answers(Published(MODELS / "compact"), faces.pixels)
    torch.testing.assert_close(answers(run.network.eval(), faces.pixels), expected, rtol=0, atol=0.06)


def test_a_second_head_begins_as_the_first() -> None:
    faces, two = noisy_faces(8), build("compact", labels=14)

    begin_with(two, [MODELS / "compact"], faces)

    with torch.no_grad():
        logits = two.eval()(torch.from_numpy(faces[:, None]).float())
    torch.testing.assert_close(logits[:, 7:], logits[:, :7])
    expected = answers(Published(MODELS / "compact"), faces)
    torch.testing.assert_close(torch.softmax(logits[:, 7:], 1), expected, rtol=0, atol=0.06)


def test_the_mean_with_a_run(tmp_path: Path) -> None:
    faces, network = noisy_faces(16), build("compact")
    one, two = unfolded(MODELS / "compact", network, faces), build("compact").state_dict()
    torch.save(two, tmp_path / TORCH_BEST)

    begin_with(network, [MODELS / "compact", tmp_path], faces)

    key = "named.stem_conv.weight"
    torch.testing.assert_close(network.state_dict()[key], (one[key] + two[key]) / 2)


@pytest.mark.parametrize(
    ("folder", "size", "message"),
    [
        ("mirrored-large", "mirrored", r"start: .*mirrored-large: its file has no layer \w+ of shape"),
        ("blog", "compact", r"start: .*blog: its file has no layer stem_conv of shape \(32, 3, 3, 1\)"),
        ("compact", "teacher-vgg", "start: .*compact: it is none of our own small networks"),
    ],
)
def test_another_network_is_refused(folder: str, size: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        begin_with(build(size), [MODELS / folder], noisy_faces(4))


def test_weights_that_answer_otherwise_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    fill = unfold._fill

    def spoil(layer: Any, name: str, tensors: Any) -> Any:
        bias = fill(layer, name, tensors)
        if name == "probabilities":
            layer.weight.neg_()
        return bias

    monkeypatch.setattr(unfold, "_fill", spoil)

    with pytest.raises(ValueError, match=r"its weights and its file differ by 0\.\d+ in a probability"):
        unfolded(MODELS / "compact", build("compact"), noisy_faces(4))


def test_a_run_of_a_published_network_can_be_told_more(faces_of: Faces) -> None:
    """One epoch on faces of one label teaches it that label."""
    faces = faces_of(32, 7, 0)
    faces = dataclasses.replace(faces, labels=np.where(faces.splits == faces.splits[0], 5, faces.labels))
    config = TrainingConfig(
        network="compact", start=str(MODELS / "compact"), epochs=3, warmup_epochs=0, batch_size=8, precision="float32"
    )
    run = Run(dataclasses.replace(config, average=0.0, learning_rate=0.02, augmentation="none"), faces, "cpu")

    accuracies = [run.epoch(1)["accuracy"] for _ in range(3)]

    assert accuracies[-1] > 0.9

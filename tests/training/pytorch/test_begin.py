"""What a run begins with: the weights of another, or the mean of several."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is an option of training: python -m pip install torch")

from training.pytorch.begin import begin_with  # noqa: E402
from training.pytorch.teachers import build, last_layer  # noqa: E402
from training.runs.folder import TORCH_BEST  # noqa: E402

FACES = np.zeros((2, 48, 48), np.uint8)


def saved(folder: Path, seed: int, name: str = "compact-small") -> Path:
    """Write the weights of a new network as a run keeps them."""
    torch.manual_seed(seed)
    folder.mkdir()
    torch.save(build(name).state_dict(), folder / TORCH_BEST)
    return folder


def weights(folder: Path) -> dict[str, object]:
    return dict(torch.load(folder / TORCH_BEST, weights_only=True))


def test_one_run_gives_its_weights(tmp_path: Path) -> None:
    network, run = build("compact-small"), saved(tmp_path / "one", 1)

    begin_with(network, [run], FACES)

    for name, tensor in weights(run).items():
        torch.testing.assert_close(network.state_dict()[name], tensor)


def test_several_runs_give_the_mean_of_theirs(tmp_path: Path) -> None:
    network, runs = build("compact-small"), [saved(tmp_path / str(seed), seed) for seed in (1, 2, 3)]

    begin_with(network, runs, FACES)

    mean: list[Any] = [weights(run) for run in runs]
    first, second, third = mean
    assert not torch.equal(first["named.stem_conv.weight"], second["named.stem_conv.weight"])
    for name, tensor in network.state_dict().items():
        expected = (first[name] + second[name] + third[name]) / 3
        torch.testing.assert_close(tensor, expected.to(tensor.dtype))


def test_a_second_head_begins_as_the_first(tmp_path: Path) -> None:
    two, run = build("compact-small", labels=14), saved(tmp_path / "one", 1)

    begin_with(two, [run, run], FACES)

    one = build("compact-small")
    one.load_state_dict(weights(run))
    torch.testing.assert_close(last_layer(two).weight, last_layer(one).weight.repeat(2, 1))
    torch.testing.assert_close(last_layer(two).bias, last_layer(one).bias.repeat(2))


@pytest.mark.parametrize("other", ["compact", "mirrored-small"])
def test_a_run_of_another_network_is_named(tmp_path: Path, other: str) -> None:
    runs = [saved(tmp_path / "one", 1), saved(tmp_path / "other", 1, other)]

    with pytest.raises(ValueError, match=r"start: .*other/best\.pt has no weights of this network"):
        begin_with(build("compact-small"), runs, FACES)


@pytest.mark.parametrize("content", [None, b"no weights"])
def test_weights_that_cannot_be_read_are_named(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / TORCH_BEST).write_bytes(content)

    with pytest.raises(ValueError, match=r"start: .*best\.pt has no weights of this network"):
        begin_with(build("compact-small"), [tmp_path], FACES)

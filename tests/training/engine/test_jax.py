"""Training where JAX, Keras and NumPy are installed and TensorFlow is not, as on a lent GPU."""

import signal
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tests.support.repository import ROOT
from tests.support.training import jax_environment
from tests.support.training.fixtures import Faces, WriteCsv
from tests.support.training.small_runs import accuracy_of, epochs
from training.networks.rebuild import best_network
from training.runs.environment import ENVIRONMENT
from training.runs.history import HISTORY, read_history
from training.runs.records import read_json

DRAWN = ("--network", "tiny", "--batch-size", 16, "--mixup", 0.3, "--webcam", 0.5, "--average", 0.8)


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return jax_environment.make(tmp_path_factory.mktemp("jax") / "environment")


def command(python: Path, data: Path, run: Path, *more: object) -> list[str]:
    words = (python, "-m", "tests.support.training.tiny_command", "train", "--data", data, "--run", run, *DRAWN, *more)
    return [str(word) for word in words]


def finished(words: list[str]) -> str:
    answer = subprocess.run(
        words, cwd=ROOT, env=jax_environment.environment(), capture_output=True, text=True, timeout=300
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def numbers(run: Path) -> list[dict[str, str]]:
    return [{**row, "seconds": ""} for row in read_history(run / HISTORY)]


@pytest.mark.usefixtures("tiny")
def test_it_trains_and_resumes_with_the_same_numbers(
    python: Path, tmp_path: Path, faces_of: Faces, csv_of: WriteCsv
) -> None:
    faces = faces_of(56, 21, 0)
    data = csv_of(tmp_path / "fer2013.csv", faces)
    more = ("--epochs", 3, "--warmup-epochs", 1)

    finished(command(python, data, tmp_path / "whole", *more))
    with subprocess.Popen(
        command(python, data, tmp_path / "parts", *more),
        cwd=ROOT,
        env={**jax_environment.environment(), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert any(line.startswith("Epoch 1/3") for line in process.stdout), "the run ended before its first epoch"
        process.send_signal(signal.SIGKILL)
    assert len(epochs(tmp_path / "parts")) < 3
    finished(command(python, data, tmp_path / "parts", *more))

    assert numbers(tmp_path / "parts") == numbers(tmp_path / "whole")
    made = read_json(tmp_path / "whole" / ENVIRONMENT)
    assert made["backend"] == "jax"
    assert "tensorflow" not in made["versions"]
    # Its weights are Keras' own: here, on TensorFlow, they answer as they did there.
    best, parts = best_network(tmp_path / "whole"), best_network(tmp_path / "parts")
    for one, other in zip(best.get_weights(), parts.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
    assert accuracy_of(best, faces.split("public")) == pytest.approx(
        max(float(row["val_accuracy"]) for row in numbers(tmp_path / "whole")), abs=1 / 21
    )

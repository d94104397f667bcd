"""How many epochs fit into a time."""

import dataclasses
import time
from pathlib import Path

import pytest

from tests.support.training.fixtures import Faces
from tests.support.training.small_runs import PLAIN, epochs
from tests.support.training.typed import type_in
from training.data.faceset import FaceSet
from training.engine import timing
from training.engine.timing import fitted
from training.runs.config import TrainingConfig
from training.runs.folder import CONFIG
from training.runs.history import HISTORY, write_history


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[TrainingConfig]:
    """What was tried: two epochs, of thirty seconds and of ten."""
    found: list[TrainingConfig] = []

    def train(config: TrainingConfig, faces: FaceSet, folder: Path) -> None:
        found.append(config)
        write_history(folder / HISTORY, [{"epoch": 1, "seconds": 30}, {"epoch": 2, "seconds": 10}])

    monkeypatch.setattr(timing, "train", train)
    monkeypatch.setattr(time, "monotonic", lambda: 1060.0)
    return found


def test_the_time_that_is_left_is_used(tried: list[TrainingConfig], tmp_path: Path, faces_of: Faces) -> None:
    said: list[str] = []
    config = dataclasses.replace(PLAIN, warmup_epochs=2, small_epochs=3)

    found = fitted(config, 9, 1000.0, faces_of(), tmp_path, said.append)

    # A minute is gone; of the other eight 95 %, less the twenty seconds more of the first epoch.
    assert found == dataclasses.replace(config, epochs=43)
    assert said == ["An epoch takes 10.0 s here: 43 epochs"]
    assert [(config.epochs, config.warmup_epochs, config.small_epochs) for config in tried] == [(2, 0, 0)]


def test_too_little_time_is_said(tried: list[TrainingConfig], tmp_path: Path, faces_of: Faces) -> None:
    with pytest.raises(ValueError, match=r"--minutes 1\.5: an epoch takes 10 s here, so 0 fit; that is too few"):
        fitted(PLAIN, 1.5, 1000.0, faces_of(), tmp_path, lambda line: None)
    assert tried


def test_a_run_that_has_begun_keeps_its_epochs(tried: list[TrainingConfig], tmp_path: Path, faces_of: Faces) -> None:
    dataclasses.replace(PLAIN, epochs=7).save(tmp_path / CONFIG)

    assert fitted(PLAIN, 9, 1000.0, faces_of(), tmp_path, lambda line: None).epochs == 7
    assert tried == []


@pytest.mark.usefixtures("tiny")
def test_the_command_sets_its_epochs_to_a_time(source: Path, tmp_path: Path) -> None:
    run = ("train", "--data", source, "--run", tmp_path / "run", "--network", "tiny", "--precision", "float32")

    answer = type_in(*run, "--warmup-epochs", 0, "--minutes", 0.1)

    assert answer.exit_code == 0, answer.output
    (line,) = [line for line in answer.output.splitlines() if line.startswith("An epoch takes ")]
    assert epochs(tmp_path / "run")[-1] == int(line.split(": ")[1].removesuffix(" epochs"))

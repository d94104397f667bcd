"""What watches PublicTest accuracy from epoch to epoch knows, in a resumed run, of the epochs before the stop."""

import dataclasses
from pathlib import Path

import keras
import pytest

from tests.support.training.fixtures import Faces
from tests.support.training.small_runs import PLAIN, epochs, rates, set_accuracies, stop_after
from training.engine import train as training
from training.runs.folder import CHECKPOINT
from training.runs.history import HISTORY


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("stop", [None, 2, 3, 5])
def test_a_plateau_halves_the_rate_in_a_resumed_run_too(
    stop: int | None, tmp_path: Path, faces_of: Faces, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_accuracies(monkeypatch, [0.2, 0.1, 0.2, 0.3, 0.3, 0.3])
    config = dataclasses.replace(PLAIN, schedule="plateau", plateau_epochs=2, epochs=6)

    def run() -> None:
        training.train(config, faces_of(8, 7, 0), tmp_path, verbose=0)

    if stop:
        stop_after(stop, monkeypatch, run)
    run()

    assert rates(tmp_path) == pytest.approx([0.1, 0.1, 0.1, 0.05, 0.05, 0.05])
    assert float(keras.models.load_model(tmp_path / CHECKPOINT).optimizer.learning_rate) == pytest.approx(0.05)


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("stop", [None, 2, 4])
def test_patience_ends_a_run_once_and_for_all(
    stop: int | None, tmp_path: Path, faces_of: Faces, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_accuracies(monkeypatch, [0.1, 0.3, 0.2, 0.3, 0.2, 0.1, 0.9, 0.9])
    config = dataclasses.replace(PLAIN, patience=2, epochs=8)

    def run() -> None:
        training.train(config, faces_of(8, 7, 0), tmp_path, verbose=0)

    if stop:
        stop_after(stop, monkeypatch, run)
    run()
    ended = (tmp_path / HISTORY).read_bytes()
    run()

    assert epochs(tmp_path) == [1, 2, 3, 4]  # the second was the best, and an equal one is no better
    assert (tmp_path / HISTORY).read_bytes() == ended

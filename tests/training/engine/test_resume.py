"""Runs that stop at any write, are killed, or fill the disk: nothing is lost and nothing counts twice."""

import dataclasses
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from tests.support.repository import ROOT
from tests.support.training.fixtures import Faces, WriteCsv
from tests.support.training.small_runs import TINY, accuracy_of, epochs, stop_after, stop_at
from training.engine import train as training
from training.engine.normalisation import NORMALISATION
from training.networks.rebuild import best_network
from training.runs.config import TrainingConfig
from training.runs.environment import ENVIRONMENT
from training.runs.folder import BEST, CHECKPOINT, CONFIG
from training.runs.history import HISTORY, read_history, write_history


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("writes", range(3, 8))  # of five files, the first two at the start
def test_a_run_stopped_at_any_write_goes_on(
    writes: int, tmp_path: Path, faces_of: Faces, monkeypatch: pytest.MonkeyPatch
) -> None:
    faces = faces_of(8, 7, 0)
    stop_at(writes, monkeypatch, lambda: training.train(TINY, faces, tmp_path, verbose=0))
    before = epochs(tmp_path)

    training.train(TINY, faces, tmp_path, verbose=0)

    assert 1 <= len(before) < TINY.epochs
    assert epochs(tmp_path) == [1, 2, 3, 4]
    assert int(keras.models.load_model(tmp_path / CHECKPOINT).optimizer.iterations) == 4 * 2
    best = max(float(row["val_accuracy"]) for row in read_history(tmp_path / HISTORY))
    assert accuracy_of(best_network(tmp_path), faces.split("public")) == pytest.approx(best, abs=1e-6)


@pytest.mark.usefixtures("tiny")
def test_best_weights_that_a_stop_came_before_are_kept_by_the_next_start(
    tmp_path: Path, faces_of: Faces, monkeypatch: pytest.MonkeyPatch
) -> None:
    faces, config = faces_of(8, 7, 0), dataclasses.replace(TINY, epochs=1, warmup_epochs=0)
    stop_at(4, monkeypatch, lambda: training.train(config, faces, tmp_path, verbose=0))
    assert (tmp_path / CHECKPOINT).exists()
    assert not (tmp_path / BEST).exists()

    training.train(config, faces, tmp_path, verbose=0)

    (row,) = read_history(tmp_path / HISTORY)
    expected = pytest.approx(float(row["val_accuracy"]), abs=1e-6)
    assert accuracy_of(best_network(tmp_path), faces.split("public")) == expected


@pytest.mark.usefixtures("tiny")
def test_a_resumed_run_ends_where_an_undisturbed_one_does(
    tmp_path: Path, faces_of: Faces, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With all faces in one step and no augmentation nothing is random, so an optimizer that forgot something shows."""
    faces = faces_of(8, 7, 0)
    config = dataclasses.replace(TINY, batch_size=8, weight_decay=5.0, augmentation="none", cutout=0.0)
    training.train(config, faces, tmp_path / "whole", verbose=0)
    stop_after(2, monkeypatch, lambda: training.train(config, faces, tmp_path / "parts", verbose=0))
    training.train(config, faces, tmp_path / "parts", verbose=0)

    whole, parts = (keras.models.load_model(tmp_path / name / CHECKPOINT) for name in ("whole", "parts"))
    for one, other in zip(whole.get_weights(), parts.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)


@pytest.fixture(scope="module")
def finished(tiny: str, tmp_path_factory: pytest.TempPathFactory, faces_of: Faces) -> Path:
    """A run of four epochs of two steps: eight, which is no whole number of epochs of three steps."""
    folder = tmp_path_factory.mktemp("runs") / "finished"
    training.train(TINY, faces_of(8, 7, 0), folder, verbose=0)
    return folder


def test_a_finished_run_is_left_as_it_is(finished: Path, faces_of: Faces) -> None:
    before = (finished / HISTORY).read_bytes(), (finished / CHECKPOINT).read_bytes()

    training.train(TINY, faces_of(8, 7, 0), finished, verbose=0)

    assert ((finished / HISTORY).read_bytes(), (finished / CHECKPOINT).read_bytes()) == before


def test_refreshed_normalisation_outlives_the_same_command(finished: Path, faces_of: Faces) -> None:
    rows = read_history(finished / HISTORY)
    write_history(finished / HISTORY, [*rows[:-1], {**rows[-1], "val_accuracy": 1.0}])
    (finished / NORMALISATION).write_text("{}", encoding="utf-8")
    (finished / BEST).write_bytes(b"refreshed")

    training.train(TINY, faces_of(8, 7, 0), finished, verbose=0)

    assert (finished / BEST).read_bytes() == b"refreshed"


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"config": dataclasses.replace(TINY, seed=2)}, "holds a run with other settings"),
        ({"config": dataclasses.replace(TINY, network="big")}, "unknown network 'big'"),
        ({"faces": (12, 7)}, "made on another number of Training faces"),
        ({"faces": (0, 7)}, "training needs Training and PublicTest faces"),
        ({"faces": (8, 0)}, "training needs Training and PublicTest faces"),
        ({"remove": CONFIG}, "holds a checkpoint but no config.json"),
        ({"remove": HISTORY}, "has 0 of the 4 epochs"),
        ({"spoil": CHECKPOINT}, "cannot be resumed"),
        ({"replace": CHECKPOINT}, "cannot be resumed"),
    ],
)
def test_what_cannot_be_resumed_is_refused(
    change: dict[str, Any], message: str, tmp_path: Path, faces_of: Faces, finished: Path
) -> None:
    run = tmp_path / "run"
    shutil.copytree(finished, run)
    if "remove" in change:
        (run / change["remove"]).unlink()
    if "spoil" in change:
        (run / change["spoil"]).write_bytes(b"spoilt")
    if "replace" in change:
        keras.Sequential([keras.Input((48, 48, 1)), keras.layers.Flatten(), keras.layers.Dense(7)]).save(
            run / change["replace"]
        )
    faces = faces_of(*change.get("faces", (8, 7)), 0)

    with pytest.raises(ValueError, match=message):
        training.train(change.get("config", TINY), faces, run, verbose=0)


def own_process(data: Path, run: Path, epochs: int) -> tuple[list[str], dict[str, str]]:
    """Return a command that trains the tiny network in a process of its own, and its environment."""
    words = ["train", "--data", data, "--run", run, "--network", "tiny", "--epochs", epochs, "--warmup-epochs", 0]
    words += ["--precision", "float32", "--refresh", "false"]
    command = [sys.executable, "-m", "tests.support.training.tiny_command", *map(str, words)]
    return command, {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.mark.usefixtures("tiny")
def test_a_process_that_is_killed_goes_on(tmp_path: Path, faces_of: Faces, csv_of: WriteCsv) -> None:
    faces, run = faces_of(8, 7, 0), tmp_path / "run"
    data = csv_of(tmp_path / "fer2013.csv", faces)
    command, environment = own_process(data, run, epochs=6)
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert any(line.startswith("Epoch 2/6") for line in process.stdout), "the run ended before its second epoch"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert 1 <= len(epochs(run)) < 6

    training.train(TrainingConfig.load(run / CONFIG), faces, run, verbose=0)

    assert epochs(run) == [1, 2, 3, 4, 5, 6]
    assert int(keras.models.load_model(run / CHECKPOINT).optimizer.iterations) == 6


@pytest.mark.usefixtures("tiny")
def test_a_full_disk_ends_in_a_sentence_and_costs_no_epoch(tmp_path: Path, faces_of: Faces, csv_of: WriteCsv) -> None:
    faces, run = faces_of(8, 7, 0), tmp_path / "run"
    data = csv_of(tmp_path / "fer2013.csv", faces)
    command, environment = own_process(data, run, epochs=2)

    # Files may have 8 kB: enough for the history and the configuration, not for a checkpoint.
    full = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, resource.RLIM_INFINITY)),
    )

    assert full.returncode == 1
    assert full.stderr.splitlines()[-1] == f"Error: {run / CHECKPOINT}: File too large"
    assert sorted(path.name for path in run.iterdir()) == [CONFIG, ENVIRONMENT, HISTORY]

    training.train(TrainingConfig.load(run / CONFIG), faces, run, verbose=0)

    assert epochs(run) == [1, 2]
    assert (run / BEST).exists()

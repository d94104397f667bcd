"""Runs that stop at any write, are killed, or fill the disk: nothing is lost and nothing counts twice."""

import dataclasses
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from tests.support.repository import ROOT
from tests.support.training.fixtures import Faces, WriteCsv
from tests.support.training.small_runs import TINY, accuracy_of, epochs, stop_after, stop_at
from tests.support.training.tiny_network import tiny_network
from training import networks
from training.data.faceset import VOTED, FaceSet
from training.engine import train as training
from training.engine.normalisation import NORMALISATION
from training.networks.rebuild import best_network
from training.runs.config import TrainingConfig
from training.runs.environment import ENVIRONMENT
from training.runs.folder import BEST, CHECKPOINT, CONFIG
from training.runs.history import HISTORY, read_history, write_history

DRAWN = dataclasses.replace(TINY, network="dropping", epochs=3, votes_head=0.3, mixup=0.4, webcam=0.5, only_faces=True)


@pytest.fixture(scope="module", autouse=True)
def dropping() -> Iterator[None]:
    """A tiny network that drops features."""
    networks.NETWORKS["dropping"] = dropping_network  # type: ignore[index]  # read-only for everybody else
    yield
    del networks.NETWORKS["dropping"]  # type: ignore[attr-defined]


def dropping_network(input_shape: tuple[int, int, int], num_classes: int) -> keras.Model:
    plain = tiny_network(input_shape, num_classes)
    last = plain.layers[-1]
    return keras.Model(plain.input, last(keras.layers.Dropout(0.5, name="dropout")(last.input)))


@pytest.fixture(scope="module")
def faces(faces_of: Faces) -> FaceSet:
    """Faces whose voters agree with their labels."""
    made = faces_of(8, 7, 0)
    return dataclasses.replace(made, votes=10 * np.eye(len(VOTED), dtype=np.int64)[made.labels])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, faces: FaceSet) -> Path:
    """An undisturbed run in which all that is drawn is drawn: two heads, mixed and changed faces, dropped features."""
    folder = tmp_path_factory.mktemp("runs") / "whole"
    training.train(DRAWN, faces, folder)
    return folder


@pytest.mark.parametrize("writes", range(5, 13))  # four files at the start, and three to five in each epoch
def test_a_run_stopped_at_any_write_ends_with_the_numbers_of_an_undisturbed_one(
    writes: int, tmp_path: Path, faces: FaceSet, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_at(writes, monkeypatch, lambda: training.train(DRAWN, faces, tmp_path))
    np.random.default_rng(99).random(3)
    keras.utils.set_random_seed(99)  # another process has drawn other numbers

    training.train(DRAWN, faces, tmp_path)

    for head in ("", "votes"):
        assert numbers(tmp_path / head) == numbers(whole / head)
        for one, other in zip(
            best_network(tmp_path / head).get_weights(), best_network(whole / head).get_weights(), strict=True
        ):
            np.testing.assert_array_equal(one, other)
    parts, undisturbed = (keras.models.load_model(folder / CHECKPOINT) for folder in (tmp_path, whole))
    assert int(parts.optimizer.iterations) == 3 * 2
    for one, other in zip(parts.optimizer.variables, undisturbed.optimizer.variables, strict=True):
        np.testing.assert_array_equal(keras.ops.convert_to_numpy(one), keras.ops.convert_to_numpy(other))


@pytest.mark.usefixtures("tiny")
def test_best_weights_that_a_stop_came_before_are_kept_by_the_next_start(
    tmp_path: Path, faces_of: Faces, monkeypatch: pytest.MonkeyPatch
) -> None:
    faces, config = faces_of(8, 7, 0), dataclasses.replace(TINY, epochs=1, warmup_epochs=0)
    stop_after(1, monkeypatch, lambda: training.train(config, faces, tmp_path))
    assert (tmp_path / CHECKPOINT).exists()
    assert not (tmp_path / BEST).exists()

    training.train(config, faces, tmp_path)

    (row,) = read_history(tmp_path / HISTORY)
    expected = pytest.approx(float(row["val_accuracy"]), abs=1e-6)
    assert accuracy_of(best_network(tmp_path), faces.split("public")) == expected


def numbers(folder: Path) -> list[dict[str, str]]:
    return [{**row, "seconds": ""} for row in read_history(folder / HISTORY)]


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
        assert any(line.startswith("Epoch 1/6") for line in process.stdout), "the run ended before its first epoch"
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

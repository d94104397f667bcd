"""One epoch, kept weights, and runs that stop at any write: nothing is lost and nothing counts twice."""

import dataclasses
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from training import run_folder
from training import train as training
from training.config import TrainingConfig
from training.data.faceset import FaceSet
from training.environment import ENVIRONMENT
from training.history import HISTORY, read_history, write_history
from training.run_folder import BEST, CHECKPOINT, CONFIG, best_network

Faces = Callable[..., FaceSet]
ROOT = Path(__file__).resolve().parents[2]
TINY = TrainingConfig(network="tiny", epochs=4, batch_size=4, warmup_epochs=1, average=0.8, precision="float32")


def accuracy_of(network: keras.Model, faces: FaceSet) -> float:
    answers = network.predict_on_batch(faces.pixels[..., None].astype(np.float32)).argmax(axis=1)
    return float((answers == faces.labels).mean())


def epochs(folder: Path) -> list[int]:
    return [int(row["epoch"]) for row in read_history(folder / HISTORY)]


@pytest.fixture
def unchanged_faces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Train without augmentation, which is most of what compiling a tiny model costs."""

    monkeypatch.setattr(training, "augmentation", lambda kind, cutout, seed: None)


def test_one_epoch_of_the_compact_network_on_eight_faces(tmp_path: Path, faces_of: Faces) -> None:
    config = TrainingConfig(epochs=1, warmup_epochs=0)

    best = training.train(config, faces_of(8, 7, 0), tmp_path / "run", verbose=0)

    assert TrainingConfig.load(tmp_path / "run" / CONFIG) == config
    (row,) = read_history(tmp_path / "run" / HISTORY)
    assert row["epoch"] == "1"
    assert float(row["loss"]) > 0
    assert float(row["seconds"]) >= 0
    assert best == tmp_path / "run" / BEST
    assert best_network(tmp_path / "run").count_params() == 1_550_895


@pytest.mark.usefixtures("tiny")
def test_the_best_weights_are_the_averaged_ones_that_the_history_speaks_of(tmp_path: Path, faces_of: Faces) -> None:
    faces = faces_of(56, 21, 0)
    public = faces.split("public")

    training.train(dataclasses.replace(TINY, epochs=1, warmup_epochs=0), faces, tmp_path, verbose=0)

    (row,) = read_history(tmp_path / HISTORY)
    best = best_network(tmp_path)
    assert accuracy_of(best, public) == pytest.approx(float(row["val_accuracy"]), abs=1e-6)
    loss = keras.losses.CategoricalCrossentropy(label_smoothing=TINY.label_smoothing)
    found = loss(np.eye(7, dtype=np.float32)[public.labels], best(public.pixels[..., None].astype(np.float32)))
    assert float(found) == pytest.approx(float(row["val_loss"]), rel=1e-4)
    checkpoint = keras.models.load_model(tmp_path / CHECKPOINT)
    count = len(checkpoint.trainable_variables)
    averages = checkpoint.optimizer._model_variables_moving_average[:count]
    for kept, averaged, raw in zip(best.trainable_variables, averages, checkpoint.trainable_variables, strict=True):
        kept_value, averaged_value, raw_value = (keras.ops.convert_to_numpy(v) for v in (kept, averaged, raw))
        np.testing.assert_allclose(kept_value, averaged_value, atol=1e-5)
        assert np.abs(kept_value - raw_value).max() > 1e-5


class Killed(BaseException):
    """Stands for the kill: nothing catches it."""


def stop_at(writes: int, monkeypatch: pytest.MonkeyPatch, run: Callable[[], object]) -> None:
    """Stop a run when that many files have been put in their place."""
    real, left = os.replace, [writes]

    def replace(source: Any, target: Any) -> None:
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        with pytest.raises(Killed):
            run()


@pytest.mark.usefixtures("tiny", "unchanged_faces")
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


@pytest.mark.usefixtures("tiny", "unchanged_faces")
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


@pytest.mark.usefixtures("tiny", "unchanged_faces")
def test_a_resumed_run_ends_where_an_undisturbed_one_does(
    tmp_path: Path, faces_of: Faces, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With all faces in one step and no augmentation nothing is random, so an optimizer that forgot something shows."""
    faces = faces_of(8, 7, 0)
    config = dataclasses.replace(TINY, batch_size=8, weight_decay=5.0)
    training.train(config, faces, tmp_path / "whole", verbose=0)
    keep = training.Keep.on_epoch_end

    def stop_after_two(self: Any, epoch: int, logs: Any = None) -> None:
        keep(self, epoch, logs)
        if epoch == 1:
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(training.Keep, "on_epoch_end", stop_after_two)
        with pytest.raises(Killed):
            training.train(config, faces, tmp_path / "parts", verbose=0)
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


@pytest.mark.usefixtures("tiny")
def test_an_unknown_network_leaves_no_folder(tmp_path: Path, faces_of: Faces) -> None:
    with pytest.raises(ValueError, match="unknown network"):
        training.train(dataclasses.replace(TINY, network="big"), faces_of(8, 7, 0), tmp_path / "run", verbose=0)

    assert not (tmp_path / "run").exists()


def own_process(data: Path, run: Path, epochs: int) -> tuple[list[str], dict[str, str]]:
    """Return a command that trains the tiny network in a process of its own, and its environment."""
    words = ["train", "--data", data, "--run", run, "--network", "tiny", "--epochs", epochs, "--warmup-epochs", 0]
    words += ["--precision", "float32", "--refresh", "false"]
    command = [sys.executable, str(Path(__file__).with_name("kill_me.py")), *map(str, words)]
    return command, {**os.environ, "PYTHONPATH": str(ROOT)}


def test_a_process_that_is_killed_goes_on(
    tmp_path: Path, faces_of: Faces, csv_of: Callable[[Path, FaceSet], Path]
) -> None:
    data, run = csv_of(tmp_path / "fer2013.csv", faces_of(8, 7, 0)), tmp_path / "run"
    command, environment = own_process(data, run, epochs=6)
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert any(line.startswith("Epoch 2/6") for line in process.stdout), "the run ended before its second epoch"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert 1 <= len(epochs(run)) < 6

    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)

    assert epochs(run) == [1, 2, 3, 4, 5, 6]
    assert int(keras.models.load_model(run / CHECKPOINT).optimizer.iterations) == 6


def test_a_full_disk_ends_in_a_sentence_and_costs_no_epoch(
    tmp_path: Path, faces_of: Faces, csv_of: Callable[[Path, FaceSet], Path]
) -> None:
    data, run = csv_of(tmp_path / "fer2013.csv", faces_of(8, 7, 0)), tmp_path / "run"
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

    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)

    assert epochs(run) == [1, 2]
    assert (run / BEST).exists()


def raise_within(policy: str) -> None:
    with run_folder.dtype_policy(policy):
        raise KeyError(keras.config.dtype_policy().name)


def test_the_dtype_policy_comes_back() -> None:
    before = keras.config.dtype_policy().name

    with pytest.raises(KeyError, match="mixed_bfloat16"):
        raise_within("mixed_bfloat16")

    assert keras.config.dtype_policy().name == before


def test_rows_without_seconds_stay_readable(tmp_path: Path) -> None:
    path = tmp_path / HISTORY
    path.write_text("epoch,loss,accuracy,val_loss,val_accuracy,learning_rate\n1,2,0.1,2,0.2,0.1\n", encoding="utf-8")

    write_history(path, [*read_history(path), {"epoch": 2, "val_accuracy": 0.3, "seconds": 4.5}])

    assert [row["seconds"] for row in read_history(path)] == ["", "4.5"]
    assert read_history(path)[0]["val_accuracy"] == "0.2"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [("missing", "no best.weights.h5 and config.json; run python -m training train"), ("other", "not the weights of")],
)
def test_a_run_without_its_best_weights_is_refused(spoil: str, message: str, tmp_path: Path) -> None:
    TrainingConfig(network="report").save(tmp_path / CONFIG)
    if spoil == "other":
        (tmp_path / BEST).write_bytes(b"no weights")

    with pytest.raises(ValueError, match=message):
        best_network(tmp_path)


PLAIN = dataclasses.replace(TINY, augmentation="none", cutout=0.0, average=0.0, warmup_epochs=0)


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_without_averaging_the_weights_of_the_step_are_kept(optimizer: str, tmp_path: Path, faces_of: Faces) -> None:
    config = dataclasses.replace(PLAIN, optimizer=optimizer, epochs=1, learning_rate=0.001)

    training.train(config, faces_of(8, 7, 0), tmp_path, verbose=0)

    last = keras.models.load_model(tmp_path / CHECKPOINT).layers[-1]
    for kept, raw in zip(best_network(tmp_path).get_weights(), last.get_weights(), strict=True):
        np.testing.assert_array_equal(kept, raw)


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(
    "change",
    [
        {"balance": "weights"},
        {"balance": "sampling"},
        {"mixup": 0.2},
        {"augmentation": "blog"},
        {"augmentation": "none", "cutout": 1.0},
        {"label_smoothing": 0.0, "weight_decay": 0.0, "momentum": 0.0},
        {"schedule": "constant"},
        {"optimizer": "adam", "learning_rate": 0.01},
    ],
    ids=str,
)
def test_every_option_trains(change: dict[str, Any], tmp_path: Path, faces_of: Faces) -> None:
    faces = faces_of(56, 21, 0)

    training.train(dataclasses.replace(TINY, batch_size=8, **change), faces, tmp_path, verbose=0)

    losses = [float(row["loss"]) for row in read_history(tmp_path / HISTORY)]
    assert losses[-1] < losses[0]


@pytest.mark.usefixtures("tiny")
def test_a_subset_is_drawn_evenly(tmp_path: Path, faces_of: Faces) -> None:
    config = dataclasses.replace(PLAIN, epochs=1, faces=6, batch_size=2)

    training.train(config, faces_of(56, 7, 0), tmp_path, verbose=0)

    assert int(keras.models.load_model(tmp_path / CHECKPOINT).optimizer.iterations) == 3


def rates(folder: Path) -> list[float]:
    return [float(row["learning_rate"]) for row in read_history(folder / HISTORY)]


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"schedule": "constant", "warmup_epochs": 2}, [0.05, 0.1, 0.1, 0.1]),
        ({"schedule": "constant"}, [0.1, 0.1, 0.1, 0.1]),
        ({"schedule": "cosine", "epochs": 2}, [0.05, 0.0]),
        ({"schedule": "cosine", "epochs": 3, "warmup_epochs": 1}, [0.1, 0.05, 0.0]),
    ],
    ids=str,
)
def test_the_rate_follows_its_schedule(
    change: dict[str, Any], expected: list[float], tmp_path: Path, faces_of: Faces
) -> None:
    training.train(dataclasses.replace(PLAIN, **change), faces_of(8, 7, 0), tmp_path, verbose=0)

    assert rates(tmp_path) == pytest.approx(expected, abs=1e-6)


def set_accuracies(monkeypatch: pytest.MonkeyPatch, values: list[float]) -> None:
    """Let PublicTest accuracy be these, from epoch to epoch, whatever the network answers."""
    end = keras.callbacks.CallbackList.on_epoch_end

    def on_epoch_end(self: Any, epoch: int, logs: Any = None) -> None:
        end(self, epoch, {**logs, "val_accuracy": values[epoch]})

    monkeypatch.setattr(keras.callbacks.CallbackList, "on_epoch_end", on_epoch_end)


def stop_after(epoch: int, monkeypatch: pytest.MonkeyPatch, run: Callable[[], object]) -> None:
    """Stop a run when this epoch, from 1, is kept."""
    keep = training.Keep.on_epoch_end

    def on_epoch_end(self: Any, index: int, logs: Any = None) -> None:
        keep(self, index, logs)
        if index + 1 == epoch:
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(training.Keep, "on_epoch_end", on_epoch_end)
        with pytest.raises(Killed):
            run()


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

    assert rates(tmp_path) == pytest.approx([0.1, 0.1, 0.1, 0.05, 0.05, 0.05])  # a row has the rate before its callback
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

    assert epochs(tmp_path) == [1, 2, 3, 4, 5, 6][: len(epochs(tmp_path))]
    assert len(epochs(tmp_path)) < 7
    assert (tmp_path / HISTORY).read_bytes() == ended


def test_a_loss_that_is_no_number_ends_the_run_with_advice(tiny: str, tmp_path: Path, faces_of: Faces) -> None:
    config = dataclasses.replace(PLAIN, network=tiny, learning_rate=1e38)

    with pytest.raises(ValueError, match=r"epoch \d: the loss is no finite number; a lower --learning-rate may help"):
        training.train(config, faces_of(56, 7, 0), tmp_path, verbose=0)


@pytest.mark.usefixtures("tiny")
def test_tensorboard_is_written_when_asked_for(tmp_path: Path, faces_of: Faces) -> None:
    training.train(dataclasses.replace(PLAIN, epochs=1), faces_of(8, 7, 0), tmp_path, verbose=0, tensorboard=True)

    assert list((tmp_path / "tensorboard").rglob("events.out.tfevents*"))


@pytest.mark.usefixtures("tiny")
def test_a_run_says_on_what_it_was_made(tmp_path: Path, faces_of: Faces) -> None:
    training.train(dataclasses.replace(PLAIN, epochs=1), faces_of(8, 7, 0), tmp_path, verbose=0)

    found = json.loads((tmp_path / ENVIRONMENT).read_text(encoding="utf-8"))
    assert (found["precision"], found["pretrained"], found["backend"]) == ("float32", "none", "tensorflow")
    assert found["parameters"] == best_network(tmp_path).count_params()
    assert found["versions"]["keras"] == keras.__version__
    assert found["machine"]["processors"] == os.cpu_count()

"""Trains one network on FER2013's Training faces; PublicTest chooses the epoch. Resumes where it was stopped.

The whole of a training stands in `train`, from top to bottom. What is optional hangs on it by name: weights of others
(`initialise`), a second head (`with_heads`), teachers (`Teachers`), a pretrained part that is frozen first (`phases`).
"""

import math
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import keras

from training import networks
from training.data.faceset import FaceSet
from training.data.steps import Steps
from training.data.targets import chosen
from training.engine.batches import Batches, prepared
from training.engine.checkpoints import Phase, draw_anew, phases, resume, save
from training.engine.heads import head_targets, losses, with_heads
from training.engine.initial_weights import initialise
from training.engine.optimizers import follow_plateaus, optimizer
from training.engine.served import ServedNetwork, epochs_since_best, head_folders
from training.engine.teachers import Teachers
from training.networks.rebuild import dtype_policy
from training.networks.transfer import BACKBONE
from training.progress import Say, silent
from training.runs.config import TrainingConfig
from training.runs.environment import save_environment
from training.runs.folder import BEST


def train(
    config: TrainingConfig,
    data: FaceSet,
    folder: Path,
    verbose: int = 0,
    tensorboard: bool = False,
    say: Say = silent,
) -> Path:
    """Train until `config.epochs` are done and return the weights of the best epoch, by PublicTest accuracy.

    The folder receives the configuration, the environment, and after each epoch a row of history, a checkpoint, and the
    weights if they are the best. A run that was killed goes on from its last whole epoch when started again with the
    same configuration. Of two heads, the second is kept in a run folder of its own, `votes` in the first one's.

    Args:
        config: all that the run is told.
        data: FER2013, with votes if the configuration asks for them.
        folder: of the run.
        verbose: as Keras' `fit` has it: 1 shows a bar for each epoch, 0 nothing.
        tensorboard: also write `tensorboard/` for that program.
        say: told a line after each epoch.

    Raises:
        ValueError: the folder holds a run of another configuration or data, a split is empty, what the run begins with
            or learns from is missing, or the loss is no number.
    """
    check(config, tensorboard)
    faces, public = chosen(data.split("train"), config), data.split("public")
    if len(faces) == 0 or len(public) == 0:
        raise ValueError("training needs Training and PublicTest faces; python -m training data FILE counts them")
    steps = prepared(Steps(faces.pixels[..., None], head_targets(faces, config), config))
    heads = head_folders(folder, config)

    with dtype_policy(config.precision) as policy:
        keras.utils.set_random_seed(config.seed)
        network = networks.build(config.network, config.dropout, any_size=config.small_epochs > 0)
        source = initialise(network, config, faces.pixels)
        model = with_heads(network, config)
        teachers = Teachers(config.matched, config.match_share, faces.pixels)
        served = ServedNetwork(config, faces, public)
        board = _tensorboard(model, folder) if tensorboard else None

        done = 0
        for phase in phases(config, network, folder):
            _compile(model, config, phase, len(steps))
            resumed = resume(model, phase, len(steps))
            done = max(done, resumed)
            for head in heads:
                head.go_on(done)
                if not done:
                    save_environment(head.folder, keras.backend.backend(), policy, source, network.count_params())
            if resumed:  # the best weights may be what a kill came before
                served.take(network, model, phase.frozen)
                for head in heads:
                    head.save_if_best(served)

            while done < phase.ends and not (config.patience and epochs_since_best(heads[0]) >= config.patience):
                began = time.perf_counter()
                follow_plateaus(model, config, heads[0].rows)
                draw_anew(model, config.seed, done)
                batches = Batches(steps, done, config, teachers).for_fit()
                logs = model.fit(batches, steps_per_epoch=len(steps), shuffle=False, verbose=verbose).history
                done += 1

                row = _row(done, logs, float(model.optimizer.learning_rate))
                served.take(network, model, phase.frozen)
                rows = [head.add_row(served, row, began) for head in heads]
                save(model, phase.checkpoint)
                for head in heads:
                    head.save_if_best(served)
                say(f"Epoch {done}/{config.epochs}: {_in_words(rows[0])}")
                if board:
                    board.on_epoch_end(done - 1, rows[0])
    return folder / BEST


def check(config: TrainingConfig, tensorboard: bool = False) -> None:
    """Refuse a run that cannot be made, before anything is read.

    Raises:
        ValueError: no such network, a setting that it does not take, or the package tensorboard is wanted and missing.
    """
    networks.check(config.network, config.dropout, any_size=config.small_epochs > 0)
    if tensorboard and find_spec("tensorboard") is None:
        raise ValueError("--tensorboard needs a package of that name: python -m pip install tensorboard")


def _compile(model: keras.Model, config: TrainingConfig, phase: Phase, steps: int) -> None:
    if config.frozen_epochs:
        model.get_layer(BACKBONE).trainable = not phase.frozen
    made = optimizer(config, phase.ends - phase.begins, steps, constant=phase.frozen)
    # Measured on TensorFlow: XLA makes a step three times as long on a processor.
    model.compile(made, jit_compile="auto" if keras.backend.backend() == "jax" else False, **losses(config))
    model.optimizer.build(model.trainable_variables)


def _row(epoch: int, logs: dict[str, list[float]], rate: float) -> dict[str, float]:
    """Return what is known of an epoch from training alone; accuracy is by what was told, teachers' share included."""
    loss = float(logs["loss"][0])
    if not math.isfinite(loss):
        raise ValueError(f"epoch {epoch}: the loss is no finite number; a lower --learning-rate may help")
    accuracy = next(float(values[0]) for name, values in logs.items() if name.endswith("accuracy"))
    return {"epoch": epoch, "loss": loss, "accuracy": accuracy, "learning_rate": rate}


def _in_words(row: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value:.4g}" for name, value in row.items() if name != "epoch")


def _tensorboard(model: keras.Model, folder: Path) -> Any:
    board = keras.callbacks.TensorBoard(folder / "tensorboard")
    board.set_model(model)
    board.on_train_begin()
    return board

"""Trains one network on FER2013's Training faces; PublicTest chooses the epoch. Resumes where it was stopped."""

import warnings
import zipfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS
from training import networks
from training.data.faceset import FaceSet
from training.data.targets import chosen, targets
from training.engine.batches import Batches
from training.engine.checkpoints import CheckpointCallback, Resumed, epochs_since_best
from training.engine.normalisation import NORMALISATION
from training.engine.optimizers import optimizer
from training.networks.pretrained import load_pretrained
from training.networks.rebuild import dtype_policy
from training.networks.transfer import BACKBONE
from training.runs.config import TrainingConfig
from training.runs.environment import save_environment
from training.runs.folder import BEST, CHECKPOINT, FROZEN_CHECKPOINT, claim
from training.runs.history import HISTORY, read_history


def check(config: TrainingConfig, tensorboard: bool = False) -> None:
    """Refuse what only PyTorch can do, before anything is read.

    Raises:
        ValueError: no such network, a setting that is not taken here, or the package tensorboard is wanted and missing.
    """
    networks.check(config.network, config.dropout)
    if config.start:
        raise ValueError("start: only --engine torch begins with the weights of another run")
    if config.match:
        raise ValueError("match: only --engine torch learns the answers of other runs as it goes")
    if config.small_epochs:
        raise ValueError("small_epochs: only --engine torch reduces faces as it goes")
    if config.votes_head:
        raise ValueError("votes_head: only --engine torch has a second head")
    if tensorboard and find_spec("tensorboard") is None:
        raise ValueError("--tensorboard needs a package of that name: python -m pip install tensorboard")


def train(
    config: TrainingConfig, data: FaceSet, folder: Path, verbose: int | str = "auto", tensorboard: bool = False
) -> Path:
    """Train until `config.epochs` are done and return the weights of the best epoch, by PublicTest accuracy.

    The folder receives the configuration, the environment, a row of history and a checkpoint after each epoch. A run
    that was killed goes on from its last whole epoch when started again with the same configuration.

    Args:
        config: all that the run is told.
        data: FER2013, with votes if the configuration asks for them.
        folder: of the run.
        verbose: as Keras' `fit` has it: auto shows a bar, 0 nothing.
        tensorboard: also write `tensorboard/` for that program.

    Raises:
        ValueError: the folder holds a run of another configuration or data, a split is empty, votes are missing, or
            the package tensorboard is.
    """
    check(config, tensorboard)
    train_faces, public = chosen(data.split("train"), config), data.split("public")
    if len(train_faces) == 0 or len(public) == 0:
        raise ValueError("training needs Training and PublicTest faces; python -m training data FILE counts them")
    faces, labels = train_faces.pixels[..., None], targets(train_faces, config)
    claim(folder, config)
    with dtype_policy(config.precision) as policy:
        keras.utils.set_random_seed(config.seed)
        steps = -(-len(faces) // config.batch_size)
        network = networks.build(config.network, config.dropout)
        done = 0
        for stage in _stages(config, network, folder):
            model = _compile(config, network, stage, steps)
            done = max(done, _resume(model, folder / stage.checkpoint, stage.begins, steps))
            if not done:
                save_environment(
                    folder, keras.backend.backend(), policy, load_pretrained(network, config), network.count_params()
                )
            checkpoints = CheckpointCallback(folder, folder / stage.checkpoint, done)
            if not (folder / NORMALISATION).exists():  # else they are there, with normalisation estimated anew
                checkpoints.mend(model)
            if done >= stage.ends or (config.patience and epochs_since_best(checkpoints.rows) >= config.patience):
                continue
            keras.utils.set_random_seed(config.seed + done)  # resumed epochs have other changes than the first ones
            model.fit(
                Batches(faces, labels, config, done),
                epochs=stage.ends,
                initial_epoch=done,
                validation_data=_arrays(public),
                shuffle=False,  # Batches does it
                callbacks=_callbacks(config, model, checkpoints, folder / "tensorboard" if tensorboard else None),
                verbose=verbose,
            )
            done = len(checkpoints.rows)
    return folder / BEST


@dataclass(frozen=True)
class _Stage:
    """Epochs with one and the same set of weights that learn, and so with one optimizer."""

    begins: int  # epochs done before it
    ends: int  # epochs done after it
    frozen: bool  # the backbone does not learn
    checkpoint: str


def _stages(config: TrainingConfig, network: keras.Model, folder: Path) -> list[_Stage]:
    """Return the stages of a run that are left to do."""
    head = _Stage(0, config.frozen_epochs, True, FROZEN_CHECKPOINT)
    whole_network = _Stage(config.frozen_epochs, config.epochs, False, CHECKPOINT)
    if not config.frozen_epochs:
        return [whole_network]
    if not any(layer.name == BACKBONE for layer in network.layers):
        raise ValueError(f"frozen_epochs: network {config.network!r} has no pretrained part; expected 0")
    return [whole_network] if (folder / CHECKPOINT).exists() else [head, whole_network]


def _callbacks(
    config: TrainingConfig, model: keras.Model, checkpoints: CheckpointCallback, tensorboard: Path | None
) -> list[keras.callbacks.Callback]:
    watched: dict[str, Any] = {"monitor": "val_accuracy", "mode": "max"}
    made: list[keras.callbacks.Callback] = [keras.callbacks.SwapEMAWeights()] if config.average else []
    made.append(checkpoints)
    if config.schedule == "plateau":
        plateau = keras.callbacks.ReduceLROnPlateau(factor=0.5, patience=config.plateau_epochs, min_delta=0, **watched)
        model.optimizer.learning_rate = config.learning_rate  # from which the rows lead to the present one
        made.append(Resumed(plateau, checkpoints.rows))
    if config.patience:
        made.append(Resumed(keras.callbacks.EarlyStopping(patience=config.patience, **watched), checkpoints.rows))
    if tensorboard:
        made.append(keras.callbacks.TensorBoard(tensorboard))
    return made


def _resume(model: keras.Model, checkpoint: Path, begins: int, steps: int) -> int:
    """Load a checkpoint, if there is one, into a newly compiled model and return the number of epochs done."""
    if not checkpoint.exists():
        return 0
    try:
        # Not load_model: what it rebuilds has forgotten which weights the decay leaves alone.
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)  # Keras only warns of weights that the file lacks
            model.load_weights(checkpoint)
    except (ValueError, OSError, KeyError, zipfile.BadZipFile, UserWarning) as error:
        raise ValueError(f"{checkpoint}: cannot be resumed ({error}); choose another --run folder") from error
    done, rest = divmod(int(model.optimizer.iterations), steps)
    if rest:
        raise ValueError(f"{checkpoint}: was made on another number of Training faces; choose another --run folder")
    written = len(read_history(checkpoint.with_name(HISTORY)))
    if written < begins + done:
        raise ValueError(
            f"{checkpoint.with_name(HISTORY)}: has {written} of the {begins + done} epochs of {checkpoint}; "
            "restore its rows"
        )
    return begins + done


def _arrays(faces: FaceSet) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
    return faces.pixels[..., None], np.eye(len(LABELS), dtype=np.float32)[faces.labels]


def _compile(config: TrainingConfig, network: keras.Model, stage: _Stage, steps: int) -> keras.Model:
    if config.frozen_epochs:
        network.get_layer(BACKBONE).trainable = not stage.frozen
    model = keras.Sequential([keras.Input(networks.FACE_SHAPE), network])
    loss = keras.losses.CategoricalCrossentropy(label_smoothing=config.label_smoothing)
    made = optimizer(config, stage.ends - stage.begins, steps, constant=stage.frozen)
    model.compile(made, loss, metrics=["accuracy"], jit_compile=False)
    model.optimizer.build(model.trainable_variables)
    return model

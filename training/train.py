"""Trains one network on FER2013's Training faces; PublicTest chooses the epoch. Resumes where it was stopped."""

import os
import time
import zipfile
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from emotion.labels import LABELS
from training import networks
from training.augment import augmentation
from training.config import TrainingConfig
from training.faceset import FaceSet
from training.run_folder import BEST, CHECKPOINT, HISTORY, claim, dtype_policy, read_history, write_history


def train(config: TrainingConfig, data: FaceSet, folder: Path, verbose: int | str = "auto") -> Path:
    """Train until `config.epochs` are done and return the weights of the best epoch, by PublicTest accuracy.

    The folder receives the configuration, a row of history and a checkpoint after each epoch. A run that was killed
    goes on from its last whole epoch when started again with the same configuration.

    Raises:
        ValueError: the folder holds a run of another configuration or data, or a split is empty.
    """
    networks.check(config.network)
    faces, labels = _arrays(data.split("train"))
    validation = _arrays(data.split("public"))
    if len(faces) == 0 or len(validation[0]) == 0:
        raise ValueError("training needs Training and PublicTest faces; python -m training data FILE counts them")
    claim(folder, config)
    with dtype_policy(config.precision):
        keras.utils.set_random_seed(config.seed)
        steps = -(-len(faces) // config.batch_size)
        model = _compile(config, steps)
        done = _resume(model, folder, steps)
        if done:
            keras.utils.set_random_seed(config.seed + done)  # other orders than those of the first epochs
        model.fit(
            faces,
            labels,
            batch_size=config.batch_size,
            epochs=config.epochs,
            initial_epoch=done,
            validation_data=validation,
            callbacks=[keras.callbacks.SwapEMAWeights(), Keep(folder, done)],
            verbose=verbose,
        )
    return folder / BEST


class Keep(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """Writes an epoch's row of history, then all that resuming needs, then the averaged weights if they are the best.

    Each file is written whole or not at all, and in this order: whichever two writes a kill comes between, the
    checkpoint says how many epochs are done, and the other files can be mended from it.
    """

    def __init__(self, folder: Path, done: int) -> None:
        super().__init__()
        self._folder = folder
        self._rows: list[dict[str, Any]] = [dict(row) for row in read_history(folder / HISTORY)[:done]]
        self._began = 0.0

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        if self._rows:
            self._keep_best()  # a kill may have come between the checkpoint and the best weights

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self._began = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        rate = float(self.model.optimizer.learning_rate)
        row = {"epoch": epoch + 1, "learning_rate": round(rate, 8)}
        row |= {name: round(float(value), 6) for name, value in (logs or {}).items()}
        row["seconds"] = round(time.perf_counter() - self._began, 1)
        self._rows.append(row)
        write_history(self._folder / HISTORY, self._rows)
        partial = self._folder / "partial.keras"
        self.model.save(partial)
        os.replace(partial, self._folder / CHECKPOINT)
        self._keep_best()

    def _keep_best(self) -> None:
        accuracies = [float(row["val_accuracy"]) for row in self._rows]
        if accuracies[-1] < max(accuracies):
            return
        partial = self._folder / "partial.weights.h5"
        average = keras.callbacks.SwapEMAWeights()
        average.set_model(self.model)
        average.on_test_begin()
        self.model.layers[-1].save_weights(partial)
        average.on_test_end()
        os.replace(partial, self._folder / BEST)


def _resume(model: keras.Model, folder: Path, steps: int) -> int:
    """Load the checkpoint, if there is one, into a newly compiled model and return the number of epochs done."""
    checkpoint = folder / CHECKPOINT
    if not checkpoint.exists():
        return 0
    try:
        # Not load_model: what it rebuilds has forgotten which weights the decay leaves alone.
        model.optimizer.build(model.trainable_variables)
        model.load_weights(checkpoint)
    except (ValueError, OSError, KeyError, zipfile.BadZipFile) as error:
        raise ValueError(f"{checkpoint}: cannot be resumed ({error}); choose another --run folder") from error
    done, rest = divmod(int(model.optimizer.iterations), steps)
    if rest:
        raise ValueError(f"{checkpoint}: was made on another number of Training faces; choose another --run folder")
    written = len(read_history(folder / HISTORY))
    if written < done:
        raise ValueError(f"{folder / HISTORY}: has {written} of the {done} epochs of {checkpoint}; restore its rows")
    return done


def _arrays(faces: FaceSet) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
    return faces.pixels[..., None], np.eye(len(LABELS), dtype=np.float32)[faces.labels]


def _compile(config: TrainingConfig, steps: int) -> keras.Model:
    network = networks.build(config.network)
    model = keras.Sequential([keras.Input(networks.FACE_SHAPE), augmentation(config.seed), network])
    warmup = config.warmup_epochs * steps
    schedule = keras.optimizers.schedules.CosineDecay(
        0.0 if warmup else config.learning_rate,
        max(1, config.epochs * steps - warmup),
        warmup_target=config.learning_rate if warmup else None,
        warmup_steps=warmup,
    )
    optimizer = keras.optimizers.SGD(
        schedule,
        momentum=config.momentum,
        nesterov=True,
        weight_decay=config.weight_decay,
        use_ema=True,
        ema_momentum=config.average,
    )
    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    loss = keras.losses.CategoricalCrossentropy(label_smoothing=config.label_smoothing)
    model.compile(optimizer, loss, metrics=["accuracy"], jit_compile=False)
    return model

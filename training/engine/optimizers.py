"""The optimizer that a configuration asks for, with its schedule of learning rates."""

from collections.abc import Mapping, Sequence
from typing import Any

import keras

from training.runs.config import TrainingConfig


class _Lasting:
    """Keeps weights and their averages apart when `fit` ends, which else goes on from the averages next time."""

    def finalize_variable_values(self, var_list: list[Any]) -> None:
        """Change nothing."""


@keras.saving.register_keras_serializable(package="mien")
class SGD(_Lasting, keras.optimizers.SGD):  # type: ignore[misc]  # Keras has no types
    """Keras' own, for one `fit` an epoch."""


@keras.saving.register_keras_serializable(package="mien")
class Adam(_Lasting, keras.optimizers.Adam):  # type: ignore[misc]
    """Keras' own, for one `fit` an epoch."""


def optimizer(config: TrainingConfig, epochs: int, steps: int, constant: bool = False) -> keras.optimizers.Optimizer:
    """Return Keras' optimizer for that many epochs of so many steps; `constant` for one rate, whatever the schedule."""
    shared: dict[str, Any] = {
        "learning_rate": config.learning_rate if constant else _rate(config, epochs, steps),
        "weight_decay": config.weight_decay or None,
        "use_ema": config.average > 0,
        "ema_momentum": config.average or 0.99,  # Keras wants one, used or not
    }
    made = (
        SGD(momentum=config.momentum, nesterov=config.momentum > 0, **shared)
        if config.optimizer == "sgd"
        else Adam(**shared)
    )
    if config.weight_decay:
        made.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    return made


def follow_plateaus(model: keras.Model, config: TrainingConfig, rows: Sequence[Mapping[str, Any]]) -> None:
    """Set the rate of a model to what the history of its run has led to, with the schedule plateau; else do nothing."""
    if config.schedule != "plateau":
        return
    model.optimizer.learning_rate = config.learning_rate
    plateau = keras.callbacks.ReduceLROnPlateau(
        "val_accuracy", factor=0.5, patience=config.plateau_epochs, min_delta=0, mode="max"
    )
    plateau.set_model(model)
    plateau.on_train_begin()
    for index, row in enumerate(rows):
        plateau.on_epoch_end(index, {"val_accuracy": float(row["val_accuracy"])})


def _rate(config: TrainingConfig, epochs: int, steps: int) -> Any:
    warmup = config.warmup_epochs * steps
    if config.schedule == "plateau" or (config.schedule == "constant" and not warmup):
        return config.learning_rate
    return keras.optimizers.schedules.CosineDecay(
        0.0 if warmup else config.learning_rate,
        max(1, epochs * steps - warmup),
        alpha=1.0 if config.schedule == "constant" else 0.0,  # the share of the peak that it falls to
        warmup_target=config.learning_rate if warmup else None,
        warmup_steps=warmup,
    )

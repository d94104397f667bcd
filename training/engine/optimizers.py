"""The optimizer that a configuration asks for, with its schedule of learning rates."""

from typing import Any

import keras

from training.runs.config import TrainingConfig


def optimizer(config: TrainingConfig, epochs: int, steps: int, constant: bool = False) -> keras.optimizers.Optimizer:
    """Return Keras' optimizer for that many epochs of so many steps; `constant` for one rate, whatever the schedule."""
    shared: dict[str, Any] = {
        "learning_rate": config.learning_rate if constant else _rate(config, epochs, steps),
        "weight_decay": config.weight_decay or None,
        "use_ema": config.average > 0,
        "ema_momentum": config.average or 0.99,  # Keras wants one, used or not
    }
    made = (
        keras.optimizers.SGD(momentum=config.momentum, nesterov=config.momentum > 0, **shared)
        if config.optimizer == "sgd"
        else keras.optimizers.Adam(**shared)
    )
    if config.weight_decay:
        made.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    return made


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

"""Our fused normalisation against Keras' own: answers, gradients, what is remembered, files; on TensorFlow and JAX."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from tests.support.repository import ROOT
from tests.support.training.jax_environment import environment
from training import networks
from training.evaluation.predictors import litert_predictor
from training.exporting.convert import convert
from training.networks import mirrored
from training.networks.batch_normalization import BatchNormalization

SHAPE = (6, 5, 4, 8)
ROUNDING = 2.0**-8  # of a bfloat16 number, relative to it


def pair(policy: str, **settings: Any) -> tuple[Any, Any]:
    """Return Keras' layer and ours with the same weights."""
    layers = (keras.layers.BatchNormalization(dtype=policy, **settings), BatchNormalization(dtype=policy, **settings))
    random = np.random.default_rng(2)
    weights = [random.uniform(0.5, 2, SHAPE[-1]) for _ in range(4)]
    for layer in layers:
        layer.build(SHAPE)
        layer.set_weights(weights)
    return layers


def features(seed: int = 1, shape: tuple[int, ...] = SHAPE) -> np.ndarray:
    return np.random.default_rng(seed).normal(3, 2, shape).astype(np.float32)


def learned(layer: Any, given: np.ndarray) -> dict[str, np.ndarray]:
    """Return what a step of training gives: answers, gradients, and what the layer remembers afterwards."""
    inputs = tf.constant(given, layer.compute_dtype)
    pull = np.random.default_rng(3).normal(size=given.shape).astype(np.float32)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        outputs = layer(inputs, training=True)
        loss = tf.reduce_sum(tf.cast(outputs, "float32") * pull)
    gradients = tape.gradient(loss, [inputs, layer.gamma.value, layer.beta.value])
    assert keras.backend.standardize_dtype(outputs.dtype) == layer.compute_dtype
    named = dict(zip(("outputs", "by inputs", "by gamma", "by beta"), (outputs, *gradients), strict=True))
    named |= {"mean": layer.moving_mean.value, "variance": layer.moving_variance.value}
    return {name: np.asarray(tf.cast(value, "float32")) for name, value in named.items()}


@pytest.mark.parametrize(
    ("policy", "rounding"), [("float32", 2e-6), ("mixed_bfloat16", ROUNDING), ("bfloat16", ROUNDING)]
)
def test_steps_of_training_are_those_of_keras_own_layer(policy: str, rounding: float) -> None:
    theirs, ours = pair(policy, momentum=0.7)

    for step in range(3):
        expected, found = learned(theirs, features(step)), learned(ours, features(step))
        for name, value in expected.items():
            largest = float(np.abs(value).max())
            # Both round, so they may differ by twice that; a gradient is a sum of numbers that are each rounded.
            np.testing.assert_allclose(found[name], value, rtol=0, atol=2 * rounding * largest, err_msg=name)


def test_it_is_fused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the other tests would compare Keras' layer with itself."""
    asked: list[str] = []
    fused = tf.raw_ops.FusedBatchNormV3

    def counted(**words: Any) -> Any:
        asked.append(words["x"].dtype.name)
        return fused(**words)

    monkeypatch.setattr(tf.raw_ops, "FusedBatchNormV3", counted)
    _, ours = pair("mixed_bfloat16")

    ours(tf.constant(features(), "bfloat16"), training=True)
    ours(tf.constant(features(), "bfloat16"), training=False)

    assert asked == ["bfloat16"]


@pytest.mark.parametrize(
    ("settings", "shape", "words"),
    [
        ({}, SHAPE, {"training": False}),
        ({}, (6, 8), {"training": True}),
        ({"axis": 1}, (6, 8, 5, 4), {"training": True}),
        ({"scale": False}, SHAPE, {"training": True}),
        ({"center": False}, SHAPE, {"training": True}),
        ({}, SHAPE, {"training": True, "mask": np.arange(6 * 5 * 4).reshape(6, 5, 4) % 3 > 0}),
    ],
    ids=["inference", "dense", "channels first", "no scale", "no centre", "mask"],
)
def test_what_is_not_fused_is_left_to_keras(settings: dict[str, Any], shape: Any, words: dict[str, Any]) -> None:
    theirs, ours = keras.layers.BatchNormalization(**settings), BatchNormalization(**settings)

    np.testing.assert_array_equal(theirs(features(shape=shape), **words), ours(features(shape=shape), **words))
    for one, other in zip(theirs.get_weights(), ours.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_frozen_layer_stays_as_it_is() -> None:
    theirs, ours = pair("float32")
    theirs.trainable = ours.trainable = False
    before = ours.get_weights()

    np.testing.assert_array_equal(theirs(features(), training=True), ours(features(), training=True))
    for one, other in zip(before, ours.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_single_value_has_no_variance() -> None:
    theirs, ours = pair("float32")
    one = features(shape=(1, 1, 1, SHAPE[-1]))

    np.testing.assert_allclose(ours(one, training=True), theirs(one, training=True), rtol=1e-5)
    for found, expected in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-6)


@pytest.fixture(scope="module")
def both() -> tuple[keras.Model, keras.Model]:
    """`mirrored-small` with Keras' own layers and with ours, of different weights."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mirrored, "BatchNormalization", keras.layers.BatchNormalization)
        theirs = networks.build("mirrored-small")
    return theirs, networks.build("mirrored-small")


def test_files_of_weights_go_both_ways(both: tuple[keras.Model, keras.Model], tmp_path: Path) -> None:
    for index, (saved, loaded) in enumerate((both, both[::-1])):
        for layer in saved.layers:
            layer.set_weights([value + 0.1 * (index + 1) for value in layer.get_weights()])
        saved.save_weights(tmp_path / "best.weights.h5")

        loaded.load_weights(tmp_path / "best.weights.h5")

        for one, other in zip(saved.get_weights(), loaded.get_weights(), strict=True):
            np.testing.assert_array_equal(one, other)


def test_a_whole_model_is_saved_and_loaded(both: tuple[keras.Model, keras.Model], tmp_path: Path) -> None:
    both[1].save(tmp_path / "whole.keras")

    loaded = keras.models.load_model(tmp_path / "whole.keras")

    assert {type(layer) for layer in loaded.layers if "_norm" in layer.name} == {BatchNormalization}


def test_its_file_for_the_app_is_the_same(both: tuple[keras.Model, keras.Model]) -> None:
    theirs, ours = both
    ours.set_weights(theirs.get_weights())

    faces = np.random.default_rng(1).integers(0, 256, (20, 48, 48)).astype(np.uint8)

    mine, keras_own = (litert_predictor(convert(network, "dynamic", faces)) for network in (ours, theirs))

    np.testing.assert_array_equal(mine(faces), keras_own(faces))


JAX = """
import sys
import keras, numpy as np, jax
from training.networks.batch_normalization import BatchNormalization

def step(kind, dtype):
    layer = kind(dtype=dtype)
    layer.build((6, 5, 4, 8))
    given = np.random.default_rng(1).normal(3, 2, (6, 5, 4, 8)).astype("float32")
    pull = np.random.default_rng(3).normal(size=given.shape).astype("float32")
    kept = [variable.value for variable in layer.non_trainable_variables]
    def loss(trained, inputs):
        outputs, left = layer.stateless_call(trained, kept, inputs, training=True)
        return (outputs.astype("float32") * pull).sum(), (outputs, left)
    trained = [variable.value for variable in layer.trainable_variables]
    (_, (outputs, left)), gradients = jax.value_and_grad(loss, (0, 1), has_aux=True)(trained, given)
    return [np.asarray(value, "float32") for value in (outputs, *left, *gradients[0], gradients[1])]

assert keras.backend.backend() == "jax"
for dtype in ("float32", "mixed_bfloat16"):
    for one, other in zip(step(keras.layers.BatchNormalization, dtype), step(BatchNormalization, dtype), strict=True):
        np.testing.assert_array_equal(one, other)
assert "tensorflow" not in sys.modules
print("same")
"""


def test_on_jax_it_is_keras_own_and_needs_no_tensorflow() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", JAX], cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=300
    )

    assert answer.stdout == "same\n", answer.stderr

"""Normalisation refreshed on plain faces: exact averages, weights untouched, kept only if it does not harm."""

from pathlib import Path

import keras
import numpy as np
import pytest

from tests.support.training.fixtures import Faces
from training.engine import normalisation
from training.engine.normalisation import NORMALISATION, refresh, refresh_best
from training.runs.folder import BEST


@pytest.fixture
def network() -> keras.Model:
    face = keras.Input((48, 48, 1))
    x = keras.layers.BatchNormalization(name="first", momentum=0.9)(face)
    x = keras.layers.Dropout(0.5)(x)
    return keras.Model(face, keras.layers.BatchNormalization(name="second")(x))


def test_the_averages_are_those_of_all_batches(network: keras.Model) -> None:
    faces = np.random.default_rng(1).integers(0, 200, (60, 48, 48)).astype(np.uint8)
    refresh(network, faces, batch=20)
    layer = network.get_layer("first")
    mean, variance = (float(np.ravel(value)[0]) for value in (layer.moving_mean, layer.moving_variance))
    assert mean == pytest.approx(faces.mean(), rel=1e-4)
    assert variance == pytest.approx(faces.astype(float).var(), rel=1e-3)


def test_weights_and_momentum_stay(network: keras.Model) -> None:
    before = [weight.numpy() for weight in network.trainable_weights]
    refresh(network, np.full((5, 48, 48), 100, np.uint8))
    for weight, value in zip(network.trainable_weights, before, strict=True):
        np.testing.assert_array_equal(weight, value)
    assert network.get_layer("first").momentum == 0.9


def test_faces_sorted_by_label_are_mixed(network: keras.Model) -> None:
    faces = np.repeat(np.array([0, 200], np.uint8), 500)[:, None, None] * np.ones((1, 48, 48), np.uint8)
    refresh(network, faces, batch=100)
    # Batches of one half alone would have no variance at all; that of everything is 10,000.
    assert float(np.ravel(network.get_layer("first").moving_variance)[0]) > 9000


def test_no_faces_change_nothing(network: keras.Model) -> None:
    refresh(network, np.empty((0, 48, 48), np.uint8))
    assert float(np.ravel(network.get_layer("first").moving_mean)[0]) == 0


@pytest.mark.parametrize(("after", "kept"), [(0.9, True), (0.5, True), (0.4, False)])
def test_it_is_kept_only_where_publictest_does_not_fall(
    tiny_run: Path,
    faces_of: Faces,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    after: float,
    kept: bool,
) -> None:
    run = tmp_path / "run"
    run.mkdir()
    for path in tiny_run.iterdir():
        (run / path.name).write_bytes(path.read_bytes())
    (run / NORMALISATION).unlink(missing_ok=True)
    before = (run / BEST).read_bytes()
    figures = iter([0.5, after])
    monkeypatch.setattr(normalisation, "accuracy", lambda labels, probabilities: next(figures))
    outcome = refresh_best(run, faces_of(56, 21, 14))
    assert outcome == {"before": 0.5, "after": after, "kept": kept}
    assert ((run / BEST).read_bytes() != before) is kept
    assert refresh_best(run, faces_of(56, 21, 14)) == outcome, "a run is refreshed once"

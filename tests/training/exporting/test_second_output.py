"""A second output of a LiteRT file: what it says, and that the first stays what it was."""

import numpy as np
import numpy.typing as npt
import pytest

from emotion.classification.litert import LiteRTClassifier
from emotion.models.store import ModelStore, load_model
from training.data.no_faces import patterns
from training.exporting.doubts import features_of
from training.exporting.second_output import LiteRTGraph

FACES = patterns(6, 3)


def numbers(width: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    random = np.random.default_rng(2)
    weights = (0.3 * random.standard_normal((2, width))).astype(np.float32)
    return weights, np.array([0.5, -1], np.float32)


@pytest.mark.parametrize("name", ModelStore().names())
def test_each_released_network_can_have_one_and_answers_as_before(name: str) -> None:
    _, content = load_model(ModelStore().root / name)
    graph = LiteRTGraph(content)
    weights, bias = numbers(graph.width)
    seen = features_of(LiteRTGraph(content).with_features(), FACES)

    said = LiteRTClassifier(graph.with_doubts(weights, bias)).classify(FACES)

    np.testing.assert_array_equal(said.probabilities, LiteRTClassifier(content).classify(FACES).probabilities)
    expected = 1 / (1 + np.exp(-(seen.astype(float) @ weights.T + bias)))
    np.testing.assert_allclose(said.doubts, expected, atol=1e-5)
    assert np.ptp(said.doubts, axis=0).min() > 0.01, "the comparison needs faces that differ in it"


def test_a_new_one_replaces_the_old_one() -> None:
    _, content = load_model(ModelStore().root / "compact")
    weights, bias = numbers(LiteRTGraph(content).width)
    once = LiteRTGraph(content).with_doubts(weights, bias)

    assert LiteRTGraph(LiteRTGraph(content).with_doubts(0 * weights, bias)).with_doubts(weights, bias) == once


def test_one_of_another_width_is_refused() -> None:
    graph = LiteRTGraph(load_model(ModelStore().root / "compact")[1])
    weights, bias = numbers(graph.width + 1)
    with pytest.raises(ValueError, match=rf"expected \[2, {graph.width}\], found \[2, {graph.width + 1}\]"):
        graph.with_doubts(weights, bias)


def test_a_file_whose_last_layer_is_in_int8_is_refused() -> None:
    graph = LiteRTGraph(load_model(ModelStore().root / "mirrored-large", "litert-int8")[1])
    assert not graph.open_to_more
    with pytest.raises(ValueError, match="no second output"):
        graph.with_features()

"""The LiteRT model: its answers, its refusals, and that serving and training see the same crop."""

from threading import Thread

import numpy as np
import pytest

from emotion.classification.base import InputSpec
from emotion.classification.calibration import Calibration
from emotion.classification.litert import LiteRTClassifier
from emotion.labels import LABELS
from emotion.models.loaded import LoadedModel
from emotion.models.store import ModelError, ModelStore
from tests.support.colour_model import BLUE, NAME, RED, add_colour_model


@pytest.fixture(scope="module")
def content() -> bytes:
    return ModelStore().load_model("compact").content


@pytest.fixture(scope="module")
def faces() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (5, 48, 48)).astype(np.uint8)


def test_each_face_gets_seven_probabilities(content: bytes, faces: np.ndarray) -> None:
    probabilities = LiteRTClassifier(content).classify(faces).probabilities
    assert probabilities.shape == (5, len(LABELS))
    assert probabilities.dtype == np.float32
    assert (probabilities >= 0).all()
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)


def test_no_faces_are_an_ordinary_case(content: bytes) -> None:
    assert LiteRTClassifier(content).classify(np.empty((0, 48, 48), np.uint8)).probabilities.shape == (0, len(LABELS))


def test_a_face_gets_the_same_answer_alone_and_among_others(content: bytes, faces: np.ndarray) -> None:
    classifier = LiteRTClassifier(content)
    together = classifier.classify(faces).probabilities
    for index in range(len(faces)):
        np.testing.assert_allclose(
            classifier.classify(faces[index : index + 1]).probabilities[0], together[index], atol=1e-6
        )
    assert len({tuple(row) for row in together}) == len(faces)


def test_each_thread_with_its_own_classifier_gets_the_same(content: bytes, faces: np.ndarray) -> None:
    expected = LiteRTClassifier(content).classify(faces).probabilities
    answers: list[np.ndarray] = []
    threads = [
        Thread(target=lambda: answers.append(LiteRTClassifier(content).classify(faces).probabilities)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    for answer in answers:
        np.testing.assert_array_equal(answer, expected)


def test_a_temperature_over_one_lowers_the_best_and_keeps_the_order(content: bytes, faces: np.ndarray) -> None:
    plain = LiteRTClassifier(content).classify(faces).probabilities
    even = LiteRTClassifier(content, Calibration(temperature=2.0)).classify(faces).probabilities
    assert (even.max(axis=1) < plain.max(axis=1)).all()
    np.testing.assert_array_equal(even.argmax(axis=1), plain.argmax(axis=1))


@pytest.mark.parametrize("content_", [b"", b"not a network", b"TFL3" * 400], ids=["empty", "text", "noise"])
def test_what_is_no_network_is_refused(content_: bytes) -> None:
    with pytest.raises(ModelError, match="no LiteRT model"):
        LiteRTClassifier(content_)


@pytest.fixture(scope="module")
def colour(tmp_path_factory: pytest.TempPathFactory) -> LoadedModel:
    """A model of 64x64 pixels in RGB."""
    store = tmp_path_factory.mktemp("models")
    add_colour_model(store)
    return ModelStore(store).load_model(NAME)


def test_a_model_of_another_input_sees_size_colour_and_range(colour: LoadedModel) -> None:
    classifier = colour.classifier()
    faces = np.zeros((3, 64, 64, 3), np.uint8)
    faces[0, ..., 0], faces[1, ..., 2], faces[2] = 200, 200, 128
    answers = classifier.classify(faces).probabilities
    assert classifier.input == InputSpec(64, 64, 3, 0.0, 1.0)
    assert [LABELS[row.argmax()] for row in answers[:2]] == [RED, BLUE]
    logit = 40 * 200 / 255
    assert answers[0].max() == pytest.approx(1 / (1 + np.exp(-2 * logit) + 5 * np.exp(-logit)), abs=1e-4)
    np.testing.assert_allclose(answers[2], 1 / len(LABELS), atol=1e-5)


def test_a_model_that_has_another_input_than_its_card_says_is_refused(colour: LoadedModel, content: bytes) -> None:
    with pytest.raises(ModelError, match=r"takes float32 \(1, 64, 64, 3\) .*expected float32 \(1, 48, 48, 1\)"):
        LiteRTClassifier(colour.content)
    with pytest.raises(ModelError, match=r"takes float32 \(1, 48, 48, 1\) .*expected float32 \(1, 64, 64, 3\)"):
        LoadedModel(colour.card, content).classifier()

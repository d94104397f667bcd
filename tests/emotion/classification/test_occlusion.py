"""Which part of a face an answer depends on, found by covering it."""

import numpy as np
import numpy.typing as npt
import pytest

from emotion.analysis import analyze
from emotion.classification.base import Classified, InputSpec
from emotion.classification.calibration import Expectation
from emotion.classification.occlusion import PATCHES, edges, occlusion_maps
from emotion.detection.presets import make_detector
from emotion.images.decode import decode
from emotion.labels import LABELS
from emotion.models.store import MODELS, ModelStore
from emotion.sample.scene import PICTURE

HAPPY = LABELS.index("happy")


class SeesBright:
    """Takes a face for happy by how bright one place of it is, wherever the others may be."""

    def __init__(self, spec: InputSpec, row: int, column: int) -> None:
        self.input, self._place, self.asked = spec, (row, column), 0

    def classify(self, faces: npt.NDArray[np.uint8]) -> Classified:
        self.asked += len(faces)
        seen = faces[:, *self._place].reshape(len(faces), -1).mean(axis=1) / 255
        answers = np.repeat(((1 - seen) / (len(LABELS) - 1))[:, None], len(LABELS), axis=1)
        answers[:, HAPPY] = seen
        return Classified.of(answers)


@pytest.mark.parametrize(
    "spec", [InputSpec(), InputSpec(8, 8), InputSpec(60, 100, 3), InputSpec(64, 64, 3)], ids=lambda spec: spec.shape
)
def test_the_patch_that_matters_is_found_and_no_other(spec: InputSpec) -> None:
    crop = np.full(spec.crops_shape, 40, np.uint8)
    row, column = spec.height - 1, 0
    crop[row, column] = 240
    classifier = SeesBright(spec, row, column)

    (falls,) = occlusion_maps(crop[None], classifier, [HAPPY])

    expected = np.zeros((PATCHES, PATCHES))
    expected[-1, 0] = (240 - round(crop.mean())) / 255
    assert falls.dtype == np.float32
    assert falls == pytest.approx(expected, abs=1e-6)
    assert classifier.asked == 1 + PATCHES**2


def test_where_covering_makes_the_answer_likelier_the_map_is_below_nothing() -> None:
    crop = np.full((48, 48), 200, np.uint8)
    crop[0, 0] = 0

    (falls,) = occlusion_maps(crop[None], SeesBright(InputSpec(), 0, 0), [HAPPY])

    assert falls[0, 0] == pytest.approx(-200 / 255, abs=0.01)


def test_each_face_has_a_map_of_its_own_answer_and_no_face_is_an_ordinary_case() -> None:
    crops = np.full((2, 48, 48), 40, np.uint8)
    crops[:, 0, 0] = 240

    falls = occlusion_maps(crops, SeesBright(InputSpec(), 0, 0), [HAPPY, LABELS.index("sad")])

    assert falls.shape == (2, PATCHES, PATCHES)
    assert falls[1, 0, 0] == pytest.approx(-falls[0, 0, 0] / (len(LABELS) - 1), abs=1e-6)
    assert occlusion_maps(crops[:0], SeesBright(InputSpec(), 0, 0), []).shape == (0, PATCHES, PATCHES)


def test_crops_and_answers_belong_together() -> None:
    with pytest.raises(ValueError, match="an answer for each of 1 crops, found 0"):
        occlusion_maps(np.zeros((1, 48, 48), np.uint8), SeesBright(InputSpec(), 0, 0), [])


@pytest.mark.parametrize("length", [8, 48, 64, 224])
def test_patches_cover_a_side_without_gaps(length: int) -> None:
    sizes = np.diff(edges(length))
    assert (edges(length)[0], edges(length)[-1]) == (0, length)
    assert (len(sizes), sizes.min() >= 1, sizes.max() - sizes.min() <= 1) == (PATCHES, True, True)


@pytest.mark.parametrize("expectation", list(Expectation))
@pytest.mark.parametrize("name", ModelStore(MODELS).names())
def test_a_map_is_of_the_answer_that_the_model_gave_whatever_it_expects(name: str, expectation: Expectation) -> None:
    model = ModelStore().load_model(name).expecting(expectation)
    classifier = model.classifier()
    found = analyze(decode(PICTURE.read_bytes()), make_detector("photo"), classifier, model.threshold)
    (face,), (crop,) = found.result.faces, found.crops
    answer = LABELS.index(face.label)

    (falls,) = occlusion_maps(found.crops, classifier, [answer])

    covered = crop.copy()
    row, column = np.unravel_index(falls.argmax(), falls.shape)
    down, across = edges(crop.shape[0]), edges(crop.shape[1])
    covered[down[row] : down[row + 1], across[column] : across[column + 1]] = round(float(crop.mean()))
    after = classifier.classify(covered[None]).probabilities[0, answer]
    assert falls.max() == pytest.approx(face.probabilities[answer] - after, abs=1e-6)
    assert falls.max() > 0

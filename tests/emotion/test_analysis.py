"""From a picture to a result."""

import av
import cv2
import numpy as np
import pytest

from emotion.analysis import Analyzer, find_photo_faces, read_photo_faces
from emotion.classification.base import InputSpec
from emotion.detection.presets import make_detector
from emotion.images.input import InputPicture
from emotion.labels import LABELS
from emotion.models.store import ModelStore
from emotion.quality import Issue
from emotion.results import Box
from tests.support.fakes import Always, FakeDetector

BOXES = (Box(300, 20, 80, 80), Box(20, 40, 60, 60))


def picture(limited_range: bool = False, value: int = 128) -> InputPicture:
    return InputPicture(np.full((480, 640), value, np.uint8), limited_range)


def test_faces_are_numbered_from_the_left() -> None:
    result = Analyzer(FakeDetector(BOXES), Always("sad"), 0.5).analyze(picture()).result
    assert [(face.display_number, face.box) for face in result.faces] == [(1, BOXES[1]), (2, BOXES[0])]
    assert (result.width, result.height) == (640, 480)


@pytest.mark.parametrize("label", LABELS)
def test_the_label_is_the_best_of_the_seven(label: str) -> None:
    (face,) = Analyzer(FakeDetector(BOXES[:1]), Always(label, 0.7), 0.5).analyze(picture()).result.faces
    assert face.label == label
    assert face.confidence == pytest.approx(0.7)
    assert sum(face.probabilities) == pytest.approx(1)


@pytest.mark.parametrize(("confidence", "sure"), [(0.61, True), (0.59, False)])
def test_under_the_threshold_a_face_is_unsure(confidence: float, sure: bool) -> None:
    (face,) = Analyzer(FakeDetector(BOXES[:1]), Always("fear", confidence), 0.6).analyze(picture()).result.faces
    assert face.sure is sure


@pytest.mark.parametrize(
    ("doubts", "issues"),
    [
        ((0.49, 0.09), ()),
        ((0.5, 0.0), (Issue.NOT_A_FACE,)),
        ((0.0, 0.1), (Issue.HARD_TO_TELL,)),
    ],
)
def test_what_a_network_doubts_is_never_sure(doubts: tuple[float, float], issues: tuple[Issue, ...]) -> None:
    classifier = Always("happy", 0.99, doubts)
    (face,) = Analyzer(FakeDetector(BOXES[:1]), classifier, 0.5).analyze(picture()).result.faces
    assert (face.quality.issues, face.sure, face.label) == (issues, not issues, "happy")


@pytest.mark.parametrize(
    ("box", "value", "issues"),
    [
        (Box(20, 40, 60, 60), 128, ()),
        (Box(20, 40, 10, 10), 128, (Issue.TOO_SMALL,)),
        (Box(20, 40, 60, 60), 4, (Issue.TOO_DARK,)),
        (Box(20, 40, 10, 10), 4, (Issue.TOO_SMALL, Issue.TOO_DARK)),
    ],
)
def test_a_face_with_an_issue_is_never_sure(box: Box, value: int, issues: tuple[Issue, ...]) -> None:
    result = Analyzer(FakeDetector([box]), Always("happy", 0.99), 0.5).analyze(picture(value=value)).result
    (face,) = result.faces
    assert (face.quality.issues, face.sure, face.label) == (issues, not issues, "happy")
    assert not result.too_dark


@pytest.mark.parametrize(("limited_range", "value", "dark"), [(False, 2, True), (False, 17, False), (True, 17, True)])
def test_without_a_face_a_picture_may_be_too_dark(limited_range: bool, value: int, dark: bool) -> None:
    result = Analyzer(FakeDetector(), Always("happy"), 0.5).analyze(picture(limited_range, value)).result
    assert result.too_dark is dark
    assert result.issues == (("no face found", "too dark") if dark else ("no face found",))


def test_an_empty_picture_is_an_ordinary_case() -> None:
    classifier = Always("happy")
    assert Analyzer(FakeDetector(), classifier, 0.5).analyze(picture()).result.faces == ()
    assert classifier.seen[0].shape == (0, 48, 48)


@pytest.mark.parametrize(
    ("limited_range", "value", "expected"), [(True, 16, 0), (True, 235, 255), (False, 16, 16), (False, 235, 235)]
)
def test_the_network_sees_full_range(limited_range: bool, value: int, expected: int) -> None:
    classifier = Always("happy")
    Analyzer(FakeDetector(BOXES[:1]), classifier, 0.5).analyze(picture(limited_range, value))
    assert (classifier.seen[0] == expected).all()


def test_the_cost_of_each_step_is_measured_apart() -> None:
    times = iter([1.0, 1.010, 1.013])
    analysis = Analyzer(FakeDetector(BOXES), Always("happy"), 0.5).analyze(picture(), clock=lambda: next(times))
    assert analysis.detect_ms == pytest.approx(10)
    assert analysis.classify_ms == pytest.approx(3)


@pytest.mark.parametrize("colour_format", ["yuv420p", "yuvj420p", "yuv422p", "nv12", "rgb24"])
@pytest.mark.parametrize("size", [512, 480, 300])
def test_a_photo_and_the_same_photo_as_a_frame_read_the_same(
    astronaut: np.ndarray, colour_format: str, size: int
) -> None:
    photo: np.ndarray = cv2.resize(astronaut, (size, size), interpolation=cv2.INTER_AREA)
    frame = av.VideoFrame.from_ndarray(photo, format="rgb24").reformat(format=colour_format)
    model = ModelStore().load_model("compact")
    analyzer = Analyzer(make_detector("video"), model.classifier(), model.card.threshold)
    (of_photo,) = analyzer.analyze(InputPicture.of_rgb(photo)).result.faces
    (of_frame,) = analyzer.analyze(InputPicture.of_frame(frame)).result.faces
    assert of_frame.label == of_photo.label == "happy"
    assert of_frame.probabilities == pytest.approx(of_photo.probabilities, abs=0.02)


def test_another_model_reads_the_faces_that_were_found_without_a_search(astronaut: np.ndarray) -> None:
    detector, first, second = FakeDetector(BOXES), Always("happy"), Always("sad")
    faces = find_photo_faces(astronaut, detector, InputSpec())

    answers = [read_photo_faces(faces, classifier, 0.5) for classifier in (first, second)]

    assert len(detector.seen) == 1
    assert [[face.label for face in answer.result.faces] for answer in answers] == [["happy"] * 2, ["sad"] * 2]
    assert first.seen[0] is second.seen[0] is answers[1].crops


def test_faces_are_cut_out_anew_for_a_model_of_another_input(astronaut: np.ndarray) -> None:
    detector, spec = FakeDetector(BOXES), InputSpec(64, 64, 3)
    grey = find_photo_faces(astronaut, detector, InputSpec())

    both = grey.cut(astronaut, spec)

    assert len(detector.seen) == 1
    assert both.found is grey.found
    assert {spec: crops.shape for spec, crops in both.crops.items()} == {
        InputSpec(): (2, 48, 48),
        spec: (2, 64, 64, 3),
    }


@pytest.mark.parametrize(("spec", "asked"), [(InputSpec(), 0), (InputSpec(64, 64, 3), 1)])
def test_only_a_model_of_colour_asks_for_it(spec: InputSpec, asked: int) -> None:
    calls: list[int] = []

    def red() -> np.ndarray:
        calls.append(1)
        return np.full((480, 640, 3), (255, 0, 0), np.uint8)

    classifier = Always("happy")
    classifier.input = spec
    whole = InputPicture(np.full((480, 640), 76, np.uint8), to_colour=red)
    Analyzer(FakeDetector(BOXES), classifier, 0.5).analyze(whole)
    assert len(calls) == asked
    assert (classifier.seen[0] == ((255, 0, 0) if asked else 76)).all()

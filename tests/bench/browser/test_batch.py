"""Batches as they are written in Python are read as what was written."""

from dataclasses import replace

import pytest

from bench.browser.batch import encoded
from bench.browser.face import RATE, face_at
from emotion.browser.batch import results_of
from emotion.labels import LABELS
from emotion.quality import ISSUES, FaceQuality
from emotion.results import Box, FaceResult, FrameResult

SEVENTH = (1 / 7,) * 7
UNKNOWN = FaceResult(Box(0, 0, 640, 480), SEVENTH, "sad", False, 2, 9)
ODD = FaceResult(
    *(Box(3, 5, 60, 70), SEVENTH, "fear", False, 255, 65535),
    FaceQuality(-33, 120, 0.505, (ISSUES[0], ISSUES[-1])),
    rival="surprise",
    baseline=True,
)


@pytest.mark.parametrize(
    "results",
    [
        [],
        [FrameResult(640, 480, (), 12.345, 7, too_dark=True)],
        [FrameResult(640, 480, (UNKNOWN, ODD), 0.001, 1, followed=9), FrameResult(320, 240, (ODD,), 0.07, 2)],
        [face_at(number) for number in range(45)],
    ],
    ids=["nothing", "nobody", "odd ones", "three seconds"],
)
def test_what_is_written_is_read(results: list[FrameResult]) -> None:
    read = results_of(encoded(results))
    assert [_bare(one) for one in read] == [_bare(one) for one in results]
    for one, other in zip(read, results, strict=True):
        assert one.at == pytest.approx(other.at, abs=0.0005)
        for face, expected in zip(one.faces, other.faces, strict=True):
            assert face.probabilities == pytest.approx(expected.probabilities, abs=1e-4)
            assert face.quality.score == pytest.approx(expected.quality.score, abs=0.003)


def _bare(result: FrameResult) -> FrameResult:
    """Return a result without what loses digits on the way."""
    faces = [replace(one, probabilities=SEVENTH, quality=replace(one.quality, score=None)) for one in result.faces]
    return replace(result, at=0.0, faces=tuple(faces))


def test_a_face_moves_and_stays_in_its_picture() -> None:
    results = [face_at(number) for number in range(900)]
    boxes = {result.faces[0].box for result in results}
    assert len(boxes) > 100
    assert all(box.left >= 0 and box.right <= 640 and box.top >= 0 and box.bottom <= 480 for box in boxes)
    assert all(result.faces[0].confidence == max(result.faces[0].probabilities) for result in results)
    assert results[30].at == 30 / RATE
    assert LABELS.index(results[0].faces[0].label) == LABELS.index("happy")


def test_a_second_of_one_face_takes_a_few_hundred_bytes() -> None:
    assert len(encoded([face_at(number) for number in range(15)])) < 900

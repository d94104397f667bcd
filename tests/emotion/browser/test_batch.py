"""What the browser sends once a second: read as it was written, small, and checked."""

import base64
import zlib
from pathlib import Path

import pytest

from emotion.browser.batch import COUNTS, FACE, LARGEST, MOST, RESULT, results_of
from emotion.results import FrameResult
from emotion.tracking import Tracker
from tests.support.batches import one, written
from tests.support.made_streams import made_stream, result_in_json
from tests.support.typescript import TypeScript

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> TypeScript:
    return TypeScript(HERE / "batch.ts", tmp_path_factory.mktemp("batch"))


def tracked(seed: int, frames: int = 120) -> list[FrameResult]:
    tracker = Tracker()
    return [tracker.update(step.result, step.at) for step in made_stream(seed, frames)]


def test_all_of_a_stream_comes_as_it_was(program: TypeScript) -> None:
    streams = [tracked(seed) for seed in range(8)]
    for stream, text in zip(
        streams, program.call("batches", [list(map(result_in_json, s)) for s in streams]), strict=True
    ):
        for sent, came in zip(stream, results_of(text), strict=True):
            assert came.at == pytest.approx(sent.at, abs=0.0006)
            assert (came.width, came.height, came.frame, came.too_dark) == (
                sent.width,
                sent.height,
                sent.frame,
                sent.too_dark,
            )
            for face, other in zip(sent.faces, came.faces, strict=True):
                assert other.probabilities == pytest.approx(face.probabilities, abs=2e-5)
                assert sum(other.probabilities) == pytest.approx(1)
                same = ("box", "label", "sure", "rival", "display_number", "track_id", "baseline")
                assert [getattr(other, name) for name in same] == [getattr(face, name) for name in same]
                assert other.quality.issues == face.quality.issues
                assert other.quality.score == pytest.approx(face.quality.score, abs=0.003)
                assert other.quality.yaw == pytest.approx(face.quality.yaw, abs=0.5)


def test_a_second_of_one_face_is_small(program: TypeScript) -> None:
    seconds = (tracked(seed)[60:75] for seed in range(40))
    still = next(second for second in seconds if all(len(result.faces) == 1 for result in second))
    (text,) = program.call("batches", [list(map(result_in_json, still))])
    assert len(text) < 15 * (RESULT.itemsize + FACE.itemsize) * 4 / 3 * 0.8


def test_a_batch_of_one_result_is_read() -> None:
    (result,) = results_of(one(label=3, flags=1, rival=255, followed=7))
    assert result.followed == 7
    assert (result.faces[0].label, result.faces[0].sure, result.faces[0].rival) == ("happy", True, None)


def test_a_face_with_an_issue_is_never_sure() -> None:
    assert not results_of(one(flags=1, rival=255, issues=1))[0].faces[0].sure


@pytest.mark.parametrize(
    "text",
    [
        "?",
        base64.b64encode(b"not deflated").decode(),
        written((0, 0))[:4],
        written((1, 0)),
        written((1, 0), bytes(RESULT.itemsize + 1)),
        written((MOST + 1, 0), bytes((MOST + 1) * RESULT.itemsize)),
        written((0, 1), bytes(FACE.itemsize)),
        base64.b64encode(zlib.compress(bytes(LARGEST + 1))).decode(),
        one(width=0),
        one(height=9000),
        one(label=7),
        one(rival=7),
        one(probabilities=0),
        one(box=1000),
    ],
    ids=[
        *("no base64", "not deflated", "cut", "too short", "too long", "too many", "a face of nobody", "a bomb"),
        *("no width", "too high", "no such label", "no such rival", "no probabilities", "outside"),
    ],
)
def test_what_has_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        results_of(text)


def test_a_queue_keeps_what_the_server_does_not_have_yet(program: TypeScript) -> None:
    steps = [{"add": 5}, {"received": 3}, {"received": 2}, {"add": 1, "received": 99}, {"add": 2}, {"clear": True}]
    assert program.call("queued", steps) == [[0, 5], [3, 2], [3, 2], [6, 0], [6, 2], [8, 0]]


def test_a_queue_forgets_the_oldest_before_it_grows_without_end(program: TypeScript) -> None:
    assert program.call("queued", [{"add": 60_010}]) == [[10, 60_000]]


def test_a_message_of_many_faces_is_none_that_the_server_refuses(program: TypeScript) -> None:
    assert program.call("taken", {"results": 2 * MOST, "faces": 1}) == MOST
    few = program.call("taken", {"results": 2 * MOST, "faces": 40})
    size = COUNTS.itemsize + few * (RESULT.itemsize + 40 * FACE.itemsize)
    assert size <= LARGEST < size + RESULT.itemsize + 40 * FACE.itemsize


def test_numbers_that_the_visitor_keeps_while_a_message_is_made_stay(program: TypeScript) -> None:
    (result,) = (result for result in tracked(3)[60:61])
    assert program.call("keptMeanwhile", result_in_json(result)) == ["true false"]

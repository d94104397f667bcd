"""Results as a browser sends them, written in Python: what browser/src/page/batch.ts writes and results_of reads."""

import base64
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from emotion.browser.batch import COUNTS, FACE, RESULT, SCALE
from emotion.labels import LABELS
from emotion.quality import mask
from emotion.results import FaceResult, FrameResult
from emotion.timeline.table import NO_ANGLE, NO_RIVAL, NO_SCORE, SCORE_STEP, STEEPEST, Records


def encoded(results: Sequence[FrameResult]) -> str:
    """Return results, oldest first, as a batch of them."""
    faces = [face for result in results for face in result.faces]
    heads = np.array([_result(result) for result in results], RESULT)
    records = np.array([_face(face) for face in faces], FACE)
    counts = np.array((len(results), len(faces)), COUNTS).tobytes()
    return base64.b64encode(zlib.compress(counts + _differences(heads) + _differences(records))).decode("ascii")


def _differences(records: Records) -> bytes:
    """Return all first bytes, then all second ones, and so on, each as its difference from the record before."""
    plain = records.view(np.uint8).reshape(len(records), records.dtype.itemsize)
    return np.diff(plain, axis=0, prepend=np.uint8(0)).T.tobytes()


def _result(result: FrameResult) -> tuple[Any, ...]:
    at = round(1000 * result.at)
    shown = (result.width, result.height, result.followed or 0, result.too_dark)
    return (at, result.frame, *shown, len(result.faces))


def _face(face: FaceResult) -> tuple[Any, ...]:
    box, quality = face.box, face.quality
    return (
        (box.left, box.top, box.width, box.height),
        [round(SCALE * value) for value in face.probabilities],
        *(face.track_id, face.display_number, LABELS.index(face.label)),
        NO_RIVAL if face.rival is None else LABELS.index(face.rival),
        face.sure | face.baseline << 1,
        mask(quality.issues),
        *(_angle(quality.yaw), _angle(quality.roll)),
        NO_SCORE if quality.score is None else round(quality.score / SCORE_STEP),
    )


def _angle(value: float | None) -> int:
    return NO_ANGLE if value is None else round(min(STEEPEST, max(-STEEPEST, value)))

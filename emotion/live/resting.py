"""The visitor's resting face in a stream: measured over some seconds, and subtracted from what is read of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from emotion.answers import answer_of
from emotion.classification.baseline import NeutralBaseline
from emotion.results import FaceResult, FrameResult

SECONDS: Final = 10.0  # that a face rests
NEEDED: Final = 6  # of these in which it must be seen well
SAME: Final = 0.2  # intersection over union with the face before, from which one is taken for it


class RestingError(ValueError):
    """A resting face could not be measured; the message says why, to the visitor."""


def measured(results: Sequence[FrameResult]) -> NeutralBaseline:
    """Return the baseline of the face that was followed through results of a face at rest.

    Args:
        results: of some seconds of one stream, read without a baseline.

    Raises:
        RestingError: there are none, or the face was not seen well in enough of them.
    """
    followed = [result.in_focus for result in results]
    usable = [face for face in followed if face is not None and face.quality.usable]
    whose = Counter(face.track_id for face in usable).most_common(1)
    theirs = [face.probabilities for face in usable if face.track_id == whose[0][0]]
    seconds = round(SECONDS * len(theirs) / max(1, len(results)))
    if seconds == 0:
        raise RestingError("No face was seen well. Look towards the camera, in even light, and measure again.")
    if seconds < NEEDED:
        raise RestingError(
            f"One face was seen well for only {seconds} of the {SECONDS:.0f} seconds. "
            "Stay in view alone, look towards the camera in even light, and measure again."
        )
    return NeutralBaseline.of(theirs)


def subtracted(
    result: FrameResult, before: FrameResult | None, baseline: NeutralBaseline, threshold: float
) -> FrameResult:
    """Return a result with the baseline subtracted from the one face that it belongs to.

    It belongs to the face that the stream follows: the one where that was before; where nobody was, the largest.

    Args:
        result: the analyzer's.
        before: the tracker's last; None at first.
        baseline: to take out.
        threshold: best probability from which an answer counts as sure.
    """
    own = _followed(result, before)
    faces = tuple(_without(face, baseline, threshold) if face is own else face for face in result.faces)
    return replace(result, faces=faces)


def _followed(result: FrameResult, before: FrameResult | None) -> FaceResult | None:
    last = before.scaled(result.width, result.height).in_focus if before else None
    if last is None:
        return result.largest
    nearest = max(result.faces, key=lambda face: face.box.iou(last.box), default=None)
    return nearest if nearest is not None and nearest.box.iou(last.box) >= SAME else None


def _without(face: FaceResult, baseline: NeutralBaseline, threshold: float) -> FaceResult:
    values = baseline.subtract(face.probabilities)
    answer = answer_of(values, threshold)
    return replace(
        face,
        probabilities=tuple(values.tolist()),
        label=answer.label,
        sure=answer.sure and face.quality.usable,
        rival=answer.rival,
        baseline=True,
    )

"""What a threshold does to a model's answers: how many faces it still answers, and how often it is right with them."""

from dataclasses import dataclass
from itertools import pairwise

from emotion.models.figures import Coverage


@dataclass(frozen=True)
class Answered:
    """What is left above a threshold.

    Attributes:
        share: of the faces whose best probability reaches the threshold, 0 to 1.
        accuracy: among these; of single voters the share who agree.
    """

    share: float
    accuracy: float


def answered(coverage: Coverage, threshold: float) -> Answered | None:
    """Return what is left above a threshold, between two measured points in proportion.

    Args:
        coverage: for growing shares of the faces, the surest first.
        threshold: least best probability of an answer, 0 to 1.

    Returns:
        None where fewer faces reach the threshold than the smallest share that was measured.
    """
    points = list(zip(coverage.threshold, coverage.share, coverage.accuracy, strict=True))
    if not points or threshold > points[0][0]:
        return None
    for (above, fewer, better), (below, more, worse) in pairwise(points):
        if threshold >= below:
            way = (above - threshold) / (above - below) if above > below else 1.0
            return Answered(fewer + way * (more - fewer), better + way * (worse - better))
    return Answered(points[-1][1], points[-1][2])

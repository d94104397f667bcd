"""Finding faces with BlazeFace: the full-range network proposes, the short-range one looks at each again, upright."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion.detection.base import Detection, Sensitivity
from emotion.detection.blazeface_network import FULL_RANGE, LEAST, SHORT_RANGE, BlazeFaceNetwork, Candidates
from emotion.detection.model_files import FULL_RANGE_FILE, SHORT_RANGE_FILE, content
from emotion.framing import Framing, Landmarks
from emotion.images.cut import cut_square
from emotion.images.input import InputPicture
from emotion.images.types import Picture

Proposal = tuple[Framing, float]  # where a face may be, and its score

SEEN: Final = 1.6  # times the side of a face's framing, what the second look sees
SAME: Final = 0.4  # of a framing's side, how far a second look may move it
LOOKS: Final = 2  # at a face that moved, the second one where the first one saw it
FOLLOWED: Final = 0.47  # score from which a face that was there a moment ago is still there


@dataclass(frozen=True)
class BlazeFaceSettings:
    """From which scores something is a face, each 0 to 1.

    Attributes:
        proposed: of the full-range network, from which a place is looked at again.
        confirmed: of the short-range network's look, from which it is a face.
        together: mean of both, from which it is one as well.
    """

    proposed: float = 0.2
    confirmed: float = 0.7
    together: float = 0.6


SETTINGS: Final[Mapping[Sensitivity, BlazeFaceSettings]] = MappingProxyType(
    {
        "low": BlazeFaceSettings(0.4, 0.75, 0.7),
        "normal": BlazeFaceSettings(),
        "high": BlazeFaceSettings(0.15, 0.55, 0.45),
    }
)


class BlazeFaceDetector:
    """Finds upright, tilted and turned faces of at least a twelfth of the picture's longer side, with their landmarks.

    Not for two threads at once.

    Attributes:
        settings: may be replaced at any time; the next picture is searched with the new ones.
    """

    margin = 0.0

    def __init__(self, settings: BlazeFaceSettings | None = None) -> None:
        """Load both networks.

        Raises:
            DetectorFileError: their files are not here.
        """
        self.settings = settings or BlazeFaceSettings()
        self._full = BlazeFaceNetwork(content(FULL_RANGE_FILE), FULL_RANGE)
        self._short = BlazeFaceNetwork(content(SHORT_RANGE_FILE), SHORT_RANGE)

    def detect(self, picture: InputPicture) -> tuple[Detection, ...]:
        """Return the faces of a picture, largest first."""
        return self.confirm(picture.colour, self.propose(picture.colour))

    def propose(self, picture: Picture) -> list[Proposal]:
        """Return where a face may be in a picture, RGB uint8 [height, width, 3], with scores, best first."""
        found = self._full.search(picture, self.settings.proposed)
        places = [(_framing(found, index), float(score)) for index, score in enumerate(found.scores)]
        return [(framing, score) for framing, score in places if framing.box(picture.shape[1], picture.shape[0])]

    def confirm(self, picture: Picture, proposed: Sequence[Proposal]) -> tuple[Detection, ...]:
        """Return the faces among the places where one may be, largest first, each where the second look sees it."""
        faces: list[Detection] = []
        for framing, score in proposed:
            face = self._look(picture, framing)
            if face and face.score is not None and self._is_face(score, face.score):
                faces.append(face)
        return unique(faces)

    def _is_face(self, proposed: float, confirmed: float) -> bool:
        settings = self.settings
        return confirmed >= settings.confirmed or (proposed + confirmed) / 2 >= settings.together

    def follow(self, picture: InputPicture, before: Detection) -> Detection | None:
        """Return where a face is now, None where it is not near."""
        near = before.framing or Framing.around(before.box)
        for _ in range(LOOKS):
            face = self._look(picture.colour, near)
            if face is None or face.framing is None or (face.score or 0) >= FOLLOWED:
                return face
            near = face.framing
        return None

    def _look(self, picture: Picture, near: Framing) -> Detection | None:
        """Return the best face at a place, turned upright for this look; None when none is there."""
        near = near.settled
        side = SEEN * near.side
        seen = cut_square(picture, (near.across, near.down), side, near.roll, (SHORT_RANGE.side, SHORT_RANGE.side))
        found = self._short.search(seen, LEAST)
        if not len(found.scores):
            return None
        scale, turn = side / SHORT_RANGE.side, np.radians(near.roll)
        turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) * scale
        points = (found.points[0] - SHORT_RANGE.side / 2) @ turned.T + (near.across, near.down)
        face = _detection(points, scale * float(found.boxes[0, 2] - found.boxes[0, 0]), float(found.scores[0]), picture)
        return face if face and _moved(face, near) <= SAME * near.side else None


def unique(faces: list[Detection]) -> tuple[Detection, ...]:
    """Return the faces largest first, and of those that lie over each other the one with the best score."""
    kept: list[Detection] = []
    for face in sorted(faces, key=lambda face: face.score or 0, reverse=True):
        if not any(face.box.iou(other.box) > SAME for other in kept):
            kept.append(face)
    return tuple(sorted(kept, key=lambda face: face.box.area, reverse=True))


def _framing(found: Candidates, index: int) -> Framing:
    box = found.boxes[index]
    return Framing.of_face(_landmarks(found.points[index]), float(box[2] - box[0]))


def _detection(points: npt.NDArray[np.float64], box_side: float, score: float, picture: Picture) -> Detection | None:
    landmarks = _landmarks(points)
    framing = Framing.of_face(landmarks, box_side)
    box = framing.box(picture.shape[1], picture.shape[0])
    return Detection(box, score, landmarks, framing) if box else None


def _landmarks(points: npt.NDArray[np.floating]) -> Landmarks:
    return Landmarks(*((float(across), float(down)) for across, down in points))


def _moved(face: Detection, near: Framing) -> float:
    framing = face.framing or near
    return float(np.hypot(framing.across - near.across, framing.down - near.down))

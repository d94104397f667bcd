"""Both detectors on a stream: BlazeFace finds faces, the cascade follows those that look ahead at half the cost."""

from dataclasses import replace
from typing import Final

from emotion.detection.base import Detection
from emotion.detection.blazeface import BlazeFaceDetector
from emotion.detection.haar import HaarDetector
from emotion.images.input import InputPicture
from emotion.results import Box

TILTED: Final = 12.0  # degrees, tilt from which the cascade is not asked
TURNED: Final = 25.0  # degrees, likewise of a turn to a side


class BlazeFaceAndHaar:
    """Searches whole pictures with BlazeFace, and follows a face with the cascade where it is frontal.

    The two draw their boxes differently, by a fifth of the side on some faces, and the cascade's jumps in size. So it
    looks at a face once in the picture in which BlazeFace found it, and from then on only says how far the face moved;
    its size is what BlazeFace saw last, a few pictures ago at most. Not for two threads at once.
    """

    margin = 0.0

    def __init__(self, blazeface: BlazeFaceDetector, cascade: HaarDetector) -> None:
        """Take two detectors of the caller's alone."""
        self._blazeface, self._cascade = blazeface, cascade
        self._boxes: dict[Detection, Box] = {}  # of the cascade, for faces as they were last seen

    def detect(self, picture: InputPicture) -> tuple[Detection, ...]:
        """Return the faces of a picture, largest first."""
        self._boxes = {}
        faces = self._blazeface.detect(picture)
        for face in faces:
            self._learn(picture, face)
        return faces

    def follow(self, picture: InputPicture, before: Detection) -> Detection | None:
        """Return where a face is now, None where it is not near."""
        known = self._boxes.get(before)
        box = self._cascade.moved(picture.grey, known) if known else None
        if known and box:
            face = _moved(before, known, box, picture)
            if face:
                self._boxes[face] = box
                return face
        face = self._blazeface.follow(picture, before)
        if face:
            self._learn(picture, face)
        return face

    def _learn(self, picture: InputPicture, face: Detection) -> None:
        """Look at a frontal face with the cascade, so that it can follow."""
        points = face.landmarks
        if points and abs(points.roll) <= TILTED and abs(points.yaw) <= TURNED:
            box = self._cascade.moved(picture.grey, face.box)
            if box:
                self._boxes[face] = box


def _moved(face: Detection, old: Box, new: Box, picture: InputPicture) -> Detection | None:
    """Return a face moved as the cascade's box has; None when it has left the picture."""
    right, lower = new.center[0] - old.center[0], new.center[1] - old.center[1]
    framing = face.framing.moved(right, lower) if face.framing else None
    box = framing.box(picture.grey.shape[1], picture.grey.shape[0]) if framing else None
    landmarks = face.landmarks.moved(right, lower) if face.landmarks else None
    return replace(face, box=box, framing=framing, landmarks=landmarks) if box else None

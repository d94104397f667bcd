"""Finding the faces of a stream: everywhere now and then, in between only around where they were."""

from typing import Final

from emotion.detection.base import Detection, Detector, Follower
from emotion.images.input import InputPicture

PICTURES: Final = 5  # of these, one is searched whole
SAME: Final = 0.5  # IoU from which two faces are one
MISSED: Final = 0.2  # IoU under which a face is not the known one


class StreamDetector:
    """Finds the faces of one stream at a fraction of the cost of searching each picture whole.

    As long as faces are where they were, new ones are found a few pictures late. Where none was found, or fewer than
    before, or one is not where it was, the whole picture is searched at once. Not for two threads at once.
    """

    def __init__(self, detector: Detector, follower: Follower, keeper: Follower | None = None) -> None:
        """Begin without any face.

        Args:
            detector: searches whole pictures.
            follower: looks for a known face around where it was.
            keeper: is asked for a known face that the whole search misses: less makes a face of what was one before.
        """
        self._detector, self._keeper = detector, keeper
        self._follower = follower
        self._known: tuple[Detection, ...] = ()
        self._shape: tuple[int, ...] = ()
        self._left = 0  # pictures until the next one that is searched whole

    @property
    def margin(self) -> float:
        """Share of a box's side that is added where faces without a framing are cut: the whole search's."""
        return self._detector.margin

    def detect(self, picture: InputPicture) -> tuple[Detection, ...]:
        """Return the faces of a stream's next picture, largest first, inside the picture."""
        same = picture.grey.shape == self._shape
        if self._left and same:
            faces = self._followed(picture)
            if faces is not None:
                self._left -= 1
                self._known = faces
                return faces
        before = self._known if same else ()
        self._known, self._shape = self._searched(picture, before), picture.grey.shape
        self._left = PICTURES - 1 if self._known and len(self._known) >= len(before) else 0
        return self._known

    def _searched(self, picture: InputPicture, before: tuple[Detection, ...]) -> tuple[Detection, ...]:
        """Return the faces of a whole picture, and the known ones that are there all the same."""
        faces = list(self._detector.detect(picture))
        for known in before if self._keeper else ():
            missed = all(known.box.iou(face.box) < MISSED for face in faces)
            kept = self._keeper.follow(picture, known) if self._keeper and missed else None
            if kept and all(kept.box.iou(face.box) < MISSED for face in faces):
                faces.append(kept)
        return _largest_first(faces)

    def _followed(self, picture: InputPicture) -> tuple[Detection, ...] | None:
        """Return where the known faces are now, None if one is not there any more, or was known twice."""
        faces: list[Detection] = []
        for before in self._known:
            face = self._follower.follow(picture, before)
            if face is None or any(face.box.iou(other.box) > SAME for other in faces):
                return None
            faces.append(face)
        return _largest_first(faces)


def _largest_first(faces: list[Detection]) -> tuple[Detection, ...]:
    return tuple(sorted(faces, key=lambda face: face.box.area, reverse=True))

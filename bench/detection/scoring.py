"""Detections held against marked faces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from emotion.results import Box

SAME: Final = 0.3  # IoU from which a detection is a marked face: people and detectors draw their boxes differently


@dataclass
class Score:
    """What a detector made of marked pictures.

    Attributes:
        faces: that were to be found.
        found: of them.
        false: detections where nobody is.
        numbers: of each person, while in view without a break, the numbers that tracking gave it.
    """

    faces: int = 0
    found: int = 0
    false: int = 0
    numbers: list[set[int]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the faces that were found."""
        return self.found / self.faces if self.faces else 1.0

    def add(self, wanted: Sequence[Box], ignored: Sequence[Box], detections: Sequence[Box]) -> None:
        """Count a picture.

        Args:
            wanted: faces that were to be found.
            ignored: faces that count neither when found nor when missed.
            detections: what was found.
        """
        pairs = matched(dict(enumerate(wanted)), detections)
        left = [box for index, box in enumerate(detections) if index not in pairs.values()]
        self.faces += len(wanted)
        self.found += len(pairs)
        self.false += sum(not any(box.iou(other) >= SAME / 2 for other in ignored) for box in left)

    def merge(self, other: "Score") -> None:
        """Count another score as well."""
        self.faces += other.faces
        self.found += other.found
        self.false += other.false
        self.numbers += other.numbers


def matched(faces: Mapping[int, Box], detections: Sequence[Box]) -> dict[int, int]:
    """Return the index of each face's detection, best pairs first, none twice; by the face's key."""
    pairs = [(face.iou(box), person, index) for person, face in faces.items() for index, box in enumerate(detections)]
    matches: dict[int, int] = {}
    for iou, person, index in sorted(pairs, reverse=True):
        if iou >= SAME and person not in matches and index not in matches.values():
            matches[person] = index
    return matches

"""A sum for each split of a set of faces, by which data is known again wherever it was read from."""

from typing import Any, Final

from emotion.models.public_faces import sum_of
from training.data.faceset import OTHER, SPLITS, FaceSet

VOTES: Final = "votes"  # key of the sums of FER+'s votes, by split


def digests(faces: FaceSet) -> dict[str, Any]:
    """Return the SHA-256 of each split that has faces, in hexadecimal, and under `votes` those of its votes, if any.

    A split's is over its labels, a byte each, and then its pixels, 48x48 bytes a face; its votes' over ten bytes a
    face. Faces stand in their order, so the CSV and an archive of it agree; the same faces in another order do not.
    """
    named = {split: faces.split(split) for split in (*SPLITS, OTHER)}
    present = {split: part for split, part in named.items() if len(part)}
    sums: dict[str, Any] = {split: sum_of(part.labels, part.pixels) for split, part in present.items()}
    votes = {split: sum_of(part.votes) for split, part in present.items() if part.votes is not None}
    return sums | ({VOTES: votes} if votes else {})

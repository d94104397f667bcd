"""Dark glasses and masks drawn on a face of FER2013, whose eyes and mouth lie where its mean face has them."""

import cv2
import numpy as np
import numpy.typing as npt

Face = npt.NDArray[np.uint8]

# Shares of the side, read off the mean of FER2013's Training faces.
EYES = ((0.33, 0.36), (0.67, 0.36))
BRIDGE, CHIN, CHEEKS = 0.52, 1.02, (0.1, 0.9)


def with_glasses(face: Face, random: np.random.Generator) -> Face:
    """Return a face behind dark glasses, more or less dense, of a size and shape of their own.

    Args:
        face: grey, uint8 [height, width].
        random: draws them.
    """
    height, width = face.shape
    drawn = np.zeros_like(face)
    half = np.array([random.uniform(0.13, 0.18) * width, random.uniform(0.08, 0.13) * height])
    move = random.uniform(-0.03, 0.03, 2)
    corner = random.random() < 0.5
    for eye in EYES:
        middle = (np.array(eye) + move) * (width, height)
        if corner:
            (left, top), (right, bottom) = np.rint(middle - half).astype(int), np.rint(middle + half).astype(int)
            cv2.rectangle(drawn, (int(left), int(top)), (int(right), int(bottom)), 255, -1)
        else:
            size = (round(half[0]), round(half[1]))
            cv2.ellipse(drawn, (round(middle[0]), round(middle[1])), size, 0, 0, 360, 255, -1)
    row = round((EYES[0][1] + move[1]) * height)
    cv2.line(drawn, (0, row), (width - 1, row), 255, 1)
    return _laid(face, drawn, random.uniform(5, 60), random.uniform(0.75, 1))


def with_mask(face: Face, random: np.random.Generator) -> Face:
    """Return a face whose mouth and chin, and often its nose, lie under a mask, lighter or darker than the face.

    Args:
        face: grey, uint8 [height, width].
        random: draws it.
    """
    height, width = face.shape
    top = BRIDGE + random.uniform(-0.04, 0.12)
    left, right = CHEEKS[0] + random.uniform(-0.05, 0.06), CHEEKS[1] + random.uniform(-0.06, 0.05)
    corners = [
        (left, top + 0.08),
        (0.5, top),
        (right, top + 0.08),
        (right - 0.06, 0.85),
        (0.5, CHIN),
        (left + 0.06, 0.85),
    ]
    drawn = np.zeros_like(face)
    cv2.fillPoly(drawn, [np.rint(np.array(corners) * (width, height)).astype(np.int32)], 255)
    return _laid(face, drawn, random.uniform(20, 235), 1.0)


def _laid(face: Face, drawn: Face, level: float, density: float) -> Face:
    over = drawn / np.float32(255) * np.float32(density)
    return np.asarray(np.rint(face * (1 - over) + level * over), np.uint8)

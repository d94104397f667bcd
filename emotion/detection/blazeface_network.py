"""BlazeFace's networks, MediaPipe's small ones that find faces and six points of each, run by LiteRT."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from ai_edge_litert.interpreter import Interpreter

from emotion.images.types import Picture

POINTS: Final = 6  # right eye, left eye, nose, mouth, right ear, left ear
SAME: Final = 0.3  # IoU from which two answers are one face
LIMIT: Final = 80.0  # of a score's logit, beyond which its exponential would overflow
LEAST: Final = 0.1  # score under which a second look sees nothing


@dataclass(frozen=True)
class BlazeFaceLayout:
    """How a network of this family is laid out.

    Attributes:
        side: of its input, pixels.
        grids: pixels between two cells, and anchors in each cell, from the first output on.
    """

    side: int
    grids: tuple[tuple[int, int], ...]

    def anchors(self) -> npt.NDArray[np.float32]:
        """Return the middle of each anchor, shares of the side [n, 2], across and down."""
        return np.concatenate([self._grid(stride, count) for stride, count in self.grids])

    def _grid(self, stride: int, count: int) -> npt.NDArray[np.float32]:
        cells = self.side // stride
        middles = (np.arange(cells, dtype=np.float32) + 0.5) / cells
        down, across = np.meshgrid(middles, middles, indexing="ij")
        return np.repeat(np.stack([across.ravel(), down.ravel()], axis=1), count, axis=0)


FULL_RANGE: Final = BlazeFaceLayout(192, ((4, 1),))
SHORT_RANGE: Final = BlazeFaceLayout(128, ((8, 2), (16, 6)))


@dataclass(frozen=True)
class Candidates:
    """What a network found in a picture, best first.

    Attributes:
        boxes: float32 [n, 4]: left, top, right, bottom, pixels of the picture; they may reach over its edge.
        points: float32 [n, 6, 2]: across and down, likewise.
        scores: float32 [n], 0 to 1.
    """

    boxes: npt.NDArray[np.float32]
    points: npt.NDArray[np.float32]
    scores: npt.NDArray[np.float32]


class BlazeFaceNetwork:
    """One network with an interpreter of its own (Bazarevsky et al. 2019). Not for two threads at once."""

    def __init__(self, content: bytes, layout: BlazeFaceLayout) -> None:
        """Load a network.

        Args:
            content: the `.tflite` file, verified.
            layout: how it is laid out.
        """
        self._interpreter = Interpreter(model_content=content, num_threads=1)
        self._interpreter.allocate_tensors()
        self._layout, self._anchors = layout, layout.anchors()
        self._input = int(self._interpreter.get_input_details()[0]["index"])
        outputs = {int(output["shape"][-1]): int(output["index"]) for output in self._interpreter.get_output_details()}
        self._places, self._scores = outputs[4 + 2 * POINTS], outputs[1]

    def search(self, picture: Picture, least: float) -> Candidates:
        """Return the faces of a picture, RGB uint8 [height, width, 3], whose score is at least so high."""
        given, scale, corner = _letterboxed(picture, self._layout.side)
        self._interpreter.set_tensor(self._input, given)
        self._interpreter.invoke()
        logits = self._interpreter.get_tensor(self._scores)[0, :, 0]
        chosen = np.flatnonzero(logits >= np.log(least / (1 - least)))
        scores = 1 / (1 + np.exp(-np.clip(logits[chosen], -LIMIT, LIMIT)))
        places = self._interpreter.get_tensor(self._places)[0, chosen].reshape(-1, 2 + POINTS, 2) / self._layout.side
        places[:, [0, *range(2, 2 + POINTS)]] += self._anchors[chosen, None]
        places[:, 1] = places[:, 1] / 2
        pixels = (places * self._layout.side) / scale
        middles, halves, points = pixels[:, 0] - corner, pixels[:, 1], pixels[:, 2:] - corner
        return _merged(np.concatenate([middles - halves, middles + halves], axis=1), points, scores)


def _letterboxed(picture: Picture, side: int) -> tuple[npt.NDArray[np.float32], float, npt.NDArray[np.float32]]:
    """Return the network's input, the scale, and the picture's corner in it, in pixels of the picture."""
    height, width = picture.shape[:2]
    scale = side / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    reduced = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    given = np.full((1, side, side, 3), -1, np.float32)
    given[0, top : top + size[1], left : left + size[0]] = reduced.astype(np.float32) / 127.5 - 1
    return given, scale, np.array([left, top], np.float32) / scale


def _merged(
    boxes: npt.NDArray[np.float32], points: npt.NDArray[np.float32], scores: npt.NDArray[np.float32]
) -> Candidates:
    """Make one face of those that overlap, each weighted by its score, which keeps a still face's box still."""
    left = np.argsort(-scores)
    faces = []
    while len(left):
        overlap = _iou(boxes[left[0]], boxes[left]) >= SAME
        same = left[overlap]
        weights = scores[same] / scores[same].sum()
        faces.append((weights @ boxes[same], np.tensordot(weights, points[same], 1), scores[left[0]]))
        left = left[~overlap]
    columns = zip(*faces, strict=True) if faces else (np.empty((0, 4)), np.empty((0, POINTS, 2)), np.empty(0))
    return Candidates(*(np.asarray(column, np.float32) for column in columns))


def _iou(box: npt.NDArray[np.float32], others: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    shared = np.clip(np.minimum(box[2:], others[:, 2:]) - np.maximum(box[:2], others[:, :2]), 0, None).prod(axis=1)
    area, areas = (box[2:] - box[:2]).prod(), (others[:, 2:] - others[:, :2]).prod(axis=1)
    return np.asarray(shared / np.maximum(area + areas - shared, 1e-9), np.float32)

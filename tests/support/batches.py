"""Batches of results as a browser sends them."""

import base64
import zlib

import numpy as np

from emotion.browser.batch import COUNTS, FACE, RESULT


def written(counts: tuple[int, int], *parts: bytes) -> str:
    content = np.array([counts], COUNTS).tobytes() + b"".join(parts)
    return base64.b64encode(zlib.compress(content)).decode()


def columns(values: np.ndarray) -> bytes:
    rows = values.view(np.uint8).reshape(len(values), -1)
    return np.diff(rows.astype(int), axis=0, prepend=0).astype(np.uint8).T.tobytes()


def one(**changed: int) -> str:
    head, face = np.zeros(1, RESULT), np.zeros(1, FACE)
    head[["width", "height", "faces"]] = (640, 480, 1)
    face["box"], face["probabilities"] = [10, 20, 30, 40], [0, 0, 0, 65535, 0, 0, 0]
    for name, value in changed.items():
        (head if name in (RESULT.names or ()) else face)[name] = value
    return written((1, 1), columns(head), columns(face))

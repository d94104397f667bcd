"""Results as the visitor's browser sends them: numbers in a few bytes, checked like any input from outside.

`browser/src/page/batch.ts` writes what is read here: deflated and as base64 the number of results and of faces, and the
records of both, little-endian. Of the records come first all first bytes, then all second ones, and so on, each as the
difference from the record before: little changes from one to the next.
"""

import base64
import binascii
import zlib
from typing import Final

import numpy as np

from emotion.labels import LABELS
from emotion.quality import FaceQuality, unmasked
from emotion.results import Box, FaceResult, FrameResult
from emotion.timeline.table import NO_ANGLE, NO_RIVAL, NO_SCORE, SCORE_STEP, Records

MOST: Final = 1200  # results in one batch
SIDES: Final = 8192  # pixels, longest side of a picture
SCALE: Final = 65535  # of a probability

COUNTS: Final = np.dtype([("results", "<u4"), ("faces", "<u4")])
RESULT: Final = np.dtype(
    [
        ("at", "<u4"),  # milliseconds
        ("frame", "<u4"),
        ("width", "<u2"),
        ("height", "<u2"),
        ("followed", "<u2"),  # track_id; 0 for nobody
        ("too_dark", "u1"),
        ("faces", "u1"),
    ]
)
FACE: Final = np.dtype(
    [
        ("box", "<u2", 4),  # left, top, width, height
        ("probabilities", "<u2", len(LABELS)),
        ("track_id", "<u2"),
        ("display_number", "u1"),
        ("label", "u1"),
        ("rival", "u1"),
        ("flags", "u1"),  # 1: sure, 2: baseline subtracted
        ("issues", "u1"),  # a mask, see `emotion.quality`
        ("yaw", "i1"),
        ("roll", "i1"),
        ("score", "u1"),
    ]
)
# Bytes before deflation, with eight faces in each result.
LARGEST: Final = COUNTS.itemsize + MOST * (RESULT.itemsize + 8 * FACE.itemsize)


def results_of(text: str) -> tuple[FrameResult, ...]:
    """Return the results of a batch, oldest first.

    Raises:
        ValueError: it has another form than expected.
    """
    try:
        content = _inflated(base64.b64decode(text, validate=True))
    except (binascii.Error, zlib.error) as error:
        raise ValueError(f"expected base64 of deflated results ({error})") from error
    if len(content) < COUNTS.itemsize:
        raise ValueError(f"expected at least {COUNTS.itemsize} bytes, found {len(content)}")
    count, faces = (int(number) for number in np.frombuffer(content, COUNTS, 1)[0])
    size = COUNTS.itemsize + count * RESULT.itemsize + faces * FACE.itemsize
    if count > MOST or len(content) != size:
        raise ValueError(f"expected at most {MOST} results in {size} bytes, found {count} in {len(content)}")
    heads = _records(content[COUNTS.itemsize :], RESULT, count)
    records = _records(content[size - faces * FACE.itemsize :], FACE, faces)
    ends = np.cumsum(heads["faces"].astype(int))
    if (ends[-1] if count else 0) != faces:
        raise ValueError(f"expected as many faces as the results have, found {faces}")
    starts = ends - heads["faces"]
    return tuple(_result(head, records[a:b]) for head, a, b in zip(heads, starts, ends, strict=True))


def _inflated(content: bytes) -> bytes:
    """Return what was deflated, up to a byte more than it may be at most."""
    return zlib.decompressobj().decompress(content, LARGEST + 1)


def _records(content: bytes, dtype: np.dtype[np.void], count: int) -> Records:
    turned = np.frombuffer(content, np.uint8, count * dtype.itemsize).reshape(dtype.itemsize, count)
    return np.ascontiguousarray(np.cumsum(turned, axis=1, dtype=np.uint8).T).view(dtype)[:, 0]


def _result(head: np.void, faces: Records) -> FrameResult:
    width, height = int(head["width"]), int(head["height"])
    if not 1 <= width <= SIDES or not 1 <= height <= SIDES:
        raise ValueError(f"expected a picture of 1 to {SIDES} pixels a side, found {width}x{height}")
    return FrameResult(
        width,
        height,
        tuple(_face(record, width, height) for record in faces),
        at=float(head["at"]) / 1000,
        frame=int(head["frame"]),
        followed=int(head["followed"]) or None,
        too_dark=bool(head["too_dark"]),
    )


def _face(record: np.void, width: int, height: int) -> FaceResult:
    box = Box(*map(int, record["box"])).clipped(width, height)
    label, rival = int(record["label"]), int(record["rival"])
    values = record["probabilities"].astype(float)
    if box is None or label >= len(LABELS) or (rival >= len(LABELS) and rival != NO_RIVAL) or not values.sum():
        raise ValueError("expected a box inside the picture, a label, and probabilities")
    yaw, roll = (None if record[name] == NO_ANGLE else float(record[name]) for name in ("yaw", "roll"))
    score = None if record["score"] == NO_SCORE else min(1.0, float(record["score"]) * SCORE_STEP)
    quality = FaceQuality(yaw, roll, score, unmasked(int(record["issues"])))
    return FaceResult(
        box,
        tuple((values / values.sum()).tolist()),
        LABELS[label],
        bool(record["flags"] & 1) and quality.usable,
        int(record["display_number"]),
        int(record["track_id"]),
        quality,
        None if rival == NO_RIVAL else LABELS[rival],
        bool(record["flags"] & 2),
    )

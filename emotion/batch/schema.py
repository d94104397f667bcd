"""The table of what was read of many files, its columns, types and units; `docs/programs.md` explains it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, Literal

import pyarrow as pa

from emotion.export.parquet import batched
from emotion.export.photos import photo_rows
from emotion.export.timeline import timeline_rows
from emotion.labels import LABELS
from emotion.models.identity import ModelIdentity
from emotion.results import FrameResult
from emotion.timeline.table import Timeline

Kind = Literal["picture", "video"]

VERSION: Final = 1
# A public promise: people's own programs read these names. Only append, and count the version up.
UNITS: Final[Mapping[str, tuple[pa.DataType, str]]] = {
    "file": (pa.string(), "path as it was found from the one that was given"),
    "kind": (pa.string(), "picture or video"),
    "error": (pa.string(), "why the file could not be read, or not to its end; null where it was"),
    "picture_width": (pa.int32(), "pixels of the upright picture or video"),
    "picture_height": (pa.int32(), "likewise"),
    "seconds": (pa.float64(), "since the beginning of the video; null for a picture"),
    "frame": (pa.int32(), "0, 1, 2 ... of the video's frames; null for a picture"),
    "face": (pa.int32(), "1, 2, 3 ... from the left; in a video of the person; null where nobody was found"),
    "left": (pa.int32(), "of the face's box, pixels of the upright picture"),
    "top": (pa.int32(), "pixels"),
    "width": (pa.int32(), "pixels"),
    "height": (pa.int32(), "pixels"),
    **{label: (pa.float64(), "probability, 0 to 1; over time in a video smoothed") for label in LABELS},
    "label": (pa.string(), "the answer, one of the seven"),
    "sure": (pa.bool_(), "false under the model's threshold, or where there are issues"),
    "answer": (pa.string(), "in words, as the page has it"),
    "issues": (pa.string(), "why a face, or a picture without one, is not read, joined by semicolons; empty for none"),
    "yaw": (pa.int32(), "degrees, rough: turn of the head, positive to the right of the picture"),
    "roll": (pa.int32(), "degrees, rough: tilt of the head, positive with the clock"),
    "detection_score": (pa.float64(), "0 to 1, how sure the detector is"),
    "model": (pa.string(), "the network's name"),
    "model_version": (pa.string(), "date of its export, and the first digits of its file's SHA-256"),
    "expects": (pa.string(), "which faces it was told to expect: alike or crowd"),
    "detector": (pa.string(), "what finds the faces, and how sensitive it is"),
    "schema": (pa.int32(), "version of these columns"),
}
COLUMNS: Final = tuple(UNITS)
SCHEMA: Final = pa.schema(
    [pa.field(name, kind, metadata={"unit": unit}) for name, (kind, unit) in UNITS.items()],
    metadata={"mien_schema": str(VERSION)},
)


def shown(path: Path) -> str:
    r"""Return a path as text that every file can hold; bytes that are no letters become \xff and the like."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def picture_table(file: str, result: FrameResult, model: ModelIdentity, detector: str) -> pa.Table:
    """Return a row for each face of a picture, or one that says that it has none."""
    return _table(photo_rows(file, result, model), {"file": file, "kind": "picture"}, model, detector)


def video_table(file: str, timeline: Timeline, error: str, model: ModelIdentity, detector: str) -> pa.Table:
    """Return a row for each face of each frame that was read, one for a frame without; `error` as the column's."""
    size = {"picture_width": timeline.width, "picture_height": timeline.height}
    same = {"file": file, "kind": "video", "error": error or None, **size}
    rows = ({**row, "face": row["person"]} for row in timeline_rows(timeline, model))
    return _table(rows, same, model, detector)


def error_table(file: str, kind: Kind, error: str, model: ModelIdentity, detector: str) -> pa.Table:
    """Return the one row of a file that could not be read."""
    return _table([{"sure": False}], {"file": file, "kind": kind, "error": error}, model, detector)


def _table(rows: Iterable[Mapping[str, Any]], same: Mapping[str, Any], model: ModelIdentity, detector: str) -> pa.Table:
    by = {"model": model.name, "model_version": model.version, "expects": model.expects}
    more = {**same, **by, "detector": detector, "schema": VERSION}
    parts = [
        pa.Table.from_pylist([{**dict.fromkeys(COLUMNS), **row, **more} for row in part], SCHEMA)
        for part in batched(iter(rows))
    ]
    return pa.concat_tables(parts)

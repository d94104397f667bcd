"""A timeline as rows of a table: what its columns are called, and what their numbers mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import numpy as np

from emotion.classification.baseline import NeutralBaseline
from emotion.export.parquet import ColumnType
from emotion.export.quality import ANSWER, QUALITY_UNITS, joined, quality_cells
from emotion.labels import LABELS
from emotion.models.identity import EXPECTS, ModelIdentity
from emotion.quality import UNKNOWN, FaceQuality, why_nobody
from emotion.timeline.counted import left_out_of
from emotion.timeline.notes import Notes
from emotion.timeline.table import Timeline, qualities_of, words_of

# A public promise: people's own programs read these names in this order. Only append.
TIMELINE_COLUMNS: Final = (
    *("seconds", "frame", "person", "left", "top", "width", "height"),
    *LABELS,
    *("label", "sure", "model", "model_version", "expects"),
    *("issues", "yaw", "roll", "detection_score", "answer"),
    *("baseline", "name", "condition", "left_out"),
)
TIMELINE_TYPES: Final[Mapping[str, ColumnType]] = MappingProxyType(
    {
        **dict.fromkeys(TIMELINE_COLUMNS, "string"),
        **dict.fromkeys(("frame", "person", "left", "top", "width", "height", "yaw", "roll"), "int32"),
        **dict.fromkeys(("seconds", *LABELS, "detection_score"), "float64"),
        **dict.fromkeys(("sure", "baseline", "left_out"), "bool"),
    }
)
SURE: Final = (
    "false when the label's probability is under the network's threshold, with a margin to either side, or when there "
    "are issues"
)
VIDEO_UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "seconds": "since the beginning of the video, by the frames' own timestamps",
        "frame": "0, 1, 2 ... of the frames that could be decoded",
        "person": "1, 2, 3 ... in the order in which they came; who leaves and comes back gets a new number, unless "
        "both were said to be the same",
        "box": "left, top, width, height in pixels of the upright video",
        "probabilities": "0 to 1, in the order of labels, sum 1, smoothed over time",
        "sure": SURE,
        "answer": ANSWER,
        "expects": EXPECTS,
        "shares": "of the time in view, 0 to 1, by the sure answer; with unsure their sum is 1",
        **QUALITY_UNITS,
        "baseline": "true when the face's neutral baseline, measured beforehand, was subtracted",
        "neutral_baseline": "null where none was subtracted, as in videos; resting: probabilities at rest, in the "
        "order of labels; shifts: what was added to the natural logarithm of each probability, before smoothing",
        "usable": "share of the frames that were searched with a face without issues: of all, and of each person's",
        "name": "what the person was called; Person 1 and so on where they were given no name",
        "condition": "of the spans that this moment lies in, joined by semicolons; empty (null) outside of all",
        "left_out": "true in spans that count in no summary",
        "markers, spans": "seconds, as the readings'; a span without a condition is left out of every summary",
    }
)
LIVE_UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **VIDEO_UNITS,
        "seconds": "since the first reading of the record, by the camera's frames",
        "frame": "0, 1, 2 ... of the frames that came, from that reading on",
        "box": "left, top, width, height in pixels of the camera's picture, not mirrored; video_width wide",
    }
)
Face = tuple[np.void, FaceQuality]  # a record of the timeline, and how well the face was seen
DIGITS: Final = 6  # of a probability, as in the rows of pictures


@dataclass(frozen=True)
class TimelineSource:
    """What a timeline came from, for the front of its JSON.

    Attributes:
        name: of the file, or what stands for one.
        damaged: frames that could not be decoded, left out.
        ended_early: "" or why its end was not reached, a sentence for people.
        units: what each number means.
        baseline: the neutral baseline that was subtracted from one face, None where none was.
    """

    name: str
    damaged: int = 0
    ended_early: str = ""
    units: Mapping[str, str] = field(default_factory=lambda: VIDEO_UNITS)
    baseline: NeutralBaseline | None = None


def timeline_rows(timeline: Timeline, model: ModelIdentity, notes: Notes | None = None) -> Iterator[dict[str, object]]:
    """Yield one row of `TIMELINE_COLUMNS` for each face of each result, in the order of time, for `to_csv`.

    A result without faces has a row as well, of no person: its `issues` say why, and `sure` is false, so that those who
    count the sure rows need not know of it.

    Args:
        timeline: whose persons are joined already.
        model: that read it.
        notes: names, conditions and what is left out; None for none.
    """
    notes = notes or Notes()
    by_model = {"model": model.name, "model_version": model.version, "expects": model.expects}
    left_out = left_out_of(timeline, notes.left_out).tolist()
    for (at, frame, too_dark, faces), out in zip(by_result(timeline), left_out, strict=True):
        place = {"seconds": round(at, 3), "frame": frame}
        noted = {"condition": joined(notes.conditions_at(at)) or None, "left_out": out}
        for record, quality in faces:
            cells = {**_face_cells(record), **by_model, **quality_cells(quality)}
            name = notes.name(int(record["person"]))
            told = {"answer": words_of(record), "baseline": bool(record["baseline"]), "name": name}
            yield {**place, **cells, **told, **noted}
        if not faces:
            nobody = {**dict.fromkeys(TIMELINE_COLUMNS), **place, "sure": False, **by_model, **quality_cells(UNKNOWN)}
            yield {**nobody, "issues": joined(why_nobody(too_dark)), **noted}


def by_result(timeline: Timeline) -> Iterator[tuple[float, int, bool, list[Face]]]:
    """Yield of each result its seconds, the index of its frame, whether it was too dark, and its faces."""
    faces = list(zip(timeline.faces, qualities_of(timeline.faces), strict=True))
    ends = np.searchsorted(timeline.faces["result"], np.arange(len(timeline.results)), "right").tolist()
    start = 0
    for (at, frame, too_dark), end in zip(timeline.results.tolist(), ends, strict=True):
        yield at, frame, too_dark, faces[start:end]
        start = end


def _face_cells(record: np.void) -> dict[str, object]:
    values = zip(LABELS, record["probabilities"].tolist(), strict=True)
    return {
        "person": int(record["person"]),
        **dict(zip(("left", "top", "width", "height"), record["box"].tolist(), strict=True)),
        **{label: round(value, DIGITS) for label, value in values},
        "label": LABELS[record["label"]],
        "sure": bool(record["sure"]),
    }

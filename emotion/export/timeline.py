"""A timeline as rows for CSV, and whole as JSON."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Final

import numpy as np

from emotion.classification.baseline import NeutralBaseline
from emotion.export.csv import encodable
from emotion.export.quality import ANSWER, QUALITY_UNITS, joined, quality_cells, quality_values
from emotion.labels import LABELS
from emotion.models.identity import EXPECTS, ModelIdentity
from emotion.quality import UNKNOWN, FaceQuality, why_nobody
from emotion.timeline.summary import PersonSummary, summarize
from emotion.timeline.table import Timeline, qualities_of, words_of

# A public promise: people's own programs read these names in this order. Only append.
TIMELINE_COLUMNS: Final = (
    *("seconds", "frame", "person", "left", "top", "width", "height"),
    *LABELS,
    *("label", "sure", "model", "model_version", "expects"),
    *("issues", "yaw", "roll", "detection_score", "answer"),
    "baseline",
)
SURE: Final = (
    "false when the label's probability is under the network's threshold, with a margin to either side, or when there "
    "are issues"
)
VIDEO_UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "seconds": "since the beginning of the video, by the frames' own timestamps",
        "frame": "0, 1, 2 ... of the frames that could be decoded",
        "person": "1, 2, 3 ... in the order in which they came; who leaves and comes back gets a new number",
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
_Face = tuple[np.void, FaceQuality]  # a record of the timeline, and how well the face was seen
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


def timeline_rows(timeline: Timeline, model: ModelIdentity) -> Iterator[dict[str, object]]:
    """Yield one row of `TIMELINE_COLUMNS` for each face of each result, in the order of time, for `to_csv`.

    A result without faces has a row as well, of no person: its `issues` say why, and `sure` is false, so that those who
    count the sure rows need not know of it.
    """
    by_model = {"model": model.name, "model_version": model.version, "expects": model.expects}
    for at, frame, too_dark, faces in _by_result(timeline):
        place = {"seconds": round(at, 3), "frame": frame}
        for record, quality in faces:
            cells = {**_face_cells(record), **by_model, **quality_cells(quality)}
            yield {**place, **cells, "answer": words_of(record), "baseline": bool(record["baseline"])}
        if not faces:
            nobody = {**dict.fromkeys(TIMELINE_COLUMNS), **place, "sure": False, **by_model, **quality_cells(UNKNOWN)}
            yield {**nobody, "issues": joined(why_nobody(too_dark))}


def timeline_json(timeline: Timeline, model: ModelIdentity, source: TimelineSource) -> str:
    """Return everything as JSON: the source, each person's summary, and all results, also those without faces.

    Units, labels and the model stand once, in front; there is one line for each result.
    """
    summary = summarize(timeline)
    head = {
        "units": dict(source.units),
        "labels": LABELS,
        "model": asdict(model),
        "video": encodable(source.name),
        "video_width": timeline.width,
        "video_height": timeline.height,
        "seconds": round(timeline.seconds, 3),
        "frames": timeline.frames,
        "damaged": source.damaged,
        "ended_early": source.ended_early,
        "persons": [_person(person) for person in summary.persons],
        "brief": [_person(person) for person in summary.brief],
        "usable": round(summary.usable, DIGITS),
        "neutral_baseline": _baseline(source.baseline),
    }
    lines = [
        json.dumps(
            {
                "seconds": round(at, 3),
                "frame": frame,
                "faces": [_face(record, quality) for record, quality in faces],
                "issues": () if faces else why_nobody(too_dark),
            }
        )
        for at, frame, too_dark, faces in _by_result(timeline)
    ]
    front = json.dumps(head, indent=2, ensure_ascii=False).removesuffix("\n}")
    return f'{front},\n  "readings": [\n    ' + ",\n    ".join(lines) + "\n  ]\n}\n"


def _by_result(timeline: Timeline) -> Iterator[tuple[float, int, bool, list[_Face]]]:
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


def _face(record: np.void, quality: FaceQuality) -> dict[str, object]:
    return {
        "person": int(record["person"]),
        "box": record["box"].tolist(),
        "probabilities": [round(value, DIGITS) for value in record["probabilities"].tolist()],
        "label": LABELS[record["label"]],
        "sure": bool(record["sure"]),
        **quality_values(quality),
        "answer": words_of(record),
        "baseline": bool(record["baseline"]),
    }


def _baseline(baseline: NeutralBaseline | None) -> dict[str, list[float]] | None:
    if baseline is None:
        return None
    return {name: [round(value, DIGITS) for value in getattr(baseline, name)] for name in ("resting", "shifts")}


def _person(summary: PersonSummary) -> dict[str, object]:
    return {
        "person": summary.person,
        "first": round(summary.first, 3),
        "last": round(summary.last, 3),
        "seconds": round(summary.seconds, 3),
        "shares": {label: round(share, DIGITS) for label, share in summary.shares.items()},
        "unsure": round(summary.unsure, DIGITS),
        "mean": [round(value, DIGITS) for value in summary.mean],
        "changes": [
            {"at": round(change.at, 3), "from": change.before, "to": change.after, "size": round(change.size, 3)}
            for change in summary.changes
        ],
        "usable": round(summary.usable, DIGITS),
        "issues": {issue.value: round(share, DIGITS) for issue, share in summary.issues.items()},
    }

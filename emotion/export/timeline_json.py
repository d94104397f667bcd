"""A timeline whole as JSON: the source, what was noted, each person's summary, and every result."""

import json
from dataclasses import asdict

import numpy as np

from emotion.classification.baseline import NeutralBaseline
from emotion.export.csv import encodable
from emotion.export.quality import quality_values
from emotion.export.timeline import DIGITS, TimelineSource, by_result
from emotion.labels import LABELS
from emotion.models.identity import ModelIdentity
from emotion.quality import FaceQuality, why_nobody
from emotion.timeline.notes import Notes
from emotion.timeline.summary import PersonSummary, summarize
from emotion.timeline.table import Timeline, words_of


def timeline_json(timeline: Timeline, model: ModelIdentity, source: TimelineSource, notes: Notes | None = None) -> str:
    """Return everything as JSON: the source, each person's summary, and all results, also those without faces.

    Units, labels and the model stand once, in front; there is one line for each result. Arguments as
    `emotion.export.timeline.timeline_rows`.
    """
    notes = notes or Notes()
    summary = summarize(timeline, notes.left_out)
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
        "persons": [_person(person, notes) for person in summary.persons],
        "brief": [_person(person, notes) for person in summary.brief],
        "usable": round(summary.usable, DIGITS),
        "neutral_baseline": _baseline(source.baseline),
        "markers": [{"at": round(marker.at, 3), "name": encodable(marker.name)} for marker in notes.markers],
        "spans": [
            {"from": round(span.start, 3), "to": round(span.end, 3), "condition": encodable(span.condition) or None}
            for span in notes.spans
        ],
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
        for at, frame, too_dark, faces in by_result(timeline)
    ]
    front = json.dumps(head, indent=2, ensure_ascii=False).removesuffix("\n}")
    return f'{front},\n  "readings": [\n    ' + ",\n    ".join(lines) + "\n  ]\n}\n"


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


def _person(summary: PersonSummary, notes: Notes) -> dict[str, object]:
    return {
        "person": summary.person,
        "name": encodable(notes.name(summary.person)),
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

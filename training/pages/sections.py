"""Which figures a page of one or several networks has, and in what order."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import plotly.graph_objects as go

from emotion.charts.confidence import coverage_curves, reliability_diagram, roc_curves
from emotion.charts.confusion import confusion_matrices
from emotion.charts.history import accuracy_curves, learning_rate_curves, loss_curves
from emotion.charts.robustness import robustness_curves
from emotion.charts.scores import SPLIT_NAMES, label_bars, score_chart
from emotion.labels import LABELS
from training.pages.page import Section
from training.pages.results import Result

Parts = Mapping[str, Mapping[str, Any]]
SPLIT_NOTE: Final = {
    "public": "The epoch, the temperature and the threshold were chosen by these faces.",
    "private": "Nothing was chosen by these faces.",
}


def sections(results: Mapping[str, Result]) -> list[Section]:
    """Return the sections of a page; figures whose numbers nobody measured are left out.

    Args:
        results: one network or several, by their titles. Several are drawn over each other where that can be read.
    """
    histories = {title: result.history for title, result in results.items()}
    # All titles stay, even without an evaluation, so that a network has one colour on the whole page.
    documents = {title: result.evaluation or {} for title, result in results.items()}
    several = len(results) > 1
    notes = {} if any(result.measured_on for result in results.values()) else SPLIT_NOTE  # other faces chose nothing
    scores = [score_chart(documents, measure) for measure in (("accuracy", "macro_f1") if several else ("accuracy",))]
    robustness = "" if several else "Levels go from the face as it is, at the left, to the worst."
    return [
        _section(
            "Training", accuracy_curves(histories), loss_curves(histories), learning_rate_curves(histories), small=True
        ),
        _section("Scores", *scores),
        *_split("public", documents, notes),
        Section("Robustness on PublicTest", tuple(robustness_curves(documents).values()), robustness, small=True),
        *_split("private", documents, notes),
        *(section for title, document in documents.items() for section in _others(title if several else "", document)),
    ]


def _split(split: str, documents: Parts, notes: Mapping[str, str]) -> list[Section]:
    parts = {title: (document.get("splits") or {}).get(split) or {} for title, document in documents.items()}
    name, several = SPLIT_NAMES[split], len(parts) > 1
    confidence = roc_curves(parts), reliability_diagram(parts), coverage_curves(parts)
    if several:
        bars = label_bars(parts, "f1"), label_bars(parts, "recall")
        by_label = [roc_curves(parts, label) for label in LABELS]
        return [
            _section(name, *bars, *confidence, note=notes.get(split, "")),
            _section(f"{name}: ROC by label", *by_label, small=True),
            _section(f"{name}: confusion", *confusion_matrices(parts).values()),
        ]
    (part,) = parts.values()
    matrices = confusion_matrices({"All faces": part, "FER+ majority": part.get("majority") or {}})
    return [_section(name, *matrices.values(), label_bars(parts), *confidence, note=notes.get(split, ""))]


def _others(title: str, document: Mapping[str, Any]) -> Iterable[Section]:
    for name, part in (document.get("others") or {}).items():
        heading = part.get("title") or name
        left_out = part.get("faces_left_out")
        note = f"{part['count']:,} faces" + (f", {left_out:,} left out." if left_out else ".")
        figures = *confusion_matrices({"All faces": part}).values(), label_bars({heading: part})
        yield _section(f"{title}, {heading}" if title else heading, *figures, note=note)


def _section(title: str, *figures: go.Figure | None, note: str = "", small: bool = False) -> Section:
    return Section(title, tuple(figure for figure in figures if figure is not None), note, small)

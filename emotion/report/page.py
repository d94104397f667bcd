"""A report in one HTML file that needs nothing else: charts, shares, conditions, the protocol, the model."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import plotly.io
from plotly.offline import get_plotlyjs

from emotion import __version__
from emotion.charts.timeline import person_timeline
from emotion.charts.timeline_notes import WIDE
from emotion.classification.calibration import Expectation
from emotion.export.conditions import PART_UNITS
from emotion.export.timeline_export import TimelineExport
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models import facts
from emotion.models.card import Card
from emotion.models.evaluation import Evaluation
from emotion.models.limits import weak_points
from emotion.report.method import method
from emotion.timeline.conditions import UNSURE, Part, share_in_words
from emotion.timeline.summary import summarize, summary_in_words
from emotion.wording import clock_time, duration

STYLE: Final = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1a2a2c; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; } h2 { margin-top: 2.5rem; } .table { overflow-x: auto; margin-block: 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #d5dcdd; vertical-align: top; }
.note { color: #4a5a5c; } @media print { .chart { break-inside: avoid; } }
"""
NOTHING: Final = "Nothing was noted: no condition, no marker, nothing left out."


@dataclass(frozen=True)
class Study:
    """What a report is about.

    Attributes:
        name: of the video or recording.
        export: its timeline with notes.
        card: of the model that read it.
        expectation: that the model was told.
        evaluation: of the model, None where there is none.
        read_with: the other settings in words, such as the detector's.
    """

    name: str
    export: TimelineExport
    card: Card
    expectation: Expectation
    evaluation: Evaluation | None = None
    read_with: Sequence[str] = ()


def report(study: Study) -> str:
    """Return the report as HTML; its charts are drawn by Plotly, which it holds (4.5 MB)."""
    timeline, title = study.export.timeline, escape(f"{study.name}: what the faces look like")
    body = "".join(
        (
            f"<h1>{title}</h1>",
            _paragraph(
                f"{duration(timeline.seconds)} long, {timeline.frames:,} frames, {len(timeline.results):,} of them "
                f"read, by Mien {__version__}. It tells what an expression looks like, never what somebody feels."
            ),
            "<h2>Method</h2>",
            _paragraph(paragraph(study)),
            "<h2>Protocol</h2>",
            *_protocol(study),
            "<h2>Conditions and markers</h2>",
            _parts(study),
            "<h2>Person by person</h2>",
            *_persons(study),
            "<h2>The network and its limits</h2>",
            *_network(study),
        )
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style>'
        f"<script>{get_plotlyjs()}</script></head><body>{body}</body></html>\n"
    )


def paragraph(study: Study) -> str:
    """Return the paragraph on the method of a study."""
    notes = study.export.notes
    return method(__version__, study.card, study.expectation, study.evaluation, study.read_with, notes)


def _protocol(study: Study) -> Iterator[str]:
    notes = study.export.notes
    if not notes.markers and not notes.spans:
        yield _paragraph(NOTHING)
    if notes.spans:
        spans = [(f"{span.start:.2f}", f"{span.end:.2f}", span.condition or "left out") for span in notes.spans]
        yield _table(("From, s", "To, s", "Condition"), spans)
    if notes.markers:
        yield _table(("Marker at, s", "Name"), [(f"{marker.at:.2f}", marker.name) for marker in notes.markers])


def _parts(study: Study) -> str:
    head = ("Who", "When", "In view, s", *(DISPLAY_NAMES[label] for label in LABELS), "Unsure")
    rows = [_part(part, study) for part in study.export.parts]
    return _table(head, rows) + _paragraph(f"In brackets the interval. {PART_UNITS['low, high'].capitalize()}.", "note")


def _part(part: Part, study: Study) -> tuple[str, ...]:
    who = "everybody" if part.person is None else study.export.notes.name(part.person)
    when = part.name or "the whole time"
    return who, when, f"{part.seconds:.1f}", *(share_in_words(part.shares[name]) for name in (*LABELS, UNSURE))


def _persons(study: Study) -> Iterator[str]:
    timeline, notes = study.export.timeline, study.export.notes
    summary = summarize(timeline, notes.left_out)
    for person in summary.persons:
        name = notes.name(person.person)
        figure = person_timeline(timeline, person.person, "time", notes=notes, columns=WIDE)
        figure["layout"]["template"] = "plotly_white"
        yield f"<h3>{escape(name)}</h3>{_paragraph(summary_in_words(person, name))}"
        drawn = plotly.io.to_html(figure, include_plotlyjs=False, full_html=False, config={"displayModeBar": False})
        yield f'<div class="chart">{drawn}</div>'
        changes = [
            (clock_time(change.at), DISPLAY_NAMES[change.before], DISPLAY_NAMES[change.after])
            for change in person.changes
        ]
        if changes:
            yield _table(("Changed at", "From", "To"), changes)
    if not summary.persons:
        yield _paragraph("No face was in view for long enough.")


def _network(study: Study) -> Iterator[str]:
    yield _paragraph(f"{study.card.title}. {study.card.summary}")
    yield _table(("What", "How much"), facts.worth(study.card, study.evaluation, study.expectation).items())
    for sentence in dict.fromkeys((*study.card.limits, *weak_points(study.card, study.evaluation))):
        yield _paragraph(sentence)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="table"><table><thead><tr>{names}</tr></thead><tbody>{lines}</tbody></table></div>'


def _paragraph(text: str, kind: str = "") -> str:
    return f"<p{f' class={kind!r}' if kind else ''}>{escape(text)}</p>"

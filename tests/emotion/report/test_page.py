"""A report has everything of a study in one file, and nothing in it is taken for HTML."""

import re
from pathlib import Path

import pytest

from emotion.classification.calibration import Expectation
from emotion.export.timeline import TimelineSource
from emotion.export.timeline_export import TimelineExport
from emotion.models.evaluation import load_evaluation
from emotion.models.identity import ModelIdentity
from emotion.models.store import EVALUATION, MODELS, load_card
from emotion.report.page import NOTHING, Study, paragraph, report
from emotion.timeline.notes import Marker, Notes, Span
from tests.support.timelines import seen, timeline_of

NAME = "mirrored-votes"
NOTES = Notes(markers=(Marker(1.0, "<bell>"),), spans=(Span(0, 2, "film & sound"), Span(3, 4))).named(1, "<b>Ada</b>")


def study(notes: Notes = NOTES, name: str = "<clip>.mp4", **more: object) -> Study:
    timeline = timeline_of(
        [seen(index / 10, 1, label="neutral" if index < 20 else "happy", frame=index) for index in range(40)], 4.0
    )
    card = load_card(MODELS / NAME)
    export = TimelineExport(timeline, ModelIdentity.of(card), TimelineSource("clip.mp4"), notes)
    evaluation = load_evaluation(MODELS / NAME / EVALUATION)
    return Study(name, export, card, Expectation.ALIKE, evaluation, ("Detector: both", "Frames read: all"), **more)


def words(html: str) -> str:
    return re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)


def test_it_has_the_protocol_the_shares_and_the_limits() -> None:
    html = words(report(study()))

    for said in ("&lt;clip&gt;.mp4", "&lt;b&gt;Ada&lt;/b&gt;", "&lt;bell&gt;", "film &amp; sound", "left out"):
        assert said in html
    for name in ("<b>Ada", "<bell>", "<clip>"):
        assert name not in html
    assert html.count("<h2>") == 5
    assert html.count("How well different groups of people") == 1, "a limit is told once"
    assert "Person 1" not in html
    assert 'class="plotly-graph-div"' in html
    assert "never what somebody feels" in html
    for limit in load_card(MODELS / NAME).limits:
        assert limit.split(".")[0].replace("'", "&#x27;") in html


def test_its_charts_have_the_markers_and_conditions() -> None:
    (chart,) = re.findall(r"Plotly\.newPlot\((.*?)\);?\s*\}", report(study()).rpartition("</h3>")[2], flags=re.DOTALL)
    for told in ("&lt;bell&gt;, 0:01", "film &amp; sound, 0:00 to 0:02", "Left out, 0:03 to 0:04"):
        assert told in chart


def test_it_needs_nothing_else() -> None:
    html = words(report(study()))
    assert not re.findall(r'(?:src|href)="', html)
    assert "Plotly.newPlot" in report(study())


def test_what_was_not_noted_is_said() -> None:
    assert NOTHING in words(report(study(Notes())))


def test_the_paragraph_says_what_read_and_how_good_that_is() -> None:
    told = paragraph(study())
    card, evaluation = load_card(MODELS / NAME), load_evaluation(MODELS / NAME / EVALUATION)
    public = evaluation.expecting(Expectation.ALIKE).splits.public
    assert public
    assert public.majority
    assert f"network {NAME} of {card.date[:10]}" in told
    assert f"right in {100 * public.majority.accuracy:.1f} %" in told
    assert f"mean recall of {100 * public.majority.balanced_accuracy:.1f} %" in told
    assert "Detector: both; Frames read: all." in told
    assert "The conditions were film & sound; 1 marker set" in told
    assert "1 span of 1.0 seconds in all left out." in told


def test_without_figures_there_are_none_in_the_paragraph() -> None:
    made = study(Notes())
    told = paragraph(Study(made.name, made.export, made.card, made.expectation))
    assert "PublicTest" not in told
    assert "conditions" not in told


@pytest.mark.parametrize("persons", [(), (1,)])
def test_nobody_is_ordinary(persons: tuple[int, ...], tmp_path: Path) -> None:
    made = study(Notes())
    export = TimelineExport(timeline_of([seen(0, *persons)]), made.export.model, made.export.source)
    html = words(report(Study("empty", export, made.card, made.expectation)))
    assert "No face was in view for long enough." in html

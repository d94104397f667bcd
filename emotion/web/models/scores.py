"""What models are worth: on each set of faces, label by label, and against each other on the very same faces."""

from emotion.charts.scores import label_bars, score_chart
from emotion.models import score_sentences
from emotion.models.figures import Figures
from emotion.models.overview import by_voters
from emotion.web.models.answers import side_by_side
from emotion.web.models.shown import MAJORITY, charts, choose_faces, evaluations, explain, only, parts
from emotion.web.shared import expectation
from emotion.web.shared.model_records import Shown


def scores(chosen: Shown) -> None:
    """Show what the models are worth on each set of faces, and label by label."""
    measured, title = evaluations(chosen), only(chosen)
    measures = ("accuracy",) if title else ("accuracy", "balanced_accuracy", "macro_f1")
    of_sets = by_label = ""
    evaluation = measured[title] if title else None
    if title and evaluation:
        of_sets = score_sentences.scores(evaluation.splits.public, by_voters(chosen[title]))
    name = choose_faces(chosen)
    found = parts(chosen, name)
    if title and isinstance(figures := found[title], Figures):
        by_label = score_sentences.recalls(figures)
    if len(chosen) == 2:
        side_by_side(chosen, expectation.told(), by_majority=name == MAJORITY)
    bars = ("f1",) if title else ("precision", "recall", "f1")
    charts(
        [
            *((score_chart(measured, measure), of_sets) for measure in measures),
            *((label_bars(found, measure), by_label) for measure in bars),
        ],
        "scores",
    )
    explain("Accuracy", "Mean recall", "Macro-F1", "Recall", "Precision", "F1", "95 % interval", "Majority", "Twin")

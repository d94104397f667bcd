"""Where models are wrong: in words, and as confusion matrices."""

import streamlit as st

from emotion.charts.confusion import confusion_matrices
from emotion.models import score_sentences
from emotion.models.figures import Figures
from emotion.web.models import faces
from emotion.web.models.shown import MAJORITY, charts, choose_faces, explain, only, parts
from emotion.web.shared.model_records import Shown


def mistakes(chosen: Shown) -> None:
    """Show which label is taken for which."""
    name = choose_faces(chosen)
    found, title = parts(chosen, name), only(chosen)
    figures = found[title] if title else None
    if isinstance(figures, Figures):
        told = [*score_sentences.confusions(figures), score_sentences.recalls(figures)]
        st.markdown("\n".join(f"- {sentence}" for sentence in told if sentence))
    counts = st.toggle("Numbers of faces instead of per cent")
    matrices = confusion_matrices(found, counts)
    if title and faces.can_be_shown():
        faces.behind(matrices.get(title), chosen[title], by_majority=name == MAJORITY)
    else:
        charts([(matrix, "") for matrix in matrices.values()], "mistakes")
    explain("Confusion matrix", "Recall", "Majority", "Near-duplicate", "Twin")

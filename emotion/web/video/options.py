"""The video page's controls in the sidebar."""

from types import MappingProxyType
from typing import Final

import streamlit as st

from emotion.models.card import Card
from emotion.web.shared.detection import SENSITIVITIES, detector
from emotion.web.video.job import Wishes

RATES: Final = MappingProxyType(
    {
        "12 to 15 a second": None,
        "Every frame": 1,
        "Every 2nd": 2,
        "Every 3rd": 3,
        "Every 5th": 5,
        "Every 10th": 10,
    }
)


def wishes() -> Wishes:
    """Show the controls and return what they say."""
    with st.sidebar:
        searched = detector("takes longer")
        annotated = st.toggle("Make an annotated video", True, help="The video with a box and a label on every face.")
        blurred = st.toggle(
            "Blur faces",
            disabled=not annotated,
            help="In the annotated video. Every frame is read for this. A face that is not found stays as it is.",
        )
        scores = st.toggle(
            "Show scores in the video", True, disabled=not annotated, help="Draw the seven bars beside each face."
        )
        covered = annotated and blurred
        rate = st.selectbox(
            "Frames to read",
            list(RATES),
            index=1 if covered else 0,
            disabled=covered,
            key=f"rate {covered}",
            help="Fewer frames are read sooner; between two of them the last reading stays.",
        )
    return Wishes(searched, RATES[rate], scores, blurred, annotated)


def chosen(card: Card, wishes: Wishes) -> None:
    """Show in place of the controls what was chosen, while a video is read and afterwards."""
    with st.sidebar:
        st.header("Settings of this video", anchor=False)
        st.markdown("\n".join(f"- {line}" for line in in_words(card, wishes)))


def in_words(card: Card, wishes: Wishes) -> list[str]:
    """Return each choice as a line."""
    sensitivity = next(name for name, settings in SENSITIVITIES.items() if settings == wishes.detector)
    rate = "Every frame" if wishes.covered else next(name for name, every in RATES.items() if every == wishes.every)
    lines = [
        f"Network: {card.title}",
        f"Detection sensitivity: {sensitivity.lower()}",
        f"Frames read: {rate.lower()}",
    ]
    if not wishes.annotated:
        return [*lines, "No annotated video"]
    faces = "faces blurred" if wishes.blurred else "faces shown"
    return [*lines, f"Annotated video: {faces}, {'with' if wishes.scores else 'without'} scores"]

"""The video page's controls in the sidebar."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from emotion.jobs.job import VideoOptions
from emotion.models.loaded import LoadedModel
from emotion.web.shared import detection, expectation

RATES: Final[Mapping[str, int | None]] = {
    "12 to 15 a second": None,
    "Every frame": 1,
    "Every 2nd": 2,
    "Every 3rd": 3,
    "Every 5th": 5,
    "Every 10th": 10,
}


def choose() -> VideoOptions:
    """Show the controls and return what they say."""
    for key in ("video annotated", "video scores"):
        st.session_state.setdefault(key, True)
    with st.sidebar:
        detector = detection.choose(
            "Low: only large faces, fewest false ones. High: small faces too; takes longer.", "video"
        )
        annotated = st.toggle(
            "Make an annotated video",
            help="The video with a box and a label on every face.",
            key="video annotated",
            persist_state="session",
        )
        blurred = st.toggle(
            "Blur faces",
            disabled=not annotated,
            help="In the annotated video. Every frame is read for this. A face that is not found stays as it is.",
            key="video blurred",
            persist_state="session",
        )
        scores = st.toggle(
            "Show scores in the video",
            disabled=not annotated,
            help="Draw the seven bars beside each face.",
            key="video scores",
            persist_state="session",
        )
        anonymized = annotated and blurred
        rate = st.selectbox(
            "Frames to read",
            list(RATES),
            index=1 if anonymized else 0,
            disabled=anonymized,
            key=f"rate {anonymized}",
            help="Fewer frames are read sooner; between two of them the last reading stays.",
        )
    return VideoOptions(detector, RATES[rate], scores, blurred, annotated)


def chosen(model: LoadedModel, options: VideoOptions) -> None:
    """Show in place of the controls what was chosen, while a video is read and afterwards."""
    with st.sidebar:
        st.header("Settings of this video", anchor=False)
        st.markdown("\n".join(f"- {line}" for line in in_words(model, options)))


def in_words(model: LoadedModel, options: VideoOptions) -> list[str]:
    """Return each choice as a line."""
    rate = (
        "Every frame" if options.anonymized else next(name for name, every in RATES.items() if every == options.every)
    )
    lines = [
        f"Network: {model.card.title}",
        *expectation.in_words(model),
        *detection.in_words(options.detector),
        f"Frames read: {rate.lower()}",
    ]
    if not options.annotated:
        return [*lines, "No annotated video"]
    faces = "faces blurred" if options.blurred else "faces shown"
    return [*lines, f"Annotated video: {faces}, {'with' if options.scores else 'without'} scores"]

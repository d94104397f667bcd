"""The live page's controls in the sidebar."""

import streamlit as st

from emotion.detection.presets import DetectorChoice
from emotion.live.state import LiveSettings
from emotion.models.loaded import LoadedModel
from emotion.tracking import TrackingSettings
from emotion.web.shared import detection


def live_settings(model: LoadedModel) -> tuple[LiveSettings, DetectorChoice]:
    """Show the controls and return what they say: how frames are read and drawn, and how faces are found."""
    default = LiveSettings()
    with st.sidebar:
        detector = detection.choose(
            "Low: only large faces, fewest false ones. High: small faces too; takes more of the server's time."
        )
        smoothing = st.slider(
            "Smoothing",
            0.0,
            1.5,
            default.tracking.smoothing,
            0.1,
            format="%.1f s",
            help="Over how many seconds the confidences are averaged. More is calmer, less is quicker.",
        )
        mirror = st.toggle("Mirror picture", default.mirror, help="Show the picture as a mirror would.")
        scores = st.toggle("Show scores in the picture", default.scores, help="Draw the seven bars beside each face.")
    tracking = TrackingSettings(threshold=model.threshold, smoothing=smoothing)
    return LiveSettings(tracking, mirror=mirror, scores=scores), detector

"""The live page's controls in the sidebar."""

from types import MappingProxyType
from typing import Final

import streamlit as st

from emotion.card import Card
from emotion.faces import HaarSettings
from emotion.live_state import LiveSettings
from emotion.tracking import TrackingSettings

SENSITIVITIES: Final = MappingProxyType(
    {
        "Near faces": HaarSettings(smallest_face=0.28, agreement=7),
        "Normal": HaarSettings(),
        "Far faces": HaarSettings(smallest_face=0.12, scale_step=1.15, agreement=4),
    }
)


def detector(costs: str) -> HaarSettings:
    """Show the slider of sensitivity and return what it says; `costs` ends its help."""
    chosen = st.select_slider(
        "Detection sensitivity",
        options=list(SENSITIVITIES),
        value="Normal",
        help=f"Near: only large faces, fewest false ones. Far: small faces too; {costs}.",
    )
    return SENSITIVITIES[chosen]


def live_settings(card: Card) -> LiveSettings:
    """Show the controls and return what they say."""
    default = LiveSettings()
    with st.sidebar:
        searched = detector("takes more of the server's time")
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
    tracking = TrackingSettings(threshold=card.threshold, smoothing=smoothing)
    return LiveSettings(searched, tracking, mirror=mirror, scores=scores)

"""The live page's controls in the sidebar."""

from typing import Final

import streamlit as st

from emotion.detection.presets import DetectorChoice
from emotion.live.state import LiveSettings
from emotion.models.loaded import LoadedModel
from emotion.tracking import TrackingSettings
from emotion.web.live import baseline
from emotion.web.shared import detection, device

PAGE: Final = "live"
SMOOTHING: Final = "live smoothing"
MIRROR: Final = "live mirror"
SCORES: Final = "live scores"
PHONE_WIDTH: Final = 358  # CSS pixels in which a phone shows the picture, of a screen of 390


def live_settings(
    model: LoadedModel, shown: bool = True, detectors: bool = True
) -> tuple[LiveSettings, DetectorChoice]:
    """Show the controls and return what they say: how frames are read and drawn, and how faces are found.

    Args:
        model: that reads.
        shown: show the controls; without them all is as the visitor left it, or as it is at first.
        detectors: offer the detectors of this server; a browser has BlazeFace alone.
    """
    default, phone = LiveSettings(), device.is_phone()
    smoothing = st.session_state.setdefault(SMOOTHING, default.tracking.smoothing)
    mirror = st.session_state.setdefault(MIRROR, default.mirror)
    scores = st.session_state.setdefault(SCORES, default.scores and not phone)
    detector = detection.chosen(PAGE)
    if shown:
        with st.sidebar:
            detector = detection.choose(
                "Low: only large faces, fewest false ones. High: small faces too; takes more of the server's time.",
                PAGE,
                detectors,
            )
            smoothing = st.slider(
                "Smoothing",
                0.0,
                1.5,
                step=0.1,
                format="%.1f s",
                help="Over how many seconds the confidences are averaged. More is calmer, less is quicker.",
                key=SMOOTHING,
                persist_state="session",
            )
            mirror = st.toggle(
                "Mirror picture", help="Show the picture as a mirror would.", key=MIRROR, persist_state="session"
            )
            scores = st.toggle(
                "Show scores in the picture",
                help="Draw the seven bars beside each face.",
                key=SCORES,
                persist_state="session",
            )
    tracking = TrackingSettings(threshold=model.threshold, smoothing=smoothing)
    shown_width = PHONE_WIDTH if phone else None
    own = baseline.subtracted(model)
    return LiveSettings(tracking, mirror=mirror, scores=scores, baseline=own, shown_width=shown_width), detector

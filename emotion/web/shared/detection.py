"""The choice of how faces are searched for, on the live page and for videos."""

from types import MappingProxyType
from typing import Final

import streamlit as st

from emotion.detection.haar import HaarSettings

SENSITIVITIES: Final = MappingProxyType(
    {
        "Near faces": HaarSettings(min_face_size=0.28, min_neighbors=7),
        "Normal": HaarSettings(),
        "Far faces": HaarSettings(min_face_size=0.12, scale_factor=1.15, min_neighbors=4),
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

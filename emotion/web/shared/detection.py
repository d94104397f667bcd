"""The choice of how faces are searched for, on the live page and for videos."""

from types import MappingProxyType
from typing import Final

import streamlit as st

from emotion.detection.haar import HaarSettings

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

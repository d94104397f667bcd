"""The choice of how faces are searched for: the detector, where there are several, and how sensitive it is."""

from typing import Any, Final

import streamlit as st

from emotion.detection import model_files
from emotion.detection.presets import DETECTORS, SENSITIVITIES, DetectorChoice, available, resolved
from emotion.web.server.settings import host_settings

ALONE: Final = "BlazeFace is missing on this server: turned, tilted and dim faces are missed by the Haar cascade alone."


def choose(help: str, key: str = "") -> DetectorChoice:
    """Show the controls and return what they say.

    Args:
        help: what low and high mean on this page.
        key: begins the keys of the controls, which then keep their values while the session lasts; empty without.
    """
    names = list(available())
    host = host_settings().detector
    name = host if host in names else names[0]
    if len(names) > 1:
        name = st.selectbox(
            "Detector",
            names,
            index=names.index(name),
            format_func=lambda name: DETECTORS[name].title,
            help="The cascade sees faces from the front in good light; BlazeFace sees turned, tilted and dim ones too.",
            **_kept(key, "detector"),
        )
    if model_files.problem():
        st.caption(ALONE)
    sensitivity = st.select_slider(
        "Detection sensitivity",
        SENSITIVITIES,
        value="normal",
        format_func=str.capitalize,
        help=help,
        **_kept(key, "sensitivity"),
    )
    return DetectorChoice(name, sensitivity)


def in_words(choice: DetectorChoice) -> list[str]:
    """Return a choice line by line; the detector is named only where there are several."""
    detector = [f"Detector: {DETECTORS[resolved(choice)].title}"] if len(available()) > 1 else []
    return [*detector, f"Detection sensitivity: {choice.sensitivity}"]


def _kept(key: str, control: str) -> dict[str, Any]:
    return {"key": f"{key} {control}", "persist_state": "session"} if key else {}

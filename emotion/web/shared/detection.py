"""The choice of how faces are searched for: the detector, where there are several, and how sensitive it is."""

from typing import Final

import streamlit as st

from emotion.detection import model_files
from emotion.detection.presets import DETECTORS, SENSITIVITIES, DetectorChoice, available, resolved
from emotion.web.server.settings import host_settings

ALONE: Final = "BlazeFace is missing on this server: turned, tilted and dim faces are missed by the Haar cascade alone."


def choose(help: str, key: str, detectors: bool = True) -> DetectorChoice:
    """Show the controls and return what they say.

    Args:
        help: what low and high mean on this page.
        key: begins the keys of the controls, which keep their values while the session lasts; each page has its own.
        detectors: offer the detectors, too.
    """
    names, first = list(available()), chosen(key)
    st.session_state[f"{key} detector"] = first.name
    st.session_state.setdefault(f"{key} sensitivity", first.sensitivity)
    if detectors and len(names) > 1:
        st.selectbox(
            "Detector",
            names,
            format_func=lambda name: DETECTORS[name].title,
            help="The cascade sees faces from the front in good light; BlazeFace sees turned, tilted and dim ones too.",
            key=f"{key} detector",
            persist_state="session",
        )
    if detectors and model_files.problem():
        st.caption(ALONE)
    st.select_slider(
        "Detection sensitivity",
        SENSITIVITIES,
        format_func=str.capitalize,
        help=help,
        key=f"{key} sensitivity",
        persist_state="session",
    )
    return chosen(key)


def chosen(key: str) -> DetectorChoice:
    """Return what was chosen on a page, or what it begins with, without showing the controls."""
    first = first_choice()
    name = st.session_state.get(f"{key} detector", first.name)
    sensitivity = st.session_state.get(f"{key} sensitivity", first.sensitivity)
    return DetectorChoice(name if name in available() else first.name, sensitivity)


def first_choice() -> DetectorChoice:
    """Return what a page begins with: the host's detector, or the first that runs here."""
    names = list(available())
    host = host_settings().detector
    return DetectorChoice(host if host in names else names[0])


def in_words(choice: DetectorChoice) -> list[str]:
    """Return a choice line by line; the detector is named only where there are several."""
    detector = [f"Detector: {DETECTORS[resolved(choice)].title}"] if len(available()) > 1 else []
    return [*detector, f"Detection sensitivity: {choice.sensitivity}"]

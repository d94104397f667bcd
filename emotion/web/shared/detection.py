"""The choice of how faces are searched for: the detector, where there are several, and how sensitive it is."""

from typing import Any

import streamlit as st

from emotion.detection.presets import DETECTORS, SENSITIVITIES, DetectorChoice


def choose(help: str, key: str = "") -> DetectorChoice:
    """Show the controls and return what they say.

    Args:
        help: what low and high mean on this page.
        key: begins the keys of the controls, which then keep their values while the session lasts; empty without.
    """
    names = list(DETECTORS)
    name = names[0]
    if len(names) > 1:
        name = st.selectbox("Detector", names, format_func=lambda name: DETECTORS[name].title, **_kept(key, "detector"))
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
    detector = [f"Detector: {DETECTORS[choice.name].title}"] if len(DETECTORS) > 1 else []
    return [*detector, f"Detection sensitivity: {choice.sensitivity}"]


def _kept(key: str, control: str) -> dict[str, Any]:
    return {"key": f"{key} {control}", "persist_state": "session"} if key else {}

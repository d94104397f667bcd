"""What a visitor's own browser keeps for the next visit: the settings, and for an hour the agreement. Never a face.

Cookies, since the server sees them before it builds the first screen; nothing of them is kept on the server.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import unquote

import streamlit as st

from emotion.classification.calibration import Expectation
from emotion.detection.presets import SENSITIVITIES, available
from emotion.web.server.settings import LIVE
from emotion.web.shared import consent, expectation, model_choice

NAME: Final = "mien_memory"
SETTINGS: Final = "mien_settings"
# Kept for an hour each: the agreement to a picture that goes to the server, and to one that stays in the browser.
AGREED: Final = "mien_agreed"
AGREED_HERE: Final = "mien_agreed_here"
LONGEST: Final = 2000  # characters of the settings that are read; browsers keep 4,096 bytes
RECALLED: Final = "memory_recalled"

Check = Callable[[Any], bool]


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _smoothing(value: Any) -> bool:
    return isinstance(value, float) and 0 <= value <= 1.5


def _one_of(values: Callable[[], Any]) -> Check:
    return lambda value: isinstance(value, str) and value in values()


_DETECTOR: Final = _one_of(available)
_SENSITIVITY: Final = _one_of(lambda: SENSITIVITIES)
# What is kept: the keys of the session, and what a value has to be to be taken back.
KEPT: Final[Mapping[str, Check]] = MappingProxyType(
    {
        model_choice.CHOSEN: _one_of(model_choice.cards),
        expectation.CHOSEN: _one_of(lambda: [expectation.value for expectation in Expectation]),
        **{f"{page} detector": _DETECTOR for page in ("live", "photo", "video")},
        **{f"{page} sensitivity": _SENSITIVITY for page in ("live", "photo", "video")},
        "live reader": _one_of(lambda: LIVE),
        "live smoothing": _smoothing,
        "live mirror": _flag,
        "live scores": _flag,
        "photo blurred": _flag,
        "video annotated": _flag,
        "video blurred": _flag,
        "video scores": _flag,
    }
)

_memory = st.components.v2.component(NAME, js=Path(__file__).with_name("memory.js").read_text("utf-8"))


def recall() -> None:
    """Take back, once at the beginning of a session, what the visitor's browser kept."""
    if st.session_state.get(RECALLED):
        return
    st.session_state[RECALLED] = True
    cookies = st.context.cookies
    for key, value in settings_of(cookies.get(SETTINGS, "")).items():
        st.session_state[key] = value
    for name, here in ((AGREED, False), (AGREED_HERE, True)):
        if cookies.get(name) == "yes":
            consent.agree(here)


def keep() -> None:
    """Have the visitor's browser keep the settings as they are now, and an agreement that was given."""
    settings = {key: st.session_state[key] for key in KEPT if key in st.session_state}
    _memory(
        key=NAME,
        data={
            "settings": [SETTINGS, json.dumps(settings, separators=(",", ":"))],
            "agreed": [name for name, here in ((AGREED, False), (AGREED_HERE, True)) if consent.given(here)],
        },
    )


def settings_of(text: Any) -> dict[str, Any]:
    """Return the settings that a cookie's text holds; what is unknown or cannot be used is left out."""
    if not isinstance(text, str) or len(text) > LONGEST:
        return {}
    try:
        told = json.loads(unquote(text))
    except ValueError:
        return {}
    if not isinstance(told, Mapping):
        return {}
    return {key: told[key] for key, usable in KEPT.items() if key in told and usable(told[key])}

"""The live page's camera read in the visitor's own browser: picture, boxes and bars are there, numbers come here.

`browser/` is the program; docs/decisions/0036-in-the-browser.md says why it is so.
"""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import streamlit as st

from emotion.browser.constants import camel
from emotion.charts.live import moments
from emotion.live.callback import REMEMBERED
from emotion.web.live import browser_check, panel, strip
from emotion.web.live.browser_session import BrowserSession
from emotion.web.server import browser
from emotion.web.server.settings import HostSettings
from emotion.web.shared import bars
from emotion.web.shared.bars import Phase

NAME: Final = "mien_in_browser"
_HERE: Final = Path(__file__).parent
WORDS: Final[Mapping[str, Any]] = {
    **bars.IN_BROWSER,
    "loading": "The program comes into this browser: {}",
    "starting": "The camera starts.",
    "waiting": "This page's server does not answer. The picture goes on; {} seconds of numbers wait in this browser.",
    "begin": ("Start camera", "Play the clip"),
    "end": ("Stop camera", "Stop the clip"),
    "record": "Start recording",
    "stopRecording": "Save the recording ({} s)",
}
KEPT: Final = (
    "Numbers stay in your browser, so there is no timeline and nothing to record here. “Start recording” beside the "
    "picture makes a CSV file in your browser."
)

_component = st.components.v2.component(
    NAME,
    html=(_HERE / "in_browser.html").read_text("utf-8").replace("PANEL", bars.panel(None, None, Phase.OFF)),
    js=(_HERE / "in_browser.js").read_text("utf-8"),
    isolate_styles=False,
)


def show(session: BrowserSession, host: HostSettings, clip: Mapping[str, Any] | None = None) -> None:
    """Show the camera as the browser reads it, with the strip of the last minute under it.

    Args:
        session: this session's.
        host: what the host has set.
        clip: where a clip lies that plays in the camera's place; None for the camera.
    """
    session.shown = session.state
    st.fragment(_show)(session, host, clip)


def _show(session: BrowserSession, host: HostSettings, clip: Mapping[str, Any] | None) -> None:
    def heard() -> None:
        held = st.session_state.get(NAME)
        session.heard(held.get("news") if isinstance(held, Mapping) else None)

    with st.container(key="in_browser"):
        _component(key=NAME, data=handed_over(session, host, clip), on_news_change=heard)
    if session.state != session.shown:
        st.rerun()
    if session.kept:
        st.info(KEPT, icon=":material/lock:")
    elif session.on or session.recent():
        st.html(strip.strip(moments(session.recent(), panel.chosen_number()), REMEMBERED, session.marks()))
        panel.choose_face(session.ask())
        browser_check.show(session)


def handed_over(session: BrowserSession, host: HostSettings, clip: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what `browser/src/page/data.ts` describes, as JSON takes it."""
    model, settings = session.model, session.stream.settings
    return {
        **browser.urls(),
        "accelerator": host.accelerator,
        "model": browser.described(model),
        "settings": {
            "tracking": camel(asdict(settings.tracking)),
            "sensitivity": session.detector.sensitivity,
            "resting": settings.baseline.resting if settings.baseline else None,
        },
        "mirror": settings.mirror,
        "scores": settings.scores,
        "chosen": panel.chosen_number(),
        "received": session.stream.received,
        "heard": session.newest,
        "start": session.start,
        "clip": clip,
        "wish": host.wish,
        "words": WORDS,
    }

"""Joins the page and the camera's frame: presses its start, and hears from the browser what became of it.

streamlit-webrtc tells the server of a camera that was refused or is missing as little as of the way that the video
takes (docs/decisions/0029-the-page-and-the-cameras-frame.md). What comes from the browser is checked like any input.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import streamlit as st

NAME: Final = "mien_link"
LONGEST: Final = 100  # characters of a name that the browser gave
WAYS: Final = ("direct", "relay")
_HERE: Final = Path(__file__).parent
_JS: Final = "\n".join(
    (_HERE / name).read_text("utf-8") for name in ("frame.js", "camera.js", "connection.js", "link.js")
)
_DRESS: Final = (_HERE / "frame.css").read_text("utf-8")
_link = st.components.v2.component(NAME, js=_JS)


@dataclass(frozen=True)
class Report:
    """What a browser told of its camera.

    Attributes:
        failed: the browser's name of an error, such as "NotAllowedError", or one of ours: "insecure" (the page came by
            plain HTTP), "frame" (the component never loaded), "unreachable" (no connection), "relay" (none through the
            relay either), "lost", "ended" (the camera went away); empty when nothing failed.
        attempt: tells attempts apart.
        camera: its name.
        width: of its picture, pixels; 0 when unknown.
        height: likewise.
        rate: frames a second that the camera gives; 0 when unknown.
        way: "direct" or "relay", or empty when unknown.
        again: whether a connection that was lost may be made anew at once.
        codes: what relays answered that failed, such as 401 or 403 of TURN, 701 for one that cannot be reached.
    """

    failed: str = ""
    attempt: int = 0
    camera: str = ""
    width: int = 0
    height: int = 0
    rate: int = 0
    way: str = ""
    again: bool = False
    codes: tuple[int, ...] = ()

    @property
    def failure(self) -> tuple[int, str, tuple[int, ...]]:
        """What tells one failure from another."""
        return self.attempt, self.failed, self.codes


def join(told: Mapping[str, Any], heard: Callable[[Report], None]) -> None:
    """Put the link on the page.

    Args:
        told: what link.js goes by: `start` and `stop`, what is written on the frame's buttons; `wanted`, the name of a
            start that the page asks for, each done once, empty for none; `video`, what the camera is asked for;
            `picture`, what screen readers call the picture.
        heard: called with each report, before the page runs again.
    """

    def changed() -> None:
        held = st.session_state.get(NAME)
        heard(report_of(held.get("report") if isinstance(held, Mapping) else None))

    _link(key=NAME, data={**told, "dress": _DRESS}, on_report_change=changed)


def report_of(told: Any) -> Report:
    """Return what a browser told; what has another form than expected is left out."""
    if not isinstance(told, Mapping):
        return Report()
    way = _text(told.get("way"))
    codes = told.get("codes")
    return Report(
        failed=_text(told.get("failed")),
        attempt=_whole(told.get("attempt")),
        camera=_text(told.get("camera")),
        width=_whole(told.get("width")),
        height=_whole(told.get("height")),
        rate=_whole(told.get("rate")),
        way=way if way in WAYS else "",
        again=told.get("again") is True,
        codes=tuple(map(_whole, codes))[:8] if isinstance(codes, list) else (),
    )


def _text(value: Any) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""


def _whole(value: Any) -> int:
    sound = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return max(0, round(value)) if sound else 0

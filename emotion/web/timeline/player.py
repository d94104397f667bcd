"""A player and what is drawn over its time as one: a cursor that moves, clicks that seek, buttons that mark."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import streamlit as st

from emotion.timeline.notes import Marker, tidy

NAME: Final = "mien_player"
PLAYER: Final = "timeline_player"  # key of the container that the player stands in
DRAWN: Final = "timeline_drawn"  # likewise of strips and charts, and of what is said of moments
HEARD: Final = "timeline_player_heard"  # the last press that was taken, in the session: a run may see it twice
_HERE: Final = Path(__file__).parent

_component = st.components.v2.component(
    NAME,
    html='<div class="mien-marks" role="group" aria-label="Mark this moment"></div>',
    js=(_HERE / "player.js").read_text("utf-8"),
    isolate_styles=False,
)


def show(names: Sequence[str], mark: Callable[[Marker], None]) -> None:
    """Show a button for each name, which marks where the player is; keys 1 to 9 do the same.

    Args:
        names: of markers.
        mark: takes each.
    """

    def heard() -> None:
        held = st.session_state.get(NAME)
        told = held.get("marked") if isinstance(held, Mapping) else None
        if isinstance(told, Mapping) and told.get("id") != st.session_state.get(HEARD):
            st.session_state[HEARD] = told.get("id")
            marker = marker_of(told)
            if marker is not None:
                mark(marker)

    _component(key=NAME, data={"names": list(names)}, on_marked_change=heard)


def marker_of(told: Mapping[str, Any]) -> Marker | None:
    """Return a marker as a browser told it; None where it has another form than expected."""
    at, name = told.get("at"), told.get("name")
    if not isinstance(at, int | float) or not 0 <= at < 86400 or not isinstance(name, str) or not tidy(name):
        return None
    return Marker(round(float(at), 3), tidy(name))

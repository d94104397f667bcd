"""What the visitor's own browser does with the picture: a snapshot, and the full screen."""

from pathlib import Path
from typing import Final

import streamlit as st

NAME: Final = "mien_tools"

_tools = st.components.v2.component(NAME, js=Path(__file__).with_name("tools.js").read_text("utf-8"))


def show(running: bool) -> None:
    """Show the buttons; tools.js works on their presses."""
    st.button(
        "Snapshot",
        icon=":material/photo_camera:",
        key="snapshot",
        disabled=not running,
        help="Saves the picture with its boxes on your device. It is made in your browser and sent to nobody.",
    )
    st.button("Full screen", icon=":material/fullscreen:", key="full_screen", disabled=not running)
    _tools(key=NAME)

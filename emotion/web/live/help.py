"""Standing help for the camera, also where nothing is known of what keeps it from working."""

from typing import Final

import streamlit as st

from emotion.web.live.trouble import BLOCKED, BUSY, INSECURE, MISSING, REFUSED, Trouble
from emotion.web.server import browser
from emotion.web.server.settings import BROWSER, HostSettings

WRONG_ONE: Final = Trouble(
    "The picture comes from another camera than the one you want.",
    "Choose under Cameras before you start, or by the arrow beside Pause while it runs.",
)
LISTED: Final = (REFUSED, MISSING, BUSY, WRONG_ONE, INSECURE, BLOCKED)


def show(host: HostSettings, told: Trouble | None = None) -> None:
    """Offer the help, folded unless something went wrong; what the page has told of that is not said again."""
    with st.expander("The camera does not work?", expanded=told is not None):
        others = [trouble for trouble in LISTED if trouble is not told]
        st.markdown("\n\n".join(f"**{trouble.happened}** {trouble.helps}" for trouble in others))
        if BROWSER in host.live and browser.problem():
            st.caption(f"For whoever hosts this page: browsers cannot read the picture here, as {browser.problem()}.")

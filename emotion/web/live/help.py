"""Standing help for the camera, also where nothing is known of what keeps it from working."""

from typing import Final

import streamlit as st

TEXT: Final = """
**The browser refused the camera.** Click the camera or lock symbol beside the page's address, allow the camera, and
reload. On phones, the system's settings may also withhold it from the browser.

**No camera is found.** Plug one in, or open a laptop's shutter, then press "Start camera" again. With several cameras,
choose under "Cameras", or while one runs by the arrow beside "Pause".

**Another program uses the camera.** Close video calls and camera programs, then press "Start camera" again.

**The page does not ask for the camera at all.** Browsers give it only to pages on https:// or on localhost. Inside an
app's built-in browser, open the page in the real one.

**It never connects.** Video takes its own way through the network, and some networks block it. Try another one.
Whoever hosts the page sets a TURN server: `docs/configuration.md`, `MIEN_ICE_SERVERS`.
"""


def show(opened: bool = False) -> None:
    """Offer the help, folded unless it is to be opened."""
    with st.expander("The camera does not work?", expanded=opened):
        st.markdown(TEXT)

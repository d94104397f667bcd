"""The first screen of the live page: what it does in three lines, one button, and what works without a camera."""

import streamlit as st

from emotion.web.live import ways
from emotion.web.live.camera import CameraSession
from emotion.web.server.settings import HostSettings
from emotion.web.shared import consent, notice


def ask(camera_session: CameraSession, host: HostSettings) -> None:
    """Ask for the visitor's agreement; the same button starts the camera."""

    def agree() -> None:
        consent.agree()
        camera_session.want()

    st.html(consent.points())
    with st.container(key="agree"):
        st.button("Agree and start the camera", type="primary", on_click=agree, width="stretch")
    st.html(notice.html(host) + consent.details())
    ways.offer("intro")

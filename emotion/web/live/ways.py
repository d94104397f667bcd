"""What works without a camera: a sample clip, a photo, a video; and why the camera did not."""

from html import escape

import streamlit as st

from emotion.web.live import sample_clip
from emotion.web.live.link import Report
from emotion.web.live.trouble import trouble_of


def offer(key: str, heading: str = "Without a camera") -> None:
    """Offer the three, one click away each.

    Args:
        key: names the place; different for each on a page.
        heading: stands before them.
    """
    st.html(f"<strong>{escape(heading)}</strong>")
    with st.container(horizontal=True, key=f"ways_{key}"):
        st.button("Play a sample clip", on_click=sample_clip.play, icon=":material/play_circle:", key=f"play {key}")
        if st.button("Try a photo", icon=":material/image:", key=f"photo {key}"):
            st.switch_page("pages/photo.py")
        if st.button("Try a video", icon=":material/movie:", key=f"video {key}"):
            st.switch_page("pages/video.py")


def after_trouble(report: Report) -> None:
    """Say what happened to the camera and what helps, and offer the three; nothing where all is well."""
    trouble = trouble_of(report)
    if trouble is not None:
        st.error(f"**{trouble.happened}** {trouble.helps}", icon=":material/videocam_off:")
        offer("trouble")

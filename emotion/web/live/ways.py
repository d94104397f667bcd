"""What works without a camera: a sample clip, a photo, a video."""

from html import escape

import streamlit as st

from emotion.web.live import sample_clip


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

"""What works where the camera does not: the other reader, a sample clip, a photo, a video; and why it did not."""

from html import escape

import streamlit as st

from emotion.web.live import reader, sample_clip
from emotion.web.live.link import Report
from emotion.web.live.trouble import Trouble, trouble_of
from emotion.web.server.settings import HostSettings


def offer(key: str, heading: str = "Without a camera") -> None:
    """Offer the three without a camera, one click away each.

    Args:
        key: names the place; different for each on a page.
        heading: stands before them.
    """
    st.html(f"<strong>{escape(heading)}</strong>")
    with st.container(horizontal=True, key=f"ways_{key}"):
        if not sample_clip.playing():
            st.button("Play a sample clip", on_click=sample_clip.play, icon=":material/play_circle:", key=f"play {key}")
        if st.button("Try a photo", icon=":material/image:", key=f"photo {key}"):
            st.switch_page("pages/photo.py")
        if st.button("Try a video", icon=":material/movie:", key=f"video {key}"):
            st.switch_page("pages/video.py")


def after_trouble(report: Report, host: HostSettings) -> None:
    """Say what happened to the camera and what helps, and offer what works all the same; nothing where all is well."""
    trouble = trouble_of(report)
    if trouble is not None:
        st.error(f"**{trouble.happened}** {trouble.helps}", icon=":material/videocam_off:")
        offer_other("trouble", host, trouble)
        offer("trouble")


def offer_other(key: str, host: HostSettings, trouble: Trouble | None = None) -> None:
    """Offer the other reader, where there is one and it can do what this one could not; `key` as for `offer`."""
    now = reader.chosen(host)
    for name in reader.offered(host):
        can = name != now and (trouble is None or trouble.of(now))
        if can and st.button(reader.TITLES[name], type="primary", key=f"take {name} {key}"):
            reader.take(name)
            st.rerun()  # the whole page, also where a part of it asked

"""About: what a label means, where not to use it, what happens with pictures, the networks, their data, licences."""

import streamlit as st

from emotion.web.about import sections
from emotion.web.shared import deep_link
from emotion.web.shared.settings import SettingError, host_settings

deep_link.through_app("pages/about.py")
st.title("About", anchor=False)

try:
    host = host_settings()
except SettingError as error:
    st.error(f"The page cannot start. {error}")
    st.stop()

first = next(iter(sections.SECTIONS))
with st.container(width=sections.WIDTH):
    section = st.pills("Show", list(sections.SECTIONS), default=first, required=True, key="about", bind="query-params")
    sections.SECTIONS[section or first](host)

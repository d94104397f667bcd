"""About: what a label means, where not to use it, what happens with pictures, the networks, their data, licences."""

import streamlit as st

from emotion.web import about, entrance
from emotion.web.settings import SettingError, host_settings

entrance.through_app("pages/about.py")
st.title("About", anchor=False)

try:
    host = host_settings()
except SettingError as error:
    st.error(f"The page cannot start. {error}")
    st.stop()

first = next(iter(about.SECTIONS))
with st.container(width=about.WIDTH):
    section = st.pills("Show", list(about.SECTIONS), default=first, required=True, key="about", bind="query-params")
    about.SECTIONS[section or first](host)

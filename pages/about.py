"""About: what a label means, where not to use it, what happens with pictures, the models, their data, licences."""

import streamlit as st

from emotion.web.about import sections
from emotion.web.shared.page import begin

page = begin("About", file="pages/about.py")

first = next(iter(sections.SECTIONS))
with st.container(width=sections.WIDTH):
    section = st.pills("Show", list(sections.SECTIONS), default=first, required=True, key="about", bind="query-params")
    sections.SECTIONS[section or first](page.host)

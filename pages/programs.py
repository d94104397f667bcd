"""For programs: the same readings over HTTP, on the command line and from Python."""

import streamlit as st

from emotion.web.programs import sections, texts
from emotion.web.shared.page import begin

begin("For programs", texts.INTRODUCTION, file="pages/programs.py")

with st.container(width=sections.WIDTH):
    sections.over_http()
    sections.on_the_command_line()
    sections.from_python()

"""Mien: the page's set-up and navigation, nothing else."""

import streamlit as st

from emotion.web.live import switch
from emotion.web.shared import deep_link, device, look, memory, navigation

# A file of our own: Streamlit would fetch a named icon from another host.
st.set_page_config(page_title="Mien", page_icon=look.ICON, layout="wide")
st.html(look.style())
st.logo(look.LOGO, size="large", icon_image=look.ICON)
live = st.Page("pages/live.py", title="Live", icon=":material/videocam:", default=True)
photo = st.Page("pages/photo.py", title="Photo", icon=":material/image:")
video = st.Page("pages/video.py", title="Video", icon=":material/movie:")
training = st.Page("pages/training.py", title="Training", icon=":material/monitoring:")
programs = st.Page("pages/programs.py", title="Programs", icon=":material/terminal:")
about = st.Page("pages/about.py", title="About", icon=":material/info:")
pages = [live, photo, video, training, programs, about]
page = st.navigation(pages, position="hidden")
# Links of our own: Streamlit's menu shows the first visitor the files of pages/, until this file has named the pages.
places = [st.sidebar.container(key="pages")]
if device.is_phone():  # which folds the sidebar away, see style.css
    places.append(st.container(key="pages_above", horizontal=True, gap="small"))
deep_link.arrive()
memory.recall()
if page != live:
    switch.leave()
navigation.later(pages, places)
page.run()
navigation.draw()

"""Serves app.py with everything in memory before the first visitor comes: `streamlit run serve.py`, as `make run` does.

`streamlit run app.py` serves the same; its first visitor waits a second or two longer.
"""

import streamlit as st

from emotion.web.warm import warm

app = st.App("app.py", lifespan=warm)

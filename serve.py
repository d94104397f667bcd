"""Serves app.py for others: `streamlit run serve.py`, as `make run` does.

Everything is in memory before the first visitor comes, browsers are told what the page may do, and whoever hosts it can
ask how it is (docs/hosting.md). `streamlit run app.py` serves the same page without these.
"""

import streamlit as st
from starlette.middleware import Middleware

from emotion.web.serving.browser_files import browser_files
from emotion.web.serving.endpoints import ROUTES
from emotion.web.serving.first_paint import FirstPaint
from emotion.web.serving.headers import SecurityHeaders
from emotion.web.serving.interface import interface
from emotion.web.serving.lifespan import lifespan

app = st.App(
    "app.py",
    lifespan=lifespan,
    routes=[*ROUTES, *browser_files(), *interface()],
    middleware=[Middleware(SecurityHeaders), Middleware(FirstPaint)],
)

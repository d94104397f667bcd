"""Serves the repository's app.py on Streamlit Community Cloud, which installs the requirements.txt beside this file.

The one in the repository's folder has TensorFlow too, which only training needs. What serve.py says holds here.
"""

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # Streamlit puts only this file's own folder there

from emotion.web.serving.browser_files import browser_files  # noqa: E402
from emotion.web.serving.endpoints import ROUTES  # noqa: E402
from emotion.web.serving.first_paint import FirstPaint  # noqa: E402
from emotion.web.serving.headers import SecurityHeaders  # noqa: E402
from emotion.web.serving.interface import interface  # noqa: E402
from emotion.web.serving.lifespan import lifespan  # noqa: E402

app = st.App(
    ROOT / "app.py",
    lifespan=lifespan,
    routes=[*ROUTES, *browser_files(), *interface()],
    middleware=[Middleware(SecurityHeaders), Middleware(FirstPaint)],
)

"""What is known of a visitor's device before its browser has said anything: the header that names the browser."""

import streamlit as st


def is_phone() -> bool:
    """Whether the visitor's browser calls itself one for phones, as all of them do."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")

"""A short check of a camera that the visitor's browser reads: folded away, and one line when something is wrong."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from emotion.web.live.browser_session import BrowserSession
from emotion.web.live.check import light
from emotion.web.shared.bars import Phase
from emotion.web.shared.escape_markdown import escape_markdown

SLOW: Final = 5.0  # readings a second under which boxes lag visibly
SLOW_WORDS: Final = (
    "This device reads only {rate:.0f} pictures a second, so boxes and labels follow later; they are as right as ever. "
    "Close other programs, or have the server read."
)


def show(session: BrowserSession) -> None:
    """Show the check as it is now."""
    if session.phase is Phase.RUNNING and 0 < session.rate < SLOW:
        st.warning(SLOW_WORDS.format(rate=session.rate))
    with st.expander("Camera and reading"):
        if session.phase is not Phase.RUNNING:
            st.caption(f"The camera is {session.phase.name.lower()}.")
            return
        st.markdown("\n".join(f"- {line}" for line in facts(session)))
        st.caption(cost(session))


def facts(session: BrowserSession) -> Sequence[str]:
    """Return what is known of a running camera, a line each."""
    result, camera = session.ask(), session.report.camera
    lines = [f"**Camera:** {escape_markdown(camera)}"] if camera else []
    if result is not None:
        lines.append(f"**Picture:** {result.width} × {result.height} pixels, read in this browser")
        lines.append(f"**Light:** {light(result)}")
        lines.append(f"**Faces:** {len(result.faces) or 'none found'}")
    lines.append(f"**Rate:** faces are looked for {session.rate:.0f} times a second")
    return lines


def cost(session: BrowserSession) -> str:
    """Return what this device takes for each step."""
    steps = session.steps
    return (
        f"This device: finding {steps.get('detect', 0.0):.1f} ms, reading {steps.get('classify', 0.0):.1f} ms, "
        f"following {steps.get('track', 0.0):.1f} ms."
    )

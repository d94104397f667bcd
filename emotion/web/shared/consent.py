"""What a visitor is told, and agrees to, before any camera."""

import re
from html import escape
from typing import Final

import streamlit as st

AGREED: Final = "consent_agreed"

TEXT: Final = """
**Who sees the picture.** While the camera is on, its picture goes to the server that runs this page. The server reads
it in its memory, frame by frame, and sends it back with labels. It stores no picture, passes none on, writes none into
its log, and recognises nobody. When you switch the camera off or leave, nothing of the picture remains. If you record,
numbers without pictures stay until you discard them or your visit ends.

**What a label means.** A label says what an expression looks like to a network that learned from labelled
photographs. It cannot know what anybody feels. People show the same feeling in different ways, and the network is often
wrong. How well it does for different groups of people has not been measured.

**Others in view.** Use it with people who know and agree, and never to judge anybody.

**The law.** In the European Union, whoever uses a program that reads expressions has to tell the people it is used on
(AI Act, article 50(3)). Reading emotions at workplaces and in schools is forbidden there (article 5(1)(f)).
"""
POINTS: Final = (
    "Every face in view gets a frame and one of seven expressions, with the confidence in each.",
    "The picture is read in the memory of this page's server and forgotten: never stored, never passed on.",
    "A label says what a face looks like, never what somebody feels.",
)


def given() -> bool:
    """Whether this session has agreed."""
    return bool(st.session_state.get(AGREED))


def agree() -> None:
    """Note that this session has agreed."""
    st.session_state[AGREED] = True


def points() -> str:
    """Return three short lines as HTML: what the page does, where pictures go, what a label means."""
    return f'<ul class="mien-points">{"".join(f"<li>{escape(line)}</li>" for line in POINTS)}</ul>'


def details(label: str = "What you agree to") -> str:
    """Return the whole text as HTML, folded: quicker on the first screen than Streamlit's own."""
    paragraphs = "".join(f"<p>{_bold(escape(part))}</p>" for part in TEXT.strip().split("\n\n"))
    more = '<p><a href="about?about=Privacy" target="_blank">More about privacy</a></p>'
    return f'<details class="mien-details"><summary>{escape(label)}</summary>{paragraphs}{more}</details>'


def _bold(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)


def ask() -> None:
    """Ask on a page that opens no camera by itself: three lines, the button that agrees, and the whole text, folded."""
    with st.container(border=True):
        st.html(points())
        st.button("Agree and go on", type="primary", on_click=agree)
        st.html(details())

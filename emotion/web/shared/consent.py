"""What a visitor is told, and agrees to, before any camera."""

import re
from html import escape
from typing import Final

import streamlit as st

AGREED: Final = "consent_agreed"  # to a picture that goes to the server
AGREED_HERE: Final = "consent_agreed_here"  # to one that stays in the visitor's browser

ON_THE_SERVER: Final = """
**Who sees the picture.** While the camera is on, its picture goes to the server that runs this page. The server reads
it in its memory, frame by frame, and sends it back with labels. It stores no picture, passes none on, writes none into
its log, and recognises nobody. When you switch the camera off or leave, nothing of the picture remains. If you record,
numbers without pictures stay until you discard them or your visit ends.
"""
HERE: Final = """
**Who sees the picture.** Nobody but this browser. While the camera is on, a program that came with this page reads its
picture in this browser, frame by frame, and forgets it; no picture goes to the server or to anybody else, and nobody is
recognised. Once a second numbers go to the server: where each face is, the confidence in each of the seven expressions,
and what keeps a face from being read. The page makes the timeline and recordings of them; they stay there until you
discard them or your visit ends. Switch on "Nothing leaves this browser" under the picture, and not even numbers go.
"""
REST: Final = """
**What a label means.** A label says what an expression looks like to a network that learned from labelled
photographs. It cannot know what anybody feels. People show the same feeling in different ways, and the network is often
wrong. How well it does for different groups of people has not been measured.

**Others in view.** Use it with people who know and agree, and never to judge anybody.

**The law.** In the European Union, whoever uses a program that reads expressions has to tell the people it is used on
(AI Act, article 50(3)). Reading emotions at workplaces and in schools is forbidden there (article 5(1)(f)).
"""
WHAT: Final = "Every face in view gets a frame and one of seven expressions, with the confidence in each."
SEEN_THERE: Final = (
    "The picture is read in the memory of this page's server and forgotten: never stored, never passed on."
)
SEEN_HERE: Final = "The picture is read in this browser and never leaves it. Only numbers go to the page's server."
MEANS: Final = "A label says what a face looks like, never what somebody feels."


def given(here: bool = False) -> bool:
    """Whether this session has agreed; `here`: to a picture that stays in the visitor's browser."""
    return bool(st.session_state.get(AGREED_HERE if here else AGREED))


def agree(here: bool = False) -> None:
    """Note that this session has agreed, likewise."""
    st.session_state[AGREED_HERE if here else AGREED] = True


def points(here: bool = False) -> str:
    """Return three short lines as HTML: what the page does, where pictures go, what a label means."""
    lines = WHAT, SEEN_HERE if here else SEEN_THERE, MEANS
    return f'<ul class="mien-points">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>'


def details(here: bool = False) -> str:
    """Return the whole text as HTML, folded: quicker on the first screen than Streamlit's own."""
    text = (HERE if here else ON_THE_SERVER) + REST
    paragraphs = "".join(f"<p>{_bold(escape(part))}</p>" for part in text.strip().split("\n\n"))
    more = '<p><a href="about?about=Privacy" target="_blank">More about privacy</a></p>'
    return f'<details class="mien-details"><summary>What you agree to</summary>{paragraphs}{more}</details>'


def _bold(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)


def ask() -> None:
    """Ask on a page that opens no camera by itself: three lines, the button that agrees, and the whole text, folded."""
    with st.container(border=True):
        st.html(points())
        st.button("Agree and go on", type="primary", on_click=agree)
        st.html(details())

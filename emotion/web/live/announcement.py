"""Tells screen readers the live answer: a region that stays on the page and changes only when the answer does.

The panel of `emotion.web.shared.bars` cannot do it: Streamlit makes its HTML anew several times a second, and a region
that is new each time is read out each time or never.
"""

from typing import Final

import streamlit as st

NAME: Final = "mien_announcement"

_region = st.components.v2.component(
    NAME,
    html='<p class="mien-unseen" role="status"></p>',
    js="""
export default function ({ parentElement, data }) {
  const region = parentElement.querySelector("p")
  // What a new region begins with is not said, so it begins empty.
  const say = () => { if (region.textContent !== data) region.textContent = data }
  region.dataset.known ? say() : setTimeout(say, 300)
  region.dataset.known = "yes"
}
""",
    isolate_styles=False,
)


def say(words: str) -> None:
    """Have screen readers say the words (role "status": when they are silent), unless they are those said last."""
    _region(key=NAME, data=words)

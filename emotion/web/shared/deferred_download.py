"""Files that are made when a visitor asks for them, and offered until what they were made of changes."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final

import streamlit as st

PREFIX: Final = "deferred download "  # and the file's key, in the session


@dataclass(frozen=True)
class Made:
    """A file that was made; `stamp` tells of what."""

    stamp: Hashable
    content: bytes


def offer(
    what: str, make: Callable[[], bytes], stamp: Hashable, name: str, kind: str, key: str, disabled: bool = False
) -> None:
    """Show a button that makes a file, and then the one that downloads it.

    `st.download_button` could call `make` itself, but Streamlit forgets what that made as soon as two runs of any
    visitor's page have ended, and a running camera ends five a second.

    Args:
        what: it is, a few words that go on after "Prepare" and "Download".
        make: the file's bytes.
        stamp: of what it is made; when that changes, the file is made anew.
        name: of the file.
        kind: its MIME type.
        key: of this file, other than any other's on the pages.
        disabled: whether it cannot be made yet.
    """
    place, file = st.empty(), st.session_state.get(PREFIX + key)
    if not isinstance(file, Made) or file.stamp != stamp:
        forget(key)
        if not place.button(f"Prepare {what}", key=f"prepare {key}", disabled=disabled):
            return
        with place, st.spinner(f"Preparing {what}"):
            file = Made(stamp, make())
        st.session_state[PREFIX + key] = file
    place.download_button(
        f"Download {what}", file.content, name, kind, on_click="ignore", type="primary", key=f"download {key}"
    )


def forget(key: str) -> None:
    """Forget a file that was made, where what it was made of is gone."""
    st.session_state.pop(PREFIX + key, None)

"""Who reads the camera's picture: this page's server, or the visitor's own browser; the visitor's choice."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import streamlit as st

from emotion.web.live import switch
from emotion.web.server import browser
from emotion.web.server.settings import BROWSER, SERVER, HostSettings, SettingError
from emotion.web.shared.page import cannot_start

CHOSEN: Final = "live reader"
WIDGET: Final = "live reader widget"
TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {SERVER: "Read on the server", BROWSER: "Read in this browser: your picture stays here"}
)
HELP: Final = (
    "The same networks either way. **On the server** the video goes to this page's server and comes back with boxes. "
    "**In this browser** about 6 MB of program and networks come once, the picture stays on your device, and it works "
    "where networks block video; an old device may be slower."
)


def offered(host: HostSettings) -> tuple[str, ...]:
    """Return who can read here, the first by default; a host that wants nobody but a browser that cannot has nobody."""
    return tuple(name for name in host.live if name != BROWSER or not browser.problem())


def chosen(host: HostSettings) -> str:
    """Return who reads: the visitor's choice where it is offered, else the first; empty where nobody can."""
    names = offered(host)
    held = st.session_state.get(CHOSEN)
    return held if held in names else next(iter(names), "")


def settle(host: HostSettings) -> str:
    """Return who reads; where nobody can the page ends in a sentence that says why."""
    name = chosen(host)
    if not name:
        cannot_start(SettingError(f"MIEN_LIVE: only browsers are to read, and they cannot: {browser.problem()}."))
    return name


def beside(host: HostSettings) -> None:
    """Show the choice in the sidebar."""
    with st.sidebar:
        choose(host)


def choose(host: HostSettings) -> None:
    """Show the choice, where there is one."""
    names = offered(host)
    if len(names) < 2:
        return
    st.session_state[WIDGET] = chosen(host)
    st.radio(
        "Who reads the picture",
        names,
        format_func=TITLES.__getitem__,
        key=WIDGET,
        on_change=_kept,
        args=(host,),
        help=HELP,
    )


def take(name: str) -> None:
    """Choose one; a camera that is on goes off."""
    st.session_state[CHOSEN] = name
    switch.leave("You chose who reads the picture, so the recording ended.")


def _kept(host: HostSettings) -> None:
    """Take another choice; Streamlit also calls this for one only shown, where news of the camera ended its run."""
    if st.session_state[WIDGET] != chosen(host):
        take(st.session_state[WIDGET])

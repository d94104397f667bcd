"""Whether a page is seen on the very machine that serves it, and by nobody else."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

import streamlit as st

FORWARDED: Final = ("forwarded", "via", "x-real-ip")  # with whatever begins with x-forwarded, what proxies add
NAMED: Final = ("host", "origin")  # headers that say by which address the visitor came


def on_loopback() -> bool:
    """Return whether this visitor came by a loopback address to a server that listens at one alone, with no proxy."""
    return seen_here(
        st.get_option("server.address"), st.context.url, st.context.ip_address, dict(st.context.headers.items())
    )


def seen_here(listens_at: str | None, url: str | None, visitor: str | None, headers: Mapping[str, str]) -> bool:
    """Return whether all that is known of a visit speaks for this machine alone.

    Args:
        listens_at: address that the server listens at; None for every address of the machine, which is too many.
        url: of the page in the visitor's browser; None where it did not say.
        visitor: address that the connection came from; None for this machine, as Streamlit has it.
        headers: of the connection.
    """
    known = {name.lower(): value for name, value in headers.items()}
    if any(name in FORWARDED or name.startswith("x-forwarded") for name in known):
        return False
    named = [known[name] for name in NAMED if name in known]
    return (
        is_loopback(listens_at)
        and is_loopback(host_of(url))
        and (visitor is None or is_loopback(visitor))
        and all(is_loopback(host_of(value)) for value in named)
    )


def is_loopback(host: str | None) -> bool:
    """Return whether a name or address means this machine alone."""
    if not host:
        return False
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def host_of(address: str | None) -> str | None:
    """Return the host of a URL, or of what stands in a header such as Host; None where there is none."""
    if not address:
        return None
    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return None

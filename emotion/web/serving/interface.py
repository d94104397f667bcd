"""The HTTP interface beside the page, where the host wants it."""

import logging
from typing import Final

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from emotion.web.server import programs

BASE: Final = "/api"
OFF: Final = "This host does not answer programs: MIEN_API is not on (docs/programs.md)."
logger = logging.getLogger(__name__)


def interface() -> list[Mount]:
    """Return the interface mounted beside the page; unless `MIEN_API` is "on", what says that it is not there.

    Where the page lies below a path (`server.baseUrlPath`), so does the interface: a proxy passes both on alike. With a
    setting that cannot be used the page is served all the same, and the interface answers with the reason.
    """
    if not programs.answered():
        return [_closed(404, OFF)]  # else Streamlit would answer with the page
    from emotion.api.app import create  # here: who does not want it need not wait for it, nor hold it in memory

    try:
        return [Mount(_place(), create(base=""))]
    except ValueError as error:
        logger.warning("the interface cannot answer: %s", error)
        return [_closed(503, str(error))]


def _place() -> str:
    below = st.get_option("server.baseUrlPath").strip("/")
    return f"/{below}{BASE}" if below else BASE


def _closed(status: int, reason: str) -> Mount:
    async def answer(_: Request) -> Response:
        return JSONResponse({"detail": reason}, status)

    return Mount(_place(), routes=[Route("/{path:path}", answer, methods=["GET", "POST", "DELETE"])])

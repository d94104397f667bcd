"""The HTTP interface beside the page, where the host wants it."""

import logging

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from emotion.web.server import programs

logger = logging.getLogger(__name__)


def interface() -> list[Mount]:
    """Return the interface mounted at its place, or nothing unless `MIEN_API` is "on".

    With a setting that cannot be used the page is served all the same, and the interface answers with the reason.
    """
    if not programs.answered():
        return []
    from emotion.api.app import BASE, create  # here: who does not want it need not wait for it, nor hold it in memory

    try:
        return [Mount(BASE, create(base=""))]
    except ValueError as error:
        reason = str(error)
        logger.warning("the interface cannot answer: %s", reason)

        async def broken(_: Request) -> Response:
            return JSONResponse({"detail": reason}, 503)

        return [Mount(BASE, routes=[Route("/{path:path}", broken, methods=["GET", "POST"])])]

"""What Streamlit's server does for whoever asks, and ours does not: strangers send what no page of ours would."""

import asyncio
import logging
from contextlib import suppress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import net_util
from streamlit.runtime.app_session import AppSession

from emotion.images.decode import MAX_BYTES

logger = logging.getLogger(__name__)


class Refusals:
    """ASGI middleware that turns away what the servers below stumble over, without a fault of ours in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what can be understood in one way only."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            if "transfer-encoding" in headers:
                await asyncio.sleep(0)  # a broken body uvicorn refuses itself, and waits for no answer after this turn
                if "content-length" in headers:  # a proxy before us may have taken the one end for the other
                    await PlainTextResponse("Bad Request", 400, {"Connection": "close"})(scope, receive, send)
                    return
        elif scope["type"] == "websocket":
            try:
                urlsplit(Headers(scope=scope).get("origin", ""))
            except ValueError:
                await send({"type": "websocket.close", "code": 1008})
                return
            receive = in_bytes(receive)
        with suppress(ClientDisconnect):  # in the middle of a file that they sent: nobody waits for an answer
            await self.app(scope, receive, send)


def in_bytes(receive: Receive) -> Receive:
    """Return what gives text that came over a WebSocket as bytes, which Streamlit refuses; over text it stumbles."""

    async def given() -> Message:
        message = await receive()
        text = message.get("text")
        return message if text is None else {"type": message["type"], "bytes": text.encode()}

    return given


def install() -> None:
    """Have this process refuse what any visitor could otherwise have it do by a message that no page sends."""
    # It would empty what all visitors share: the places for cameras, the line of videos, the model. The threads of what
    # it forgets would stay.
    AppSession._handle_clear_cache_request = _refuse  # type: ignore[assignment,method-assign]
    # It would run git while all cameras wait, and tell names of files that are in no repository.
    AppSession._handle_git_information_request = _refuse  # type: ignore[assignment,method-assign]
    # A page of another site that opens a WebSocket here would have it ask a host on the internet for this machine's
    # address, up to two seconds long, while all cameras wait.
    net_util.get_external_ip = _unknown
    # A picture of more than a megabyte would lie on the disk while it comes.
    MultiPartParser.spool_max_size = MAX_BYTES


def _refuse(session: AppSession) -> None:
    logger.warning("a visitor asked for what no page of this server asks for")


def _unknown() -> None:
    return None

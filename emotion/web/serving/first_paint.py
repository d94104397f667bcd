"""The page as it comes, before its program runs: in our style already, so that nothing jumps when the style arrives."""

import re
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from emotion.web.shared import look

TITLE: Final = re.compile(rb"<title>[^<]*</title>")
BODY: Final = b"<body>"
# Room for the sidebar, which comes with the first of what stands in it, for a page as wide as ours, and for the picture
# with its caption. Narrow screens have the sidebar folded away, and a caption of two lines.
ROOM: Final = """<style>
[data-testid="stApp"]:not(:has(.mien-portrait, .mien-panel)) .st-key-stage { aspect-ratio: var(--mien-first, 1.12); }
[data-testid="stApp"]:not(:has(.mien-portrait, .mien-panel)) .st-key-stage > :first-child {
  position: absolute; visibility: hidden;
}
@media (min-width: 768px) {
  [data-testid="stApp"] { --mien-first: 1.21; }
  [data-testid="stMainBlockContainer"] { max-width: none; padding-inline: 5rem; }
  [data-testid="stAppViewContainer"]:not(:has([data-testid="stSidebar"])) > :has(> [data-testid="stMain"]) {
    margin-left: 300px; width: calc(100% - 300px);
  }
}</style>"""


class FirstPaint:
    """ASGI middleware that puts our title and our style into Streamlit's page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._style = f"{look.style()}{ROOM}".encode()  # in the body, as later, so that it counts more than Streamlit's

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back; a page comes whole, styled, and for this once."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        held: list[Message] = []  # a page's head, until its whole body is there
        body = bytearray()

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                held.append(message)
            elif not held:
                await send(message)
            elif message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    page = self.styled(bytes(body))
                    if body:  # none was asked for otherwise
                        _describe(held[0], len(page))
                    await send(held.pop())
                    await send({"type": "http.response.body", "body": page})

        await self.app(scope, receive, answer)

    def styled(self, page: bytes) -> bytes:
        """Return a page with our title and our style; what has no body returns as it is."""
        return TITLE.sub(b"<title>Mien</title>", page, 1).replace(BODY, BODY + self._style, 1)


def _is_page(start: Message) -> bool:
    headers = MutableHeaders(scope=start)
    return headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers


def _describe(start: Message, length: int) -> None:
    headers = MutableHeaders(scope=start)
    headers["content-length"] = str(length)
    for name in ("etag", "last-modified", "accept-ranges"):  # they are of the page without our style
        del headers[name]

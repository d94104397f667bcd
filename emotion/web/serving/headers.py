"""Headers that keep browsers from what the page never needs: other hosts, foreign frames, microphones."""

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from emotion.web.server.settings import SettingError, host_settings
from emotion.web.serving.refusals import Refusals

INDEX: Final = Path(st.__file__).parent / "static" / "index.html"
INLINE: Final = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
FIXED: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), fullscreen=(self), microphone=(), geolocation=(), display-capture=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class SecurityHeaders:
    """ASGI middleware that adds `FIXED` and a Content-Security-Policy to every answer.

    Where the host lets another site show the page in a frame (`MIEN_FRAME_ANCESTORS`), cookies are kept apart by site,
    since browsers keep none otherwise in a foreign frame, and uploads need one.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = Refusals(app)
        self.ancestors = _ancestors()
        self.headers = {**FIXED, "Content-Security-Policy": content_security_policy(self.ancestors)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self.headers)
                if self.ancestors:
                    cookies = headers.getlist("set-cookie")
                    del headers["set-cookie"]
                    for cookie in cookies:
                        headers.append("set-cookie", in_foreign_frame(cookie))
            await send(message)

        await self.app(scope, receive, answer)


def content_security_policy(ancestors: Iterable[str] = ()) -> str:
    """Return what the page may load, all of it from this server, and who may show it in a frame.

    Streamlit needs styles in line, components from blobs, WebAssembly, its camera's pictures as data, and one script in
    line, allowed by its hash.
    """
    scripts = " ".join(f"'sha256-{_hash(script)}'" for script in inline_scripts())
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: 'wasm-unsafe-eval' {scripts}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' data:",
            "worker-src 'self' blob:",
            "frame-src 'self' data: blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            " ".join(("frame-ancestors 'self'", *ancestors)),
        )
    )


@cache
def inline_scripts() -> tuple[bytes, ...]:
    """Return the scripts that stand in Streamlit's page itself."""
    return tuple(INLINE.findall(INDEX.read_bytes()))


def in_foreign_frame(cookie: str) -> str:
    """Return a Set-Cookie header's value so that browsers keep it in a frame of another site, for that site alone."""
    kept = [part for part in cookie.split("; ") if part.partition("=")[0].lower() not in ("samesite", "secure")]
    return "; ".join((*kept, "SameSite=None", "Secure", "Partitioned"))


def _hash(script: bytes) -> str:
    return base64.b64encode(hashlib.sha256(script).digest()).decode()


def _ancestors() -> tuple[str, ...]:
    try:
        return host_settings().frame_ancestors
    except SettingError:  # the page tells its visitors
        return ()

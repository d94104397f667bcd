"""Credentials of a TURN server that are good for a while, made of a secret that it shares with this page."""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Any, Final

USER: Final = "mien"  # what a TURN server's log calls the visitors of this page


@dataclass(frozen=True)
class SharedSecret:
    """A TURN server's secret, as coturn's `use-auth-secret` and draft-uberti-behave-turn-rest have it.

    A user's name is the second at which it expires, and the password its HMAC-SHA1 with the secret.

    Attributes:
        urls: where visitors' browsers reach the relay, such as turn:turn.example.org:3478.
        secret: that the TURN server has too.
        ttl: seconds for which a credential is good at least; at most twice that, so that few are made: Streamlit keeps
            each one that was ever sent.
        server_urls: where this page's server reaches it.
    """

    urls: tuple[str, ...]
    secret: str = field(repr=False)
    ttl: int = 3600
    server_urls: tuple[str, ...] = ()

    def for_browsers(self, now: float) -> dict[str, Any]:
        """Return the relay as browsers take it, with a credential made at a time in seconds since 1970."""
        return self._server(self.urls, now)

    def for_server(self, now: float) -> dict[str, Any]:
        """Return the relay for this page's own server."""
        return self._server(self.server_urls or self.urls, now)

    def _server(self, urls: tuple[str, ...], now: float) -> dict[str, Any]:
        username = f"{(int(now) // self.ttl + 2) * self.ttl}:{USER}"
        digest = hmac.new(self.secret.encode(), username.encode(), hashlib.sha1).digest()
        return {"urls": list(urls), "username": username, "credential": base64.b64encode(digest).decode()}

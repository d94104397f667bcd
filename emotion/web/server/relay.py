"""Credentials of a TURN server, good for a while: made of a secret that it shares, or fetched from a service."""

import base64
import hashlib
import hmac
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

logger = logging.getLogger(__name__)

# Services by the helpers that streamlit-webrtc has for them, and what each wants, in the helper's order.
PROVIDERS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "cloudflare": ("CLOUDFLARE_TURN_KEY_ID", "CLOUDFLARE_TURN_KEY_API_TOKEN"),
        "huggingface": ("HF_TOKEN",),
        "twilio": ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"),
    }
)
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


@dataclass(frozen=True)
class Provider:
    """A service that gives credentials for its own TURN servers, good for an hour or two.

    Attributes:
        name: one of `PROVIDERS`.
        keys: what it wants, in the order there.
    """

    name: str
    keys: tuple[str, ...] = field(repr=False)

    def servers(self) -> list[dict[str, Any]]:
        """Return its servers as browsers take them, asked for once an hour; none while it does not answer."""
        try:
            return [dict(server) for server in _helper(self.name)(*self.keys)]
        except Exception as error:  # each helper has its own: no library, no network, a refusal
            # Its words alone: some libraries put what was sent into theirs.
            logger.error("%s gave no TURN servers (%s); cameras start without them", self.name, type(error).__name__)
            return []


def _helper(name: str) -> Callable[..., list[Mapping[str, Any]]]:
    # Not at the top: Streamlit serves streamlit-webrtc's component only where a page's script imported it first.
    from streamlit_webrtc import credentials

    short = {"huggingface": "hf"}.get(name, name)
    helper: Callable[..., list[Mapping[str, Any]]] = getattr(credentials, f"get_{short}_ice_servers")
    return helper

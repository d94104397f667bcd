"""What whoever hosts the page asks of its server: whether it is well, and figures."""

import asyncio
import hmac
import ipaddress
from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from emotion.detection import model_files
from emotion.models.store import ModelError
from emotion.web.server import resources
from emotion.web.server.metrics import REGISTRY
from emotion.web.server.settings import SettingError, host_settings
from emotion.web.video import process

FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-real-ip")  # a proxy asks for somebody else
CLOSED: Final = "Figures are for this machine itself, or for who sends MIEN_METRICS_TOKEN (docs/configuration.md).\n"


async def health(_: Request) -> Response:
    """Answer 200 while the page can be used, 503 with the reason otherwise: for load balancers and containers."""
    if resources.ending().is_set():
        return JSONResponse({"status": "ending"}, 503)
    try:
        model = host_settings().model
        await asyncio.to_thread(resources.loaded_model, model)
    except (ModelError, SettingError) as error:
        return JSONResponse({"status": "broken", "reason": str(error)}, 503)
    missing = model_files.problem()
    return JSONResponse({"status": "ok", "model": model, **({"detector": missing} if missing else {})})


async def metrics(request: Request) -> Response:
    """Answer with figures as Prometheus reads them, to those who may have them."""
    try:
        token = host_settings().metrics_token
    except SettingError as error:
        return PlainTextResponse(f"{error}\n", 503)
    if not (_has(request, token) if token else _from_here(request)):
        return PlainTextResponse(CLOSED, 403)
    resources.slots()  # so that its figures are there before the first visitor
    process.shared()
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)


def _has(request: Request, token: str) -> bool:
    sent = request.headers.get("authorization", "")
    return hmac.compare_digest(sent.encode(), f"Bearer {token}".encode())


def _from_here(request: Request) -> bool:
    if request.client is None or any(name in request.headers for name in FORWARDED):
        return False
    return ipaddress.ip_address(request.client.host).is_loopback


ROUTES: Final = (Route("/healthz", health), Route("/metrics", metrics))

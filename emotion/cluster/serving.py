"""The HTTP interface on a cluster, through Ray Serve: replicas with a reader each, more of them while more ask."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

from starlette.types import ASGIApp, Receive, Scope, Send

from emotion.api.app import BASE, VERSION, create
from emotion.api.settings import ApiSettings, api_settings
from emotion.cluster.connection import processors

VIDEOS: Final = f"{BASE}{VERSION}/videos"
WAITING: Final = 2  # requests of a replica, the one that is read included, above which another replica is begun
SOON: Final = 3.0  # seconds for which that must be so
HEALTH: Final = 5.0  # seconds between two looks whether a replica answers


class Rooted:
    """ASGI application that stands at one place whatever place Serve gives it, so that two can share their routes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        await self.app({**scope, "root_path": ""}, receive, send)


def replica(settings: ApiSettings) -> ASGIApp:
    """Return the interface for a replica, which reads one request at a time."""
    import cv2

    cv2.setNumThreads(1)
    return Rooted(create(replace(settings, readers=1)))


@contextmanager
def answering(address: str, port: int, replicas: int | None = None) -> Iterator[None]:
    """Have the connected cluster answer until the block ends, at each of its machines that has a replica.

    Videos are read by one replica, which alone knows of them; pictures by as many as there is work for.

    Args:
        address: that the machines listen at.
        port: likewise.
        replicas: for pictures at most; None for as many as the cluster has processors.

    Raises:
        ValueError: a setting in the environment has another form than expected.
    """
    from ray import serve

    logging.getLogger("ray.serve").setLevel(logging.WARNING)
    settings = api_settings()
    scaling = {
        "min_replicas": 1,
        "max_replicas": replicas or processors(),
        "target_ongoing_requests": WAITING,
        "upscale_delay_s": SOON,
    }
    serve.start(proxy_location="EveryNode", http_options={"host": address, "port": port})
    try:
        _run(settings, "mien-videos", VIDEOS, {"num_replicas": 1})
        _run(settings, "mien-pictures", BASE, {"autoscaling_config": scaling})
        yield
    finally:
        for name in ("mien-videos", "mien-pictures"):
            serve.delete(name)


def _run(settings: ApiSettings, name: str, prefix: str, options: dict[str, Any]) -> None:
    from ray import serve

    def make() -> ASGIApp:  # Serve calls functions, and takes any other callable for an application
        return replica(settings)

    made = serve.ingress(make)()
    deployment = serve.deployment(made).options(
        name=name, max_ongoing_requests=settings.waiting + 1, health_check_period_s=HEALTH, **options
    )
    serve.run(deployment.bind(), name=name, route_prefix=prefix)

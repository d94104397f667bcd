"""The HTTP interface as an ASGI application: mounted beside the page by serve.py, or alone:

uvicorn --factory emotion.api.app:create
"""

import atexit
import logging
from typing import Any, Final

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from starlette.formparsers import MultiPartParser

from emotion import __version__
from emotion.api import answers, requests, video_routes
from emotion.api.access import Rates, known, whole_seconds
from emotion.api.readers import BusyError, Readers
from emotion.api.settings import ApiSettings, api_settings
from emotion.api.video_routes import UNKNOWN
from emotion.api.ways import DetectorName, ExpectationName, ModelName, chosen
from emotion.classification.base import ModelError
from emotion.classification.calibration import Expectation
from emotion.detection.base import Sensitivity
from emotion.images.decode import MAX_BYTES
from emotion.models.store import DEFAULT_MODEL, ModelStore

logger = logging.getLogger(__name__)

BASE: Final = "/api"  # serve.py mounts it there, too
VERSION: Final = "/v1"
WHAT: Final = "What expressions the faces in pictures look like: never what somebody feels. Pictures stay in memory."
_PROBLEMS: Final = {
    400: "The form in the body cannot be taken apart.",
    401: "No key, or one that is not known.",
    404: UNKNOWN,
    409: "It is not there yet, or will never be; `detail` says why.",
    413: "The request, or its only picture, is too large.",
    415: "The body, or its only picture, is of a kind that is not read.",
    422: "A value is none of those that are known, or no picture could be read.",
    429: "Too many requests of this key or address; Retry-After says when the next may come.",
    503: "Too many requests of all; Retry-After says when to try again.",
}


def create(settings: ApiSettings | None = None, base: str = BASE) -> FastAPI:
    """Return the application.

    Args:
        settings: None takes those of the environment.
        base: what stands before /v1 in its addresses; empty where it is mounted at a path of its own.

    Raises:
        ValueError: a setting in the environment has another form than expected.
    """
    settings = settings or api_settings()
    MultiPartParser.spool_max_size = MAX_BYTES  # a picture of more than a megabyte would lie on the disk while it comes
    # Documents in a browser would fetch their scripts from elsewhere.
    app = FastAPI(title="Mien", version=__version__, description=WHAT, docs_url=None, redoc_url=None,
                  openapi_url=f"{base}{VERSION}/openapi.json")  # fmt: skip
    app.include_router(_routes(settings), prefix=f"{base}{VERSION}")
    app.add_exception_handler(RequestValidationError, _told)
    app.add_exception_handler(ModelError, _broken)
    app.add_middleware(requests.SizeLimit, megabytes=settings.megabytes, together=settings.together)
    if settings.origins:
        sent, seen = ["Authorization", "Content-Type"], ["Location", "Retry-After"]
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=sent,
            expose_headers=seen,
        )
    return app


def _routes(settings: ApiSettings) -> APIRouter:
    store = ModelStore()
    readers, rates = Readers(settings.readers, settings.waiting, store), Rates(settings.a_minute)

    def who(request: Request) -> str:
        """Tell who asks: by their key, or by their address where there are none."""
        return key_of(request) if settings.keys else request.client.host if request.client else ""

    def admit(request: Request) -> None:
        """Let in who has a key, where there are keys, and did not ask too often."""
        if settings.keys and not known(key_of(request), settings):
            headers = {"WWW-Authenticate": "Bearer"}
            raise HTTPException(401, "Expected a key that is known: Authorization: Bearer KEY", headers)
        wait = rates.ask(who(request))
        if wait:
            raise HTTPException(429, "Too many requests; try again later.", {"Retry-After": whole_seconds(wait)})

    problems: dict[int | str, dict[str, Any]] = {
        status: {"description": words, "model": answers.Problem} for status, words in _PROBLEMS.items()
    }
    router = APIRouter(dependencies=[Depends(admit)])

    @router.get("/models", summary="The networks that can read", responses={s: problems[s] for s in (401, 429)})
    def models() -> list[answers.Model]:
        return [answers.model(store, name) for name in store.names()]

    @router.post(
        "/read",
        summary="Read one to twenty pictures",
        openapi_extra={"requestBody": requests.BODY},
        responses={status: problems[status] for status in (400, 401, 413, 415, 422, 429, 503)},
    )
    async def read(
        request: Request,
        model: ModelName = DEFAULT_MODEL,
        expect: ExpectationName = Expectation.ALIKE,
        detector: DetectorName = None,
        sensitivity: Sensitivity = "normal",
    ) -> answers.Reading:
        way = chosen(store, model, expect, detector, sensitivity)
        sent = await requests.pictures_of(request, settings.pictures)
        try:
            identity, found = await readers.read([content for _, content in sent], way)
        except BusyError:
            raise HTTPException(
                503, "Too many requests wait; try again later.", {"Retry-After": requests.AGAIN}
            ) from None
        return answers.reading(identity, [name for name, _ in sent], found)

    of_videos, videos = video_routes.routes(settings, store, readers, who, problems)
    router.include_router(of_videos)
    atexit.register(videos.close)  # where it is mounted in another application nobody tells it of the end
    return router


def key_of(request: Request) -> str:
    """Return the key that a request has; empty without one."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return key if scheme.lower() == "bearer" else ""


async def _broken(_: Request, error: Exception) -> Response:
    """Answer for a network that is not what its card says."""
    logger.error("a network cannot be used: %s", error)
    return JSONResponse({"detail": "The network cannot be used; the host's log says why."}, 503, {"Retry-After": "60"})


async def _told(_: Request, error: Exception) -> Response:
    """Answer what FastAPI finds wrong with a sentence, as everything else is answered."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    return JSONResponse({"detail": f"{first['loc'][-1]}: {first['msg']}"}, 422)

"""The HTTP interface as an ASGI application: mounted beside the page by serve.py, or alone:

uvicorn --factory emotion.api.app:create
"""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from starlette.formparsers import MultiPartParser

from emotion import __version__
from emotion.api import answers, requests
from emotion.api.access import Rates, known, whole_seconds
from emotion.api.readers import BusyError, Readers, Way
from emotion.api.settings import ApiSettings, api_settings
from emotion.classification.calibration import Expectation
from emotion.detection.base import Sensitivity
from emotion.detection.presets import DETECTORS, DetectorChoice, available
from emotion.images.decode import MAX_BYTES
from emotion.models.store import DEFAULT_MODEL, ModelStore

BASE: Final = "/api"
VERSION: Final = "/v1"
WHAT: Final = "What expressions the faces in pictures look like: never what somebody feels. Nothing is stored."
AGAIN: Final = "2"  # seconds after which who was sent away may try again
_PROBLEMS: Final = {
    400: "The form in the body cannot be taken apart.",
    401: "No key, or one that is not known.",
    413: "The request, or its only picture, is too large.",
    415: "The body, or its only picture, is of a kind that is not read.",
    422: "A value is none of those that are known, or no picture could be read.",
    429: "Too many requests of this key or address; Retry-After says when the next may come.",
    503: "Too many requests of all; Retry-After says when to try again.",
}


def create(settings: ApiSettings | None = None, store: ModelStore | None = None, base: str = BASE) -> FastAPI:
    """Return the application.

    Args:
        settings: None takes those of the environment.
        store: of the networks; None takes those that come with Mien.
        base: what stands before /v1 in its addresses; empty where it is mounted at a path of its own.

    Raises:
        ValueError: a setting in the environment has another form than expected.
    """
    settings = settings or api_settings()
    MultiPartParser.spool_max_size = MAX_BYTES  # a picture of more than a megabyte would lie on the disk while it comes
    # Documents in a browser would fetch their scripts from elsewhere.
    app = FastAPI(title="Mien", version=__version__, description=WHAT, docs_url=None, redoc_url=None,
                  openapi_url=f"{base}{VERSION}/openapi.json")  # fmt: skip
    app.include_router(_routes(settings, store or ModelStore()), prefix=f"{base}{VERSION}")
    app.add_exception_handler(RequestValidationError, _told)
    app.add_middleware(requests.SizeLimit, megabytes=settings.megabytes)
    if settings.origins:
        headers = ["Authorization", "Content-Type"]
        app.add_middleware(CORSMiddleware, allow_origins=settings.origins, allow_headers=headers)
    return app


def _routes(settings: ApiSettings, store: ModelStore) -> APIRouter:
    readers, rates = Readers(settings.readers, settings.waiting, store), Rates(settings.a_minute)

    def admit(request: Request) -> None:
        """Let in who has a key, where there are keys, and did not ask too often."""
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if settings.keys and (scheme.lower() != "bearer" or not known(key, settings)):
            headers = {"WWW-Authenticate": "Bearer"}
            raise HTTPException(401, "Expected a key that is known: Authorization: Bearer KEY", headers)
        wait = rates.ask(key if settings.keys else request.client.host if request.client else "")
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
        responses=problems,
    )
    async def read(
        request: Request,
        model: Annotated[str, Query(json_schema_extra={"enum": [*store.names()]})] = DEFAULT_MODEL,
        expect: Expectation = Expectation.ALIKE,
        detector: Annotated[str | None, Query(json_schema_extra={"enum": [*DETECTORS]})] = None,
        sensitivity: Sensitivity = "normal",
    ) -> answers.Reading:
        if model not in store.names():
            raise HTTPException(422, f"model: expected one of {', '.join(store.names())}")
        if detector is not None and detector not in available():
            raise HTTPException(422, f"detector: expected one of {', '.join(available())}")
        sent = await requests.pictures_of(request, settings.pictures)
        way = Way(model, expect, DetectorChoice(detector or "", sensitivity))
        try:
            identity, found = await readers.read([content for _, content in sent], way)
        except BusyError:
            raise HTTPException(503, "Too many requests wait; try again later.", {"Retry-After": AGAIN}) from None
        return answers.reading(identity, [name for name, _ in sent], found)

    return router


async def _told(_: Request, error: Exception) -> Response:
    """Answer what FastAPI finds wrong with a sentence, as everything else is answered."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    return JSONResponse({"detail": f"{first['loc'][-1]}: {first['msg']}"}, 422)

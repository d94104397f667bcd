"""The program with which browsers read faces themselves, and the networks that it runs, as a browser fetches them."""

import asyncio
import gzip
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from emotion.browser import files
from emotion.browser.files import BuiltFile, NotBuiltError
from emotion.web.server import browser

TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".wasm": "application/wasm",
    ".mp4": "video/mp4",
    ".txt": "text/plain; charset=utf-8",
    ".tflite": "application/octet-stream",
}
# An address names its bytes, by their SHA-256 or by that of the whole build: whoever has them need never ask again.
KEPT: Final = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
NETWORKS: Final = 16  # that stay in memory


def browser_files() -> list[Mount]:
    """Return the routes of the files, below the page's own path, and note that they are served.

    Whether the program is built is asked at each request, since that may come while the server runs. Nothing of an
    address is ever taken as a path on the disk.
    """
    browser.serve()
    below = st.get_option("server.baseUrlPath").strip("/")
    routes = [
        Route("/built/{version}/{name}", _of_the_program),
        Route("/models/{sha256}.tflite", _network),
        Route("/{path:path}", _nothing),  # else Streamlit would answer with the page
    ]
    return [Mount(f"/{below}/{browser.BASE}" if below else f"/{browser.BASE}", routes=routes)]


async def _of_the_program(request: Request) -> Response:
    try:
        built = await asyncio.to_thread(files.built)
    except NotBuiltError:  # the page's log says why, which has names of folders here
        return await _nothing(request)
    file = built.files.get(request.path_params["name"])
    if file is None or request.path_params["version"] != built.version:
        return await _nothing(request)
    return await _answer(request, file)


async def _network(request: Request) -> Response:
    try:
        file = await asyncio.to_thread(_packed, request.path_params["sha256"])
    except LookupError:
        return await _nothing(request)
    return await _answer(request, file)


async def _nothing(_: Request) -> Response:
    return JSONResponse({"detail": "there is no such file"}, 404)


async def _answer(request: Request, file: BuiltFile) -> Response:
    media_type = TYPES[PurePosixPath(request.url.path).suffix]
    if file.packed and takes_gzip(request.headers.get("accept-encoding", "")):
        return Response(file.content, headers={**KEPT, "Content-Encoding": "gzip"}, media_type=media_type)
    return Response(await asyncio.to_thread(file.plain), headers=KEPT, media_type=media_type)


def takes_gzip(accepted: str) -> bool:
    """Whether a header Accept-Encoding lets an answer be compressed with gzip."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";q=")
        weights[name] = weight or "1"
    return weights.get("gzip", weights.get("*", "0")).strip("0.") != ""


@lru_cache(NETWORKS)
def _packed(sha256: str) -> BuiltFile:
    """Return a network, compressed once: Streamlit would do that anew for each visitor.

    Raises:
        LookupError: there is no such network; what strangers ask for takes no room.
    """
    content = files.network(sha256)
    if content is None:
        raise LookupError(sha256)
    return BuiltFile(sha256, len(content), gzip.compress(content), packed=True)

"""The page as it comes, in our style already."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from emotion.web.serving.first_paint import FirstPaint
from emotion.web.shared import look

INDEX = Path(st.__file__).parent / "static" / "index.html"
BARE = "<html><head><title>Streamlit</title></head><body><div></div></body></html>"


async def in_pieces() -> AsyncIterator[str]:
    for letter in BARE:
        yield letter


async def answer(request: Request) -> Response:
    answers = {
        "/": FileResponse(INDEX, media_type="text/html", headers={"etag": '"theirs"'}),
        "/pieces": StreamingResponse(in_pieces(), media_type="text/html"),
        "/headless": HTMLResponse("<p>no page</p>"),
        "/text": PlainTextResponse("<title>Streamlit</title><body>"),
    }
    return answers[request.url.path]


@pytest.fixture
def client() -> TestClient:
    routes = [Route(path, answer) for path in ("/", "/pieces", "/headless", "/text")]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(FirstPaint)]))


@pytest.mark.parametrize("path", ["/", "/pieces"])
def test_a_page_has_our_title_and_our_style_in_its_body(client: TestClient, path: str) -> None:
    got = client.get(path)
    assert "<title>Mien</title>" in got.text
    assert "Streamlit</title>" not in got.text
    assert got.text.index("<body>") < got.text.index(look.style()) < got.text.index("<div")
    assert int(got.headers["content-length"]) == len(got.content)


def test_streamlits_page_is_otherwise_as_it_was(client: TestClient) -> None:
    theirs = INDEX.read_text("utf-8")
    head, body = theirs.split("<body>")
    got = client.get("/")
    assert got.text.startswith(head.replace("<title>Streamlit</title>", "<title>Mien</title>") + "<body>")
    assert got.text.endswith(body)
    assert "etag" not in got.headers, "a browser must not take its copy for ours"


@pytest.mark.parametrize(
    ("path", "text"), [("/headless", "<p>no page</p>"), ("/text", "<title>Streamlit</title><body>")]
)
def test_what_is_no_page_stays(client: TestClient, path: str, text: str) -> None:
    assert client.get(path).text == text


def test_the_head_of_a_page_alone_has_no_body(client: TestClient) -> None:
    assert client.head("/").content == b""

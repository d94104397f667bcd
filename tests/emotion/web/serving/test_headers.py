"""Headers on every answer."""

import base64
import hashlib
from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from emotion.web.serving import headers
from emotion.web.serving.headers import FIXED, SecurityHeaders, content_security_policy, in_foreign_frame


async def page(_: Request) -> Response:
    answer = PlainTextResponse("page", headers={"X-Own": "kept"})
    answer.set_cookie("_streamlit_xsrf", "1", samesite="lax")
    answer.set_cookie("other", "2", secure=True)
    return answer


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., TestClient]:
    def client(ancestors: str = "") -> TestClient:
        monkeypatch.setenv("MIEN_FRAME_ANCESTORS", ancestors)
        return TestClient(Starlette(routes=[Route("/", page)], middleware=[Middleware(SecurityHeaders)]))

    return client


def test_every_answer_has_them_and_keeps_its_own(answer: Callable[..., TestClient]) -> None:
    got = answer().get("/")

    assert {name: got.headers[name] for name in FIXED} == FIXED
    assert got.headers["x-own"] == "kept"
    assert "camera=(self)" in got.headers["permissions-policy"]
    assert answer().get("/nothing").headers["x-content-type-options"] == "nosniff"


def test_the_policy_lets_in_this_server_alone_and_streamlits_own_script_by_its_hash() -> None:
    policy = dict(part.split(" ", 1) for part in content_security_policy().split("; "))
    (script,) = headers.inline_scripts()

    digest = base64.b64encode(hashlib.sha256(script).digest()).decode()
    assert f"'sha256-{digest}'" in policy["script-src"].split()
    assert policy["frame-ancestors"] == "'self'"
    assert policy["object-src"] == "'none'"
    for name, sources in policy.items():
        assert not {"*", "http:", "https:"} & set(sources.split()), name
    assert not {"'unsafe-inline'", "'unsafe-eval'"} & set(policy["script-src"].split())


def test_a_site_that_the_host_names_may_show_the_page_in_a_frame(answer: Callable[..., TestClient]) -> None:
    got = answer("https://huggingface.co, https://*.hf.space").get("/")

    assert "frame-ancestors 'self' https://huggingface.co https://*.hf.space" in got.headers["content-security-policy"]
    assert got.headers.get_list("set-cookie") == [
        "_streamlit_xsrf=1; Path=/; SameSite=None; Secure; Partitioned",
        "other=2; Path=/; SameSite=None; Secure; Partitioned",
    ]


def test_without_one_cookies_stay_as_they_are(answer: Callable[..., TestClient]) -> None:
    assert answer().get("/").headers.get_list("set-cookie")[0] == "_streamlit_xsrf=1; Path=/; SameSite=lax"


def test_a_setting_that_cannot_be_used_lets_nobody_frame_the_page(answer: Callable[..., TestClient]) -> None:
    got = answer("everybody").get("/")

    assert got.headers["content-security-policy"].endswith("frame-ancestors 'self'")


def test_a_cookie_keeps_what_is_not_about_frames() -> None:
    made = in_foreign_frame("a=b; HttpOnly; Max-Age=60; samesite=strict; secure")

    assert made == "a=b; HttpOnly; Max-Age=60; SameSite=None; Secure; Partitioned"

"""The HTTP interface beside the page: only where the host wants it, and with a reason where it cannot be had."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from emotion.api import app
from emotion.web.serving.interface import BASE, interface


def test_it_is_not_there_unless_the_host_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MIEN_API", raising=False)
    client = TestClient(Starlette(routes=interface()))
    answer = client.post("/api/v1/read", content=b"x")
    assert answer.status_code == 404
    assert "MIEN_API is not on" in answer.json()["detail"]
    assert client.get("/api/v1/models").status_code == 404


def test_it_answers_at_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIEN_API", "on")
    client = TestClient(Starlette(routes=interface()))
    assert client.get("/api/v1/models").status_code == 200
    document = client.get("/api/v1/openapi.json").json()
    assert app.BASE == BASE
    assert document["servers"] == [{"url": "/api"}]
    assert "/v1/read" in document["paths"]
    assert client.get("/api/nothing").status_code == 404


@pytest.mark.parametrize("option", ["mien", "/a/b/"])
def test_below_a_path_it_lies_there_beside_the_page(option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.get_option", {"server.baseUrlPath": option}.__getitem__)
    below = f"/{option.strip('/')}"
    for setting, status in (("off", 404), ("on", 200)):
        monkeypatch.setenv("MIEN_API", setting)
        answer = TestClient(Starlette(routes=interface())).get(f"{below}/api/v1/models")
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/json", "the interface's own answer"
    document = TestClient(Starlette(routes=interface())).get(f"{below}/api/v1/openapi.json").json()
    assert document["servers"] == [{"url": f"{below}/api"}]


def test_a_wrong_setting_is_told_and_the_page_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("MIEN_API", "on")
    monkeypatch.setenv("MIEN_API_KEYS", "secret")
    client = TestClient(Starlette(routes=interface()))
    for answer in (client.get("/api/v1/models"), client.post("/api/v1/read")):
        assert answer.status_code == 503
        assert answer.json()["detail"].startswith("MIEN_API_KEYS: expected the SHA-256")
    assert "secret" not in caplog.text
    assert "MIEN_API_KEYS" in caplog.text

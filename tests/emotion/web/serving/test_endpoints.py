"""Whether the server is well, and its figures."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from emotion.live.state import LiveState
from emotion.web.server import metrics, resources
from emotion.web.serving.endpoints import ROUTES

HERE = ("127.0.0.1", 5000)
ELSEWHERE = ("203.0.113.7", 5000)


def client(address: tuple[str, int] = HERE) -> TestClient:
    return TestClient(Starlette(routes=ROUTES), client=address)


def test_it_is_well_when_its_model_loads() -> None:
    got = client(ELSEWHERE).get("/healthz")

    assert got.status_code == 200
    assert (got.json()["status"], got.json()["model"]) == ("ok", "mirrored-votes")


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [("MIEN_MODEL", "gone", "models/gone"), ("MIEN_FRAME_RATE", "often", "MIEN_FRAME_RATE")],
)
def test_it_is_not_when_the_page_cannot_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    monkeypatch.setenv(name, value)
    got = client().get("/healthz")

    assert got.status_code == 503
    assert reason in got.json()["reason"]


def test_while_it_ends_no_visitor_is_to_be_sent_here() -> None:
    resources.ending().set()
    try:
        got = client().get("/healthz")
    finally:
        resources.ending().clear()

    assert (got.status_code, got.json()) == (503, {"status": "ending"})


def values(text: str) -> dict[str, float]:
    lines = [line.rsplit(" ", 1) for line in text.splitlines() if line.startswith("mien_")]
    return {name: float(value) for name, value in lines}


def test_frames_are_counted_by_what_was_done_with_them() -> None:
    before = values(client().get("/metrics").text)
    state = LiveState().succeeded(None, {"detect": 20.0, "classify": 5.0, "draw": 1.0}, 1.0, black=False)
    metrics.count(state)
    metrics.count(state.succeeded(None, {"draw": 2.0}, 2.0, black=False))
    metrics.count(state.failed(3.0))
    after = values(client().get("/metrics").text)

    grown = {name: round(after[name] - before[name], 6) for name in after}
    assert grown["mien_frames_total"] == 3
    assert grown["mien_frames_analysed_total"] == 1
    assert grown["mien_frame_errors_total"] == 1
    assert grown['mien_step_seconds_total{step="detect"}'] == 0.020
    assert grown['mien_step_seconds_total{step="draw"}'] == 0.003


def test_places_and_videos_are_there_from_the_start() -> None:
    resources.slots().claim("somebody")
    try:
        shown = values(client().get("/metrics").text)
    finally:
        resources.slots().release("somebody")

    assert shown["mien_streams"] == 1
    assert shown["mien_places"] >= 1
    assert shown['mien_videos{state="waiting"}'] == 0


@pytest.mark.parametrize(
    ("address", "headers"),
    [(ELSEWHERE, {}), (HERE, {"X-Forwarded-For": "203.0.113.7"}), (HERE, {"Forwarded": "for=203.0.113.7"})],
    ids=["another machine", "through a proxy here", "through a proxy that says so in the standard's way"],
)
def test_figures_are_for_this_machine_alone(address: tuple[str, int], headers: dict[str, str]) -> None:
    got = client(address).get("/metrics", headers=headers)

    assert got.status_code == 403
    assert "mien_frames" not in got.text


@pytest.mark.parametrize(("sent", "status"), [("Bearer north", 200), ("Bearer south", 403), ("", 403), ("north", 403)])
def test_a_token_opens_them_to_who_has_it(monkeypatch: pytest.MonkeyPatch, sent: str, status: int) -> None:
    monkeypatch.setenv("MIEN_METRICS_TOKEN", "north")

    assert client(ELSEWHERE).get("/metrics", headers={"Authorization": sent}).status_code == status

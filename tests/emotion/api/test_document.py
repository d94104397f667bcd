"""The OpenAPI document: what it allows is answered as it says, and what it does not allow is refused."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import allow_header_conformance, positive_data_acceptance

from emotion.api.app import create
from emotion.api.settings import ApiSettings
from emotion.models.store import ModelStore
from tests.emotion.api.conftest import JPEG, PORTRAIT, Client
from tests.support.clips import astronaut, steady, write_clip

QUICK = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
# Which bytes are a picture, or a video, no document can say: what is sent as one may still be refused.
# And Starlette's router tells the methods of an address by its first route alone.
BUT: Any = [positive_data_acceptance, allow_header_conformance]
for kind in ("image/*", "video/*", "video/mp4"):
    schemathesis.openapi.media_type(kind, st.binary())
schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", create(ApiSettings(a_minute=10**6)))


@schema.parametrize()
@QUICK
def test_it_answers_as_its_document_says(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(excluded_checks=BUT)


def test_jobs_of_videos_are_begun_asked_for_and_removed_in_any_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    clip = write_clip(tmp_path / "clip.mp4", steady(2), (320, 240), astronaut).read_bytes()
    schemathesis.openapi.media_type("video/mp4", st.just(clip))
    stateful = schemathesis.openapi.from_asgi("/api/v1/openapi.json", create(ApiSettings(a_minute=10**6)))
    begun: list[int] = []

    class Machine(stateful.include(path_regex="/videos").as_state_machine()):  # type: ignore[misc]
        def validate_response(self, response: Any, case: Any, **more: Any) -> None:
            case.validate_response(response, excluded_checks=BUT)
            begun.append(response.status_code)

    Machine.run(settings=settings(QUICK, max_examples=15, stateful_step_count=6))
    assert 202 in begun
    assert 204 in begun


def test_its_examples_are_what_it_answers(client: Client) -> None:
    made = client()
    document = made.get("/api/v1/openapi.json").json()
    video = "/api/v1/videos"
    of_videos = {video, f"{video}/{{name}}", f"{video}/{{name}}/results", f"{video}/{{name}}/annotated"}
    assert set(document["paths"]) == {"/api/v1/models", "/api/v1/read"} | of_videos
    parameters = {one["name"]: one["schema"] for one in document["paths"]["/api/v1/read"]["post"]["parameters"]}
    assert parameters["model"]["enum"] == list(ModelStore().names())
    face = document["components"]["schemas"]["Face"]["properties"]
    (read,) = made.post("/api/v1/read", content=PORTRAIT, headers=JPEG).json()["pictures"][0]["faces"]
    assert set(face) == set(read)
    assert face["label"]["examples"] == [read["label"]]

"""The OpenAPI document: what it allows is answered as it says, and what it does not allow is refused."""

from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from emotion.api.app import create
from emotion.api.settings import ApiSettings
from emotion.models.store import ModelStore
from tests.emotion.api.conftest import JPEG, PORTRAIT, Client

schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", create(ApiSettings(a_minute=10**6)))


@schema.parametrize()
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_it_answers_as_its_document_says(case: schemathesis.Case[Any]) -> None:
    # Which bytes are a picture no document can say: what is sent as one may still be refused.
    case.call_and_validate(excluded_checks=[positive_data_acceptance])


def test_its_examples_are_what_it_answers(client: Client) -> None:
    made = client()
    document = made.get("/api/v1/openapi.json").json()
    assert set(document["paths"]) == {"/api/v1/models", "/api/v1/read"}
    parameters = {one["name"]: one["schema"] for one in document["paths"]["/api/v1/read"]["post"]["parameters"]}
    assert parameters["model"]["enum"] == list(ModelStore().names())
    face = document["components"]["schemas"]["Face"]["properties"]
    (read,) = made.post("/api/v1/read", content=PORTRAIT, headers=JPEG).json()["pictures"][0]["faces"]
    assert set(face) == set(read)
    assert face["label"]["examples"] == [read["label"]]

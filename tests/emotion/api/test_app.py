"""What programs send to the interface, and what comes back."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from emotion.api.readers import Readers
from emotion.classification.base import ModelError
from emotion.images.decode import MAX_BYTES
from emotion.labels import LABELS
from emotion.models.store import DEFAULT_MODEL, ModelStore
from tests.emotion.api.conftest import JPEG, PORTRAIT, Client

READ = "/api/v1/read"


def form(*contents: bytes, field: str = "pictures") -> list[tuple[str, tuple[str, bytes]]]:
    return [(field, (f"{number}.jpg", content)) for number, content in enumerate(contents)]


def test_one_picture_is_read_as_on_the_page(client: Client) -> None:
    answer = client().post(READ, content=PORTRAIT, headers=JPEG)
    assert answer.status_code == 200
    document = answer.json()
    assert document["labels"] == list(LABELS)
    assert document["model"]["name"] == DEFAULT_MODEL
    (picture,) = document["pictures"]
    assert (picture["picture_width"], picture["picture_height"], picture["error"]) == (512, 512, None)
    (face,) = picture["faces"]
    assert (face["label"], face["answer"], face["sure"]) == ("happy", "Happy", True)
    assert sum(face["probabilities"]) == pytest.approx(1, abs=1e-5)


def test_several_are_read_and_one_that_is_none_says_why(client: Client) -> None:
    answer = client().post(READ, files=form(PORTRAIT, b"words", PORTRAIT))
    assert answer.status_code == 200
    first, second, third = answer.json()["pictures"]
    assert [first["picture"], second["picture"], third["picture"]] == ["0.jpg", "1.jpg", "2.jpg"]
    assert first["faces"] == third["faces"] != []
    assert second["faces"] == []
    assert second["error"].startswith("The file is no picture of a known format.")


def test_settings_are_those_of_the_pages(client: Client) -> None:
    query = {"model": "compact", "expect": "crowd", "detector": "haar", "sensitivity": "high"}
    document = client().post(READ, content=PORTRAIT, headers=JPEG, params=query).json()
    assert document["model"]["name"] == "compact"
    assert document["model"]["expects"] == "crowd"
    assert document["pictures"][0]["faces"][0]["detection_score"] is None, "the cascade tells no score"


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"content": b"words", "headers": JPEG}, 415, "no picture of a known format"),
        ({"content": b"\xff\xd8\xff", "headers": JPEG}, 422, "cannot be read"),
        ({"content": b"", "headers": JPEG}, 422, "The file is empty"),
        ({"content": b"GIF89a" + bytes(MAX_BYTES), "headers": JPEG}, 413, "at most 40 MB"),
        ({"content": PORTRAIT, "headers": {"Content-Type": "text/plain"}}, 415, "found text/plain"),
        ({"content": PORTRAIT}, 415, "found no type"),
        ({"files": form(*[b"x"] * 21)}, 422, "Expected 1 to 20 files"),
        ({"files": form(PORTRAIT, field="photos")}, 422, "in a field called pictures"),
        ({"files": form(PORTRAIT), "data": {"model": "compact"}}, 422, "and nothing else"),
        ({"content": b"--x", "headers": {"Content-Type": "multipart/form-data"}}, 400, "boundary"),
        ({"content": PORTRAIT, "headers": JPEG, "params": {"model": "../compact"}}, 422, "model: expected one of blog"),
        ({"content": PORTRAIT, "headers": JPEG, "params": {"detector": "eyes"}}, 422, "detector: expected one of"),
        ({"content": PORTRAIT, "headers": JPEG, "params": {"expect": "the worst"}}, 422, "expect: "),
    ],
)
def test_what_cannot_be_answered_is_told_with_its_status(
    client: Client, sent: dict[str, Any], status: int, sentence: str
) -> None:
    answer = client().post(READ, **sent)
    assert answer.status_code == status
    assert sentence in answer.json()["detail"]


def test_a_request_that_is_too_large_is_refused_before_it_is_read(client: Client) -> None:
    def endless() -> Any:
        for _ in range(100):
            yield bytes(2**20)

    small = client(megabytes=1)
    told = small.post(READ, content=b"", headers={**JPEG, "Content-Length": str(2**20 + 1)})
    assert told.status_code == 413
    untold = small.post(READ, content=endless(), headers=JPEG)
    assert untold.status_code == 413
    assert "more bytes than it may have" in untold.json()["detail"]


def test_what_all_requests_hold_together_has_a_bound_and_is_let_go_of(client: Client) -> None:
    narrow = client(together=1)
    for _ in range(2):
        full = narrow.post(READ, content=bytes(2**20 + 1), headers=JPEG)
        assert full.status_code == 503
        assert full.headers["Retry-After"] == "2"
        assert narrow.post(READ, content=PORTRAIT, headers=JPEG).status_code == 200


def test_a_network_that_was_changed_is_told_without_names_of_files(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any) -> Any:
        raise ModelError("/srv/models/compact/card.json is missing")

    monkeypatch.setattr(ModelStore, "load_model", broken)
    answer = client().post(READ, content=PORTRAIT, headers=JPEG)
    assert answer.status_code == 503
    assert answer.json()["detail"] == "The network cannot be used; the host's log says why."
    assert "/srv/models" in caplog.text


def test_who_has_no_key_is_not_let_in(client: Client) -> None:
    keys = frozenset({hashlib.sha256(b"the right one").hexdigest()})
    locked = client(keys=keys)
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic the right one"}):
        answer = locked.get("/api/v1/models", headers=headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert locked.get("/api/v1/models", headers={"Authorization": "Bearer the right one"}).status_code == 200
    wrong_value = locked.post(READ, content=PORTRAIT, headers=JPEG, params={"expect": "the worst"})
    assert wrong_value.status_code == 401, "strangers learn nothing else"


def test_who_asks_too_often_is_told_when_to_come_again(client: Client) -> None:
    hurried = client(a_minute=2)
    answers = [hurried.get("/api/v1/models") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 30


def test_where_too_many_wait_the_next_is_sent_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    began, go = Event(), Event()
    read = Readers._read

    def slow(*arguments: Any) -> Any:
        began.set()
        assert go.wait(60)
        return read(*arguments)

    monkeypatch.setattr(Readers, "_read", slow)
    full = client(readers=1, waiting=0)
    with ThreadPoolExecutor(1) as other:
        sent = other.submit(full.post, READ, content=PORTRAIT, headers=JPEG)
        assert began.wait(60)
        answer = full.post(READ, content=PORTRAIT, headers=JPEG)
        go.set()
        assert sent.result(60).status_code == 200
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"


def test_networks_are_listed_with_what_they_are_worth(client: Client) -> None:
    found = client().get("/api/v1/models").json()
    assert [model["name"] for model in found] == list(ModelStore().names())
    (default,) = [model for model in found if model["default"]]
    assert default["name"] == DEFAULT_MODEL
    assert default["by_majority"]["accuracy"] > 0.85 > default["by_labels"]["accuracy"]
    assert default["expects"] == ["alike", "crowd"]


def test_other_sites_may_ask_where_the_host_says_so_alone(client: Client) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "DELETE"}
    assert "access-control-allow-origin" not in client().options(READ, headers=asked).headers
    allowed = client(origins=("https://example.org",)).options(READ, headers=asked)
    assert allowed.headers["access-control-allow-origin"] == "https://example.org"


def test_nothing_is_written(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert client().post(READ, files=form(PORTRAIT + bytes(3 * 2**20))).status_code == 200

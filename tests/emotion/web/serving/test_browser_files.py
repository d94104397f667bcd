"""What browsers fetch to read faces themselves: these files and no others, compressed for whom that suits, and kept."""

import gzip
import inspect
from collections.abc import Mapping
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.testclient import TestClient

from emotion.browser import files
from emotion.detection import model_files
from emotion.models import store
from emotion.models.card import LITERT
from emotion.models.store import ModelStore, load_model
from emotion.web.server import browser
from emotion.web.serving.browser_files import browser_files, takes_gzip
from emotion.web.serving.headers import FIXED, SecurityHeaders
from tests.support import built_program
from tests.support.built_program import FILES

PLAIN = {"Accept-Encoding": "identity"}
CARD = load_model(store.MODELS / store.DEFAULT_MODEL)[0]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(browser, "_served", Event())
    return built_program.place(tmp_path, monkeypatch)


@pytest.fixture
def built(folder: Path) -> Path:
    built_program.write(folder)
    return folder


def client() -> TestClient:
    # As Streamlit's own server has it: around the routes is what compresses, and around that our headers.
    around = [Middleware(SecurityHeaders), Middleware(GZipMiddleware)]
    return TestClient(Starlette(routes=browser_files(), middleware=around))


def at(name: str) -> str:
    return f"/browser/built/{files.built().version}/{name}"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("page.js", "text/javascript; charset=utf-8"),
        ("worker.js", "text/javascript; charset=utf-8"),
        ("litert_wasm_internal.wasm", "application/wasm"),
        ("litert_wasm_compat_internal.js", "text/javascript; charset=utf-8"),
        ("clip.mp4", "video/mp4"),
        ("NOTICE.txt", "text/plain; charset=utf-8"),
    ],
)
@pytest.mark.parametrize("headers", [PLAIN, {"Accept-Encoding": "gzip, br"}], ids=["plain", "packed"])
def test_a_file_of_the_program_comes_as_it_is_and_stays(
    built: Path, name: str, kind: str, headers: Mapping[str, str]
) -> None:
    answer = client().get(at(name), headers=headers)

    assert (answer.status_code, answer.content) == (200, FILES[name])
    assert answer.headers["content-type"] == kind
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert set(answer.headers["vary"].lower().split(", ")) == {"accept-encoding"}
    assert answer.headers.items() >= {key.lower(): value for key, value in FIXED.items()}.items()


def test_it_was_compressed_when_it_was_built(built: Path) -> None:
    with client().stream("GET", at("worker.js"), headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())

    assert answer.headers["content-encoding"] == "gzip"
    assert raw == (built / "worker.js.gz").read_bytes()
    assert "content-encoding" not in client().get(at("worker.js"), headers=PLAIN).headers


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("gzip; q=1.0, *;q=0", True),
        ("*", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip;q=0.000, *", False),
        ("x-gzip", False),
        ("*;q=0", False),
    ],
)
def test_only_who_takes_it_gets_it_compressed(accepted: str, packed: bool) -> None:
    assert takes_gzip(accepted) is packed


def test_the_networks_come_by_their_sum() -> None:
    entries = ModelStore(store.MODELS)
    for name in entries.names():
        card, content = load_model(entries.root / name)
        answer = client().get(f"/{browser.network_url(card)['url']}")
        assert (answer.status_code, answer.content) == (200, content)
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["content-type"] == "application/octet-stream"
    for file in model_files.FILES:
        answer = client().get(f"/browser/models/{file.sha256}.tflite", headers=PLAIN)
        assert answer.content == model_files.content(file)


def test_all_that_the_page_names_is_there(built: Path) -> None:
    named = browser.urls()
    addresses = [named["page"], named["worker"], f"{named['files']['runtime']}litert_wasm_internal.js"]
    described = [named["files"][key] for key in ("wasm", "compat", "full", "short")]
    described += [browser.network_url(CARD), browser.clip_url()]

    assert [client().get(f"/{address}").status_code for address in addresses] == [200, 200, 200]
    for one in described:
        content = client().get(f"/{one['url']}").content
        assert (built_program.sha256(content), len(content)) == (one["sha256"], one["size"])


@pytest.mark.parametrize(
    "path",
    [
        "/browser/",
        "/browser/built/{version}/",
        "/browser/built/{version}/manifest.json",
        "/browser/built/{version}/worker.js.gz",
        "/browser/built/{version}/worker.js/",
        "/browser/built/{version}/../../files.py",
        "/browser/built/{version}/..%2f..%2ffiles.py",
        "/browser/built/{version}/%2e%2e/manifest.json",
        "/browser/built/{version}//etc/passwd",
        "/browser/built/0000000000000000/worker.js",
        "/browser/built/worker.js",
        "/browser/models/{model}",
        "/browser/models/{model}.tflite.gz",
        "/browser/models/mirrored-votes.tflite",
        "/browser/models/..%2f..%2fLICENSE.tflite",
        "/browser/models/" + 64 * "0" + ".tflite",
    ],
)
def test_nothing_else_is_there(built: Path, path: str) -> None:
    filled = path.format(version=files.built().version, model=CARD.files[LITERT].sha256)
    answer = client().get(filled, headers=PLAIN)

    assert (answer.status_code, answer.json()) == (404, {"detail": "there is no such file"})
    assert "cache-control" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_is_taken(built: Path, method: str) -> None:
    for path in (at("worker.js"), f"/{browser.network_url(CARD)['url']}", "/browser/else"):
        assert client().request(method, path).status_code == 405


def test_a_head_has_the_length_of_what_would_come(built: Path) -> None:
    asked = client().head(at("worker.js"), headers=PLAIN)
    packed = client().head(at("worker.js"), headers={"Accept-Encoding": "gzip"})

    assert asked.status_code == packed.status_code == 200
    assert int(asked.headers["content-length"]) == len(FILES["worker.js"])
    assert int(packed.headers["content-length"]) == len(gzip.compress(FILES["worker.js"], mtime=0))


@pytest.mark.parametrize("option", ["mien", "/a/b/"])
def test_below_a_path_they_lie_there_beside_the_page(built: Path, option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.get_option", {"server.baseUrlPath": option}.__getitem__)
    page = f"/{option.strip('/')}/live"

    assert client().get(f"{page}/../{browser.urls()['worker']}").status_code == 200
    assert client().get(at("worker.js")).status_code == 404


def test_it_comes_as_soon_as_it_is_built(folder: Path) -> None:
    asking = client()
    assert asking.get("/browser/built/0000000000000000/worker.js").status_code == 404
    assert str(folder) not in asking.get("/browser/built/0000000000000000/worker.js").text
    built_program.write(folder)

    assert asking.get(at("worker.js")).content == FILES["worker.js"]


def test_what_strangers_ask_for_takes_no_room() -> None:
    packed: Any = inspect.getmodule(browser_files)
    before = packed._packed.cache_info().currsize
    for number in range(3):
        client().get(f"/browser/models/{number:064}.tflite")

    assert packed._packed.cache_info().currsize == before

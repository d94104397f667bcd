"""Whether browsers are offered to read faces themselves, and what they are told."""

from pathlib import Path
from threading import Event

import pytest

from emotion.browser import files
from emotion.browser.bundle import RUNTIME
from emotion.detection import model_files
from emotion.models import store
from emotion.models.store import load_card
from emotion.web.server import browser
from tests.support import built_program


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(browser, "_served", Event())
    return built_program.place(tmp_path, monkeypatch)


def test_it_is_offered_where_it_is_served_and_built_and_finds_faces(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert browser.problem() == browser.NOT_SERVED
    browser.serve()
    assert f"run {files.COMMAND}" in browser.problem()
    built_program.write(folder)
    assert browser.problem() == ""
    monkeypatch.setattr(model_files, "problem", lambda: "no BlazeFace")
    assert browser.problem() == "no BlazeFace"


def test_all_files_of_a_build_lie_in_one_folder_beside_the_page(folder: Path) -> None:
    built_program.write(folder)
    told = browser.urls()
    below = f"browser/built/{files.built().version}/"

    assert (told["page"], told["worker"]) == (f"{below}page.js", f"{below}worker.js")
    assert told["files"]["runtime"] == below
    assert [told["files"][key]["url"] for key in ("wasm", "compat")] == [f"{below}{name}.wasm" for name in RUNTIME]
    assert browser.clip_url()["url"] == f"{below}clip.mp4"


def test_networks_are_named_by_their_sum() -> None:
    card = load_card(store.MODELS / store.DEFAULT_MODEL)
    stored = card.files["litert"]

    assert browser.network_url(card) == {
        "url": f"browser/models/{stored.sha256}.tflite",
        "sha256": stored.sha256,
        "size": stored.size,
    }

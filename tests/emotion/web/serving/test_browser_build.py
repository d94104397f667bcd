"""The program for browsers, built while the server runs, where its host wants that."""

import logging
from pathlib import Path
from threading import Event

import pytest

from emotion.browser import build
from emotion.browser.node import BuildError
from emotion.detection import fetch, model_files
from emotion.web.server import browser
from emotion.web.serving import browser_build
from tests.support import built_program


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Path:
    caplog.set_level(logging.WARNING, browser_build.__name__)
    monkeypatch.setattr(browser, "_served", Event())
    browser.serve()
    return built_program.place(tmp_path, monkeypatch)


def ended() -> None:
    """Begin, and wait until it is done."""
    thread = browser_build.begin()
    assert thread is not None
    assert thread.daemon, "it keeps no server from ending"
    thread.join()


def test_who_does_not_want_it_is_told_what_is_missing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(build, "build", lambda: pytest.fail("nobody wants it"))
    ended()

    assert "browsers cannot read faces themselves" in caplog.text
    assert "run python -m emotion.browser.build" in caplog.text


def test_it_is_built_and_then_offered(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("MIEN_BROWSER_BUILD", "on")
    monkeypatch.setattr(build, "build", lambda: built_program.write(folder))
    assert browser.problem()
    ended()

    assert browser.problem() == ""
    assert [record.message for record in caplog.records] == [
        "building the program for browsers",
        "the program for browsers is built, and visitors are offered it",
    ]
    ended()  # as after the next start: another build would find the folder there
    assert len(caplog.records) == 2


def test_what_finds_faces_is_fetched_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[str] = []
    built_program.write(folder)
    monkeypatch.setenv("MIEN_BROWSER_BUILD", "on")
    monkeypatch.setattr(model_files, "problem", lambda: "" if fetched else "no BlazeFace")
    monkeypatch.setattr(fetch, "fetch", lambda: fetched.append("BlazeFace"))
    monkeypatch.setattr(build, "build", lambda: False)
    ended()

    assert fetched == ["BlazeFace"]
    assert browser.problem() == ""


def test_what_keeps_it_from_being_built_is_told_and_the_server_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing() -> bool:
        raise BuildError("no Node")

    monkeypatch.setenv("MIEN_BROWSER_BUILD", "on")
    monkeypatch.setattr(build, "build", failing)
    ended()

    assert "the program for browsers could not be built: no Node" in caplog.text


@pytest.mark.parametrize(("name", "value"), [("MIEN_LIVE", "server"), ("MIEN_LIVE", "nobody")])
def test_where_nobody_is_offered_it_nothing_is_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("MIEN_BROWSER_BUILD", "on")
    monkeypatch.setenv(name, value)

    assert browser_build.begin() is None

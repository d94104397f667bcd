"""The page for programs says what docs/programs.md says, with the host's own address."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from emotion.batch.schema import UNITS
from emotion.web.programs import texts
from tests.support.repository import ROOT, text_of

DOCUMENT = text_of(ROOT / "docs/programs.md")
Launch = Callable[[], AppTest]


@pytest.fixture
def opened(launch: Launch) -> Launch:
    return lambda: launch().switch_page("pages/programs.py").run()


def test_its_code_stands_in_the_document_whose_code_is_run() -> None:
    for code in (texts.CURL.format(address=texts.HERE), texts.FROM_PYTHON, texts.READ):
        for line in code.splitlines():
            assert line in DOCUMENT


def test_without_the_interface_it_names_the_command_that_has_it(
    opened: Launch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MIEN_API", raising=False)
    app = opened()
    assert not app.exception
    assert app.title[0].value == "For programs"
    words = " ".join(part.value for part in app.markdown)
    assert "This host does not answer programs." in words
    assert next(code.value for code in app.code) == texts.CURL.format(address=texts.HERE)
    table = app.expander[0].markdown[0].value
    assert all(f"| `{name}` |" in table for name in UNITS)


def test_with_the_interface_it_shows_the_hosts_own_address(opened: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIEN_API", "on")
    monkeypatch.setattr("emotion.web.programs.sections.own_address", lambda: "https://mien.example.org")
    app = opened()
    words = " ".join(part.value for part in app.markdown)
    assert "(https://mien.example.org/api/v1/openapi.json)" in words
    assert "Bearer" not in words
    assert "https://mien.example.org/api/v1/read" in app.code[0].value
    monkeypatch.setenv("MIEN_API_KEYS", "0" * 64)
    assert "Authorization: Bearer KEY" in " ".join(part.value for part in opened().markdown)

"""What a visitor's browser keeps: settings that can be used are taken back, everything else is left out."""

import json
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
import streamlit as st

from emotion.classification.calibration import Expectation
from emotion.web.shared import consent, expectation, model_choice
from emotion.web.shared.memory import AGREED, KEPT, LONGEST, SETTINGS, recall, settings_of

USABLE = {
    model_choice.CHOSEN: "report",
    expectation.CHOSEN: "crowd",
    "live detector": "haar",
    "live sensitivity": "high",
    "live smoothing": 0.8,
    "live mirror": False,
    "live scores": True,
    "photo blurred": True,
}


def written(settings: Any) -> str:
    """Return settings as a browser sends them."""
    return quote(json.dumps(settings))


def test_what_can_be_used_comes_back_as_it_was() -> None:
    expectations = [value.value for value in Expectation]
    usable = USABLE | {expectation.CHOSEN: expectations[-1]}
    assert settings_of(written(usable)) == usable


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (model_choice.CHOSEN, "../../etc"),
        (model_choice.CHOSEN, ["report"]),
        (expectation.CHOSEN, "nothing"),
        ("live detector", "yolo"),
        ("live sensitivity", 3),
        ("live smoothing", 99.0),
        ("live smoothing", "0.5"),
        ("live mirror", "yes"),
        ("consent_agreed", True),
        ("face", "a picture"),
    ],
)
def test_what_cannot_be_used_is_left_out(key: str, value: Any) -> None:
    assert settings_of(written({key: value, "live scores": False})) == {"live scores": False}


@pytest.mark.parametrize(
    "text", ["", "%", "{", "[]", "3", '"x"', None, "x" * (LONGEST + 1), written({"a": "b" * 3000})]
)
def test_what_is_no_settings_is_left_out(text: Any) -> None:
    assert settings_of(text) == {}


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    values: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", values)
    return values


def with_cookies(monkeypatch: pytest.MonkeyPatch, **cookies: str) -> None:
    monkeypatch.setattr(st, "context", SimpleNamespace(cookies=cookies))


def test_a_session_takes_back_settings_and_agreement_once(
    session: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_cookies(monkeypatch, **{SETTINGS: written({"live mirror": False}), AGREED: "yes"})
    recall()
    assert session["live mirror"] is False
    assert consent.given()
    session["live mirror"] = True
    recall()
    assert session["live mirror"] is True, "what the visitor changed since stays"


@pytest.mark.parametrize("cookie", ["", "no", "YES", "yes please"])
def test_nothing_but_the_agreement_itself_counts(
    session: dict[str, Any], monkeypatch: pytest.MonkeyPatch, cookie: str
) -> None:
    with_cookies(monkeypatch, **{AGREED: cookie})
    recall()
    assert not consent.given()


def test_all_that_is_kept_fits_a_cookie() -> None:
    longest = dict.fromkeys(KEPT, "mirrored-votes-and-more")
    assert len(quote(json.dumps(longest, separators=(",", ":")))) < LONGEST

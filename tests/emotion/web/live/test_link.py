"""What a browser tells of its camera, checked; and a sentence for every way in which it can fail."""

from typing import Any

import pytest

from emotion.web.live.link import LONGEST, Report, report_of
from emotion.web.live.trouble import (
    BLOCKED,
    BY_NAME,
    CREDENTIAL,
    FORBIDDEN,
    LOST,
    OTHER,
    REFUSED,
    SILENT,
    trouble_of,
)


def test_a_whole_report_is_taken() -> None:
    told = {
        "failed": "",
        "attempt": 1764216000000,
        "camera": "HD camera",
        "width": 640,
        "height": 480,
        "rate": 29.97,
        "way": "relay",
        "again": True,
        "codes": [701],
    }
    assert report_of(told) == Report("", 1764216000000, "HD camera", 640, 480, 30, "relay", True, (701,))


@pytest.mark.parametrize(
    "told",
    [
        None,
        "failed",
        [],
        {"failed": 3, "width": "640", "way": "tunnel", "again": "yes", "codes": "403", "rate": True},
        {"width": float("nan"), "height": float("inf"), "rate": -3},
    ],
)
def test_what_has_another_form_is_left_out(told: Any) -> None:
    assert report_of(told) == Report()


def test_a_name_without_end_is_cut() -> None:
    assert len(report_of({"camera": "x" * 10_000}).camera) == LONGEST
    assert len(report_of({"codes": [401] * 1000}).codes) == 8


@pytest.mark.parametrize("name", [*BY_NAME, "SomethingNewError"])
def test_every_failure_has_a_sentence_of_its_own_words(name: str) -> None:
    found = trouble_of(Report(failed=name))
    assert found is not None
    assert found.happened.endswith(".")
    assert "Error" not in found.happened + found.helps


def test_nothing_failed_is_no_trouble() -> None:
    assert trouble_of(Report(camera="HD camera")) is None


def test_a_refused_and_a_missing_camera_differ_from_a_browser_that_says_something_else() -> None:
    cases = [trouble_of(Report(failed=name)) for name in ("NotAllowedError", "NotFoundError", "NewError")]
    assert cases[0] is REFUSED
    assert cases[2] is OTHER
    assert len({id(case) for case in cases}) == 3


@pytest.mark.parametrize(
    ("codes", "found"),
    [((), BLOCKED), ((701,), SILENT), ((403,), FORBIDDEN), ((486, 701), FORBIDDEN), ((701, 401), CREDENTIAL)],
)
def test_a_relay_that_refuses_is_told_from_a_network_that_blocks(codes: tuple[int, ...], found: object) -> None:
    assert trouble_of(Report(failed="unreachable", codes=codes)) is found
    assert trouble_of(Report(failed="lost", codes=codes)) is LOST


def test_a_relay_that_refuses_is_told_while_nothing_connects_and_not_once_something_did() -> None:
    assert trouble_of(Report(codes=(401,))) is CREDENTIAL
    assert trouble_of(Report(codes=(401,), way="direct")) is None
    assert trouble_of(Report(codes=(701,))) is None
    assert trouble_of(Report(failed="relay")) is FORBIDDEN

"""What the page's server is told of a camera that the browser reads, and again where it was lost on its way."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.typescript import TypeScript

CONNECTING = {"phase": "connecting", "kept": False, "failed": ""}
FAILED = {"phase": "off", "kept": False, "failed": "NotAllowedError"}
KEPT = {"phase": "running", "kept": True, "failed": ""}


@pytest.fixture(scope="module")
def reporter(tmp_path_factory: pytest.TempPathFactory) -> TypeScript:
    return TypeScript(Path(__file__).with_name("reporter.ts"), tmp_path_factory.mktemp("reporter"))


def step(at: float, state: dict[str, Any], arrives: bool = True) -> dict[str, Any]:
    return {"at": at, "state": state, "arrives": arrives}


def times(reporter: TypeScript, *steps: dict[str, Any]) -> list[float]:
    return [sent["at"] for sent in reporter.call("sentBy", list(steps))]


def test_what_changed_is_told_at_once_and_once(reporter: TypeScript) -> None:
    assert times(reporter, *(step(at, CONNECTING) for at in (10, 11, 15, 60)), step(61, FAILED), step(90, FAILED)) == [
        10,
        61,
    ]


def test_a_failure_that_was_lost_on_its_way_is_told_again_until_it_came(reporter: TypeScript) -> None:
    lost = [step(at, FAILED, arrives=False) for at in (11, 12, 13.9, 14.1, 17)]
    assert times(reporter, step(10, CONNECTING), *lost, *(step(at, FAILED) for at in (18, 22, 30))) == [
        10,
        11,
        14.1,
        18,
    ]


def test_that_numbers_stay_here_is_told_again_only_where_it_was_lost(reporter: TypeScript) -> None:
    assert times(reporter, *(step(at, KEPT) for at in (10, 11, 20, 60))) == [10]
    assert times(reporter, step(10, KEPT, arrives=False), *(step(at, KEPT) for at in (11, 14, 20, 60))) == [10, 14]

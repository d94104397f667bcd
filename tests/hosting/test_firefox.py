"""Debian's Firefox reads faces in the visitor's own browser as the core does, and says so where it cannot."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from emotion.browser import bundle, node
from emotion.web.live import trouble
from emotion.web.photo.in_browser import CHOICE, WORDS
from emotion.web.shared.bars import Phase
from tests.browser.photos_in_browser import ASTRONAUT, assert_alike, expected
from tests.browser.served import Server
from tests.hosting.tools import call, need

See = Callable[..., dict[str, Any]]
HERE: Final = Path(__file__).with_name("firefox")
NO_FACE: Final = Phase.RUNNING.value[0]
PATTERN: Final = {"media.navigator.streams.fake": True, "media.navigator.permission.disabled": True}  # a fake camera
REFUSED: Final = {"media.navigator.permission.disabled": False, "permissions.default.camera": 2}
NO_CAMERA: Final = {"media.navigator.streams.fake": False}
NO_CODECS: Final = {"media.ffmpeg.enabled": False}  # as without the system's
NOTHING_PLAYS: Final = {"media.autoplay.default": 5, "media.autoplay.blocking_policy": 2}
NOISE: Final = {"privacy.resistFingerprinting": True}  # in place of a canvas' pixels
LITTLE_NOISE: Final = {
    "privacy.fingerprintingProtection": True,  # as in its private windows
    "privacy.fingerprintingProtection.overrides": "+CanvasRandomization",
}


@pytest.fixture(scope="session")
def driver() -> tuple[Path, Path]:
    """Node, and the program that drives Firefox, which npm has installed what it needs for."""
    found = node.find()
    bundle.install(found, HERE)
    return found.path, HERE / "firefox.mjs"


@pytest.fixture
def see(driver: tuple[Path, Path], browsers_server: Server, tmp_path: Path) -> See:
    """Return a function that visits the app with a fresh Firefox and gives what was seen."""
    picture = tmp_path / "eileen.png"
    picture.write_bytes(ASTRONAUT)

    def see(visit: str, answer: str = "", preferences: Mapping[str, Any] = PATTERN, **others: Any) -> dict[str, Any]:
        given = {
            "visit": visit,
            "answer": answer,
            "preferences": {**PATTERN, **preferences},
            "browser": need("firefox-esr"),
            "url": browsers_server.url,
            "picture": str(picture),
            "choice": CHOICE,
            "screenshot": str(tmp_path / "failed.png"),
            **others,
        }
        return dict(json.loads(call(*driver, json.dumps(given), HOME=str(tmp_path))))

    return see


@pytest.mark.parametrize("preferences", [{}, LITTLE_NOISE], ids=["as it comes", "a private window"])
def test_a_photo_is_read_as_the_core_reads_it(see: See, preferences: Mapping[str, Any]) -> None:
    seen = see("photo", preferences=preferences)

    rows = list(csv.DictReader(io.StringIO(seen["csv"])))
    assert_alike(rows, expected("eileen.png", ASTRONAUT))
    happiness = f"{float(rows[0]['happy']):.0%}".replace("%", " %")
    assert seen["cells"][:6] == ["eileen.png", "1", "Happy", happiness, "Yes", ""]
    assert seen["errors"] == []


def test_a_camera_is_read_frame_by_frame_and_goes_off(see: See) -> None:
    seen = see("camera", NO_FACE)

    assert (seen["answer"], seen["told"], seen["errors"]) == (NO_FACE, "", [])
    assert seen["frames"] >= 10
    assert (seen["open"], seen["closed"]) == (["live"], ["ended"])


def test_the_sample_clip_is_read(see: See) -> None:
    seen = see("clip", "Happy")

    assert (seen["answer"], seen["told"], seen["errors"]) == ("Happy", "", [])
    assert seen["frames"] >= 10


@pytest.mark.parametrize("preferences", [NO_CODECS, NOTHING_PLAYS], ids=["no codecs", "nothing plays"])
def test_a_clip_that_does_not_play_is_told(see: See, preferences: Mapping[str, Any]) -> None:
    seen = see("clip", "Happy", preferences)

    assert trouble.CLIP.happened in seen["told"]
    assert seen["answer"] == "Camera off"


@pytest.mark.parametrize(
    ("preferences", "instead", "said"),
    [
        (REFUSED, "", trouble.REFUSED),
        (NO_CAMERA, "", trouble.MISSING),
        ({}, "still", trouble.STILL),
        ({}, "gone", trouble.GONE),
        (NOISE, "", trouble.HIDDEN),
    ],
    ids=["refused", "missing", "no picture", "gone before its first", "noise in its place"],
)
def test_a_camera_that_cannot_be_read_is_told(
    see: See, preferences: Mapping[str, Any], instead: str, said: trouble.Trouble
) -> None:
    seen = see("camera", NO_FACE, preferences, instead=instead)

    assert said.happened in seen["told"]
    assert seen["answer"] == "Camera off"
    assert set(seen["closed"]) <= {"ended"}


def test_a_photo_whose_pixels_are_hidden_is_told(see: See) -> None:
    assert see("photo", preferences=NOISE)["told"] == WORDS["hidden"]

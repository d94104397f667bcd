"""Frames a second of programs in one Chromium, all of it on one core or free, in turns."""

import os
import shlex
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Any, Final

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from bench.browser import clips, readers
from bench.browser.folders import handed_out
from bench.browser.readers import MIEN, SCRIPTS, Reader
from tests.browser import chromium
from tests.browser.made import made
from tests.browser.visits import ARGUMENTS

SECONDS: Final = 1.5  # that each reads each clip in a round
ROUNDS: Final = 3
WARM: Final = 0.4  # seconds in which frames are read before any is counted: somebody new is shown after a while
LEAST: Final = 4  # frames that are read at least
HEADLESS: Final = ARGUMENTS[0]  # what tells the browser from all else that runs
STEPS: Final = ("detect", "classify", "track")
PATIENCE: Final = 120_000  # milliseconds for a page to have its program, on one core
UNTHROTTLED: Final = (  # pages that are not in front work on
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
)


@dataclass(frozen=True)
class Run:
    """One clip as one program read it in a round.

    Attributes:
        rate: frames a second.
        whole: milliseconds from a frame to its result, median.
        processor: milliseconds of processor time of the whole browser for a frame.
        steps: of these by step, medians; only Mien tells them.
        faces: that were found in a frame and have an expression, the mean.
    """

    rate: float
    whole: float
    processor: float
    steps: Mapping[str, float]
    faces: float


Clips = Mapping[int, Sequence[Path]]  # the frames' files of each, by its faces
Runs = dict[tuple[str, int], list[Run]]  # of the rounds, by the program's name and the clip's faces


@contextmanager
def clips_in() -> Iterator[Clips]:
    """Make the clips' files, which are there until the block ends."""
    with tempfile.TemporaryDirectory() as name:
        yield {faces: clips.write(clips.clip(faces), Path(name) / str(faces)) for faces in clips.FACES}


def speed(
    pinned: bool, files: Clips, folders: Mapping[str, Path], seconds: float = SECONDS, rounds: int = ROUNDS
) -> Runs:
    """Let every program that is installed read every clip, in turns; print how far it is.

    Args:
        pinned: whether the whole browser has one core.
        files: of the clips.
        folders: of `readers.installed`.
        seconds: for each to read a clip in a round.
        rounds: how many.
    """
    chosen = [one for one in readers.READERS if one.environment is None or one.environment.name in folders]
    runs: Runs = {(one.name, faces): [] for faces in clips.FACES for one in chosen if faces in one.faces}
    with (
        tempfile.TemporaryDirectory() as name,
        made(MIEN_LIVE="browser") as app,
        handed_out(folders) as other,
        opened(pinned, Path(name)) as browser,
    ):
        pages = {one.name: _page(browser, one, app.url if one == MIEN else other, files) for one in chosen}
        for turn in range(rounds):
            for (program, faces), its in runs.items():
                its.append(_read(pages[program], faces, seconds))
            told = ", ".join(f"{program} {its[-1].rate:.1f}" for (program, faces), its in runs.items() if faces == 1)
            print(f"  round {turn + 1} of {rounds}, one face, frames a second: {told}", flush=True)
    return runs


@contextmanager
def opened(pinned: bool, folder: Path) -> Iterator[Browser]:
    """Run a browser until the block ends, on one core where it is pinned, with all of its processes."""
    path = chromium.find()
    if path is None:
        raise SystemExit("no Chromium or Chrome: python tests/browser/chromium.py installs one, or says what to do")
    if pinned:
        path = wrapper(path, max(os.sched_getaffinity(0)), folder / "chromium")
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *UNTHROTTLED]) as browser,
    ):
        yield browser


def wrapper(browser: Path, core: int, script: Path) -> Path:
    """Write and return a program that runs a browser on one core; what it starts inherits that."""
    script.write_text(f'#!/bin/sh\nexec taskset -c {core} {shlex.quote(str(browser))} "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return script


def run_of(told: Mapping[str, Any], processor: float) -> Run:
    """Return what a page told of a clip, and what processor time that took, seconds."""
    reads: Sequence[Mapping[str, Any]] = told["reads"]
    steps = {name: median(read["steps"][name] for read in reads) for name in STEPS if name in reads[0]["steps"]}
    whole, faces = median(read["whole"] for read in reads), fmean(read["faces"] for read in reads)
    return Run(len(reads) / told["seconds"], whole, 1000 * processor / told["frames"], steps, faces)


def _page(browser: Browser, reader: Reader, url: str, files: Clips) -> Page:
    """Return a page that has the program and the clips."""
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{url}/healthz" if reader == MIEN else url)  # of Mien's origin, where nothing of its own runs
    page.evaluate("() => document.body.innerHTML = '<input type=file multiple>'")
    for faces in reader.faces:
        page.set_input_files("input", files[faces])
        page.evaluate(_script("frames.js"), str(faces))
    page.evaluate(_script(reader.script), readers.mien() if reader == MIEN else dict(reader.told))
    _read(page, reader.faces[0], SECONDS)  # what compiles only once it has run a while, does so now
    print(f"  {reader.name} is in the browser", flush=True)
    return page


def _read(page: Page, faces: int, seconds: float) -> Run:
    page.bring_to_front()
    before = spent()
    told = page.evaluate(_script("run.js"), {"clip": str(faces), "seconds": seconds, "warm": WARM, "least": LEAST})
    return run_of(told, spent() - before)


def spent() -> float:
    """Return the processor seconds that the browser which this process started has had, with all of its processes."""
    ours = psutil.Process().children(recursive=True)
    root = next(one for one in ours if HEADLESS in one.cmdline())
    total = 0.0
    for process in (root, *root.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def _script(name: str) -> str:
    """Return a script of a page without the comment before it, which a page would take for a statement."""
    lines = (SCRIPTS / name).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("//"))

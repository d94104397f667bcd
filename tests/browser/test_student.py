"""A student's whole path in one visit: which network is for what, where it is wrong, two compared, one of their own."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from playwright.sync_api import Page, Playwright

from emotion.models.public_faces import HEADING
from emotion.web.models.train_your_own import NEWEST, STEPS
from tests.browser import tour
from tests.browser.served import ROOT, await_that, serving
from tests.browser.visits import Visitor, visiting

pytestmark = pytest.mark.browser

OPENED, COMPACT = "Mirrored network, by votes", "Compact residual network"
EPOCHS: Final = 100_000  # more than it will do until the test ends it
TRAIN: Final = ("--network", "tiny", "--epochs", str(EPOCHS), "--warmup-epochs", "0", "--precision", "float32")
POINTS: Final = """
() => Math.max(...[...document.querySelectorAll('.js-plotly-plot')].flatMap(
  plot => plot.data.map(line => line.x.length ?? line.x.shape ?? 0)))
"""


def write_faces(path: Path) -> Path:
    """Write noise as FER2013's CSV has faces: three of each label to learn from, one of each to judge by."""
    random = np.random.default_rng(0)
    lines = [HEADING]
    for usage in ("Training",) * 3 + ("PublicTest", "PrivateTest"):
        for label in range(7):
            pixels = " ".join(map(str, random.integers(0, 256, 48 * 48).tolist()))
            lines.append(f"{label},{pixels},{usage}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@contextmanager
def training(data: Path, run: Path, log: Path) -> Iterator[None]:
    """Train the tests' tiny network by the command line until the block ends."""
    words = (sys.executable, "-m", "tests.support.training.tiny_command", "train", "--data", data, "--run", run, *TRAIN)
    with open(log, "wb") as output:
        process = subprocess.Popen(words, cwd=ROOT, stdout=output, stderr=output)
        try:
            yield
            assert process.poll() is None, log.read_text(encoding="utf-8")
        finally:
            process.terminate()
            process.wait()


def section(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("radio", name=name, exact=True).click()
    tour.settle(visitor)


def titles(page: Page) -> list[str]:
    return page.locator(".js-plotly-plot .gtitle").all_text_contents()


def add_network(visitor: Visitor, name: str) -> None:
    page = visitor.page
    networks = page.get_by_role("combobox", name="Networks")

    def opened() -> bool:
        """A list that opens while the page still scrolls to it closes again."""
        networks.click()
        return networks.get_attribute("aria-expanded") == "true"

    await_that(opened, "the networks to choose from")
    page.get_by_role("option", name=name, exact=True).click()
    page.keyboard.press("Escape")
    page.get_by_role("heading", name=name).wait_for()
    tour.settle(visitor)


def choose_compact(visitor: Visitor) -> None:
    """Choose another network than the one that the page opened with."""
    page = visitor.page
    page.get_by_role("combobox", name="Networks").press("Backspace")
    page.get_by_text("Choose one network, or several to compare.").wait_for()
    page.keyboard.press("Escape")
    add_network(visitor, COMPACT)


def see_where_it_is_wrong(visitor: Visitor) -> None:
    page = visitor.page
    section(visitor, "Mistakes")
    page.get_by_text(re.compile(r"^It takes \w+ for \w+ most: [\d,]+ of [\d,]+ faces")).last.wait_for()
    section(visitor, "Confidence")
    slider = page.get_by_role("slider", name="Answer from a confidence of")
    told = page.get_by_text(re.compile(r"^From \d+ % on it answers"))
    before = told.inner_text()
    slider.focus()
    page.keyboard.press("ArrowRight")
    await_that(lambda: told.inner_text() != before, "the sentence of another threshold")
    section(visitor, "Groups of faces")
    await_that(lambda: {"Light", "Contrast", "Sharpness"} <= {title.strip() for title in titles(page)}, "the groups")


def compare(visitor: Visitor) -> None:
    page = visitor.page
    add_network(visitor, OPENED)
    section(visitor, "Scores")
    words = page.get_by_text(re.compile(r"^On the same [\d,]+ faces")).inner_text()
    assert OPENED in words
    assert COMPACT in words
    assert "McNemar's exact test" in words


def watch(visitor: Visitor) -> None:
    """Open the run that trains, and see its curve grow by itself."""
    page = visitor.page
    page.get_by_role("button", name=NEWEST).click()
    page.get_by_text("runs/mine is shown at the top of the page.").wait_for()
    page.get_by_text("Training goes on.").wait_for()
    page.get_by_role("heading", name="runs/mine").wait_for()
    first = page.evaluate(POINTS)
    await_that(lambda: page.evaluate(POINTS) > max(first, 1), "a longer curve")


def test_from_the_table_to_a_run_of_their_own(playwright_: Playwright, browser_path: Path, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    with (
        serving(tmp_path, runs=runs) as server,
        visiting(playwright_, browser_path, server.url, tmp_path) as visitor,
    ):
        page = visitor.page
        tour.go_to(visitor, "training")
        tour.training(visitor)
        table = page.locator("[data-testid=stDataFrame] canvas").first
        wanted = ("For", OPENED, COMPACT, "Small, by the original labels")
        await_that(lambda: all(words in (table.text_content() or "") for words in wanted), "what each is for")

        choose_compact(visitor)
        page.get_by_text(re.compile(r"^It learned from [\d,]+ faces of fer2013.csv")).wait_for()
        see_where_it_is_wrong(visitor)
        compare(visitor)

        page.get_by_role("heading", name="Train your own").wait_for()
        assert set(STEPS) <= set(page.get_by_test_id("stCode").all_inner_texts())
        page.get_by_role("button", name=NEWEST).click()
        page.get_by_text("There is no run in the folder").wait_for()
        data = write_faces(tmp_path / "fer2013.csv")
        with training(data, runs / "mine", tmp_path / "training.log"):
            await_that((runs / "mine/history.csv").exists, "the first epoch")
            watch(visitor)
        assert visitor.errors == []

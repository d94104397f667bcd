"""Damaged files of every format, thousands of them: each gives a picture or a `PictureError`, and nothing else."""

import json
import subprocess
import sys
from collections import Counter

import pytest

from emotion.images.decode import MAX_PIXELS
from tests.support.mutations import whole_files
from tests.support.repository import ROOT

COUNT = 3000
MOST = 16 * MAX_PIXELS  # bytes: the picture in Pillow's memory, the same as bytes, and room for another mode
AGAIN = "Look at it with: python -m tests.support.mutations"


@pytest.fixture(scope="module")
def run() -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.support.mutations", "0", str(COUNT)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def told(run: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    """For each file its seed, the name of the whole one, the outcome, and the memory that was taken till then."""
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    return [one | other for one, other in zip(lines[::2], lines[1::2], strict=False)]


def test_no_damaged_file_ends_or_hangs_the_process(run: subprocess.CompletedProcess[str]) -> None:
    last = run.stdout.splitlines()[-1:]
    assert run.returncode == 0, f"it ended at {last} with {run.returncode}. {AGAIN} SEED 1\n{run.stderr[-2000:]}"


def test_each_is_read_or_refused_in_a_sentence_without_a_warning(told: list[dict[str, object]]) -> None:
    others = [one for one in told if one["outcome"] not in ("read", "refused")]
    assert others == [], f"{AGAIN} SEED 1"
    assert len(told) == COUNT


def test_none_takes_much_memory(told: list[dict[str, object]]) -> None:
    assert [one for one in told if int(str(one["more"])) > MOST][:1] == []


def test_of_every_kind_some_are_read_and_some_refused(told: list[dict[str, object]]) -> None:
    outcomes = Counter((one["name"], one["outcome"]) for one in told)
    assert {name for name in whole_files() for outcome in ("read", "refused") if not outcomes[name, outcome]} == set()

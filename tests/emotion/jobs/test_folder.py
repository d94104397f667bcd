"""Private folders, and what is left of a process that crashed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from emotion.jobs.folder import PREFIX, RUN, cleanup, new_folder


@pytest.fixture(scope="module")
def ended() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_a_folder_is_private_and_goes_with_all_that_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = new_folder()
    path = Path(folder.name)
    (path / "source").write_bytes(b"x")

    assert path.parent == tmp_path
    assert path.stat().st_mode & 0o777 == 0o700
    folder.cleanup()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        (f"{PREFIX}{{ended}}-0a0a0a0a-x", False),
        (f"{PREFIX}{os.getpid()}-0a0a0a0a-x", False),
        (f"{PREFIX}{os.getpid()}-{RUN}-x", True),
        (f"{PREFIX}{os.getppid()}-0a0a0a0a-x", True),
        (f"{PREFIX}mine-x", True),
        (f"{PREFIX}{10**30}-0a0a0a0a-x", True),
        ("other-{ended}-x", True),
    ],
    ids=["ended", "same number, earlier run", "this run", "another that runs", "no number", "no process's", "not ours"],
)
def test_only_what_a_crashed_process_left_behind_is_removed(tmp_path: Path, ended: int, name: str, stays: bool) -> None:
    folder = tmp_path / name.format(ended=ended)
    folder.mkdir()
    (folder / "source").write_bytes(b"x")

    cleanup(tmp_path)

    assert folder.exists() is stays


def test_a_link_under_such_a_name_leads_nowhere(tmp_path: Path, ended: int) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_bytes(b"x")
    (tmp_path / f"{PREFIX}{ended}-0a0a0a0a-x").symlink_to(elsewhere)

    cleanup(tmp_path)

    assert (elsewhere / "kept").exists()

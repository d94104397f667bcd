"""`mien read` as people start it: what it says, how it ends, and that a kill loses nothing."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from emotion.__main__ import main
from emotion.place import ROOT
from emotion.sample.scene import PICTURE
from tests.support.clips import astronaut, steady, write_clip

PATIENCE = 300  # seconds for what takes a few


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["read", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with pictures, a video, and a file that is none of them."""
    made = tmp_path / "in"
    (made / "deep").mkdir(parents=True)
    for name in ("a.jpg", "b.jpg", "deep/a.jpg"):
        shutil.copy(PICTURE, made / name)
    write_clip(made / "c.mkv", steady(10), (320, 240), astronaut)
    (made / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n nothing")
    return made


def test_a_folder_is_read_and_what_failed_is_told(folder: Path, tmp_path: Path) -> None:
    result = run(folder, "--out", tmp_path / "all.parquet", "--annotated", tmp_path / "copies", "--every", 2)
    assert result.exit_code == 1
    assert "5 files read, 1 of them not or not to the end" in result.output
    rows = pq.read_table(tmp_path / "all.parquet").to_pylist()
    assert len(rows) == 3 + 5 + 1
    assert [row["file"] for row in rows if row["error"]] == [str(folder / "bad.png")]
    copies = tmp_path / "copies"
    names = sorted(str(path.relative_to(copies)) for path in copies.rglob("*.*"))
    assert names == [f"in/{name}" for name in ("a.jpg", "b.jpg", "c.mp4", "deep/a.jpg")]


def test_all_that_can_be_read_ends_well_and_again_with_nothing_to_do(folder: Path, tmp_path: Path) -> None:
    (folder / "bad.png").unlink()
    command = folder, "--out", tmp_path / "all.parquet"
    assert run(*command).exit_code == 0
    first = pq.read_table(tmp_path / "all.parquet")
    again = run(*command)
    assert again.exit_code == 0
    assert "4 files read, 0 of them" in again.output
    assert pq.read_table(tmp_path / "all.parquet").equals(first)


@pytest.mark.parametrize(
    ("arguments", "sentence", "status"),
    [
        (["gone", "--out", "all.csv"], "gone: No such file or folder", 1),
        ([PICTURE, "--out", "all.xlsx"], "expected a name that ends with .parquet, .csv, .jsonl", 1),
        ([PICTURE, "--out", "all.csv", "--model", "nothing"], "is missing", 1),
        ([PICTURE, "--out", "all.csv", "--blur"], "--annotated says where they go", 2),
        ([PICTURE], "Missing option '--out'", 2),
        ([], "Usage:", 2),
    ],
)
def test_wrong_words_are_answered_with_a_sentence(
    arguments: list[object], sentence: str, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == status
    assert sentence in result.output
    assert list(tmp_path.iterdir()) == []


def test_kills_at_any_moment_lose_no_row_and_make_none_twice(tmp_path: Path) -> None:
    """Each round is killed sooner or later, the last ones are not; as many links as files lie in the folder."""
    folder, out = tmp_path / "in", tmp_path / "all.parquet"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:03}.jpg").symlink_to(PICTURE)
    command = [sys.executable, "-m", "emotion", "read", str(folder), "--out", str(out)]
    chance = random.Random(7)
    kills = 0
    while kills < 6:
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        children: list[psutil.Process] = []
        try:
            process.wait(chance.uniform(0.5, 6.0))
            break
        except subprocess.TimeoutExpired:
            children = psutil.Process(process.pid).children(recursive=True)
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
        _, alive = psutil.wait_procs(children, 20)
        assert alive == [], "a reading process outlived the one that asked"
    assert kills
    assert subprocess.run(command, cwd=ROOT, stderr=subprocess.DEVNULL, timeout=PATIENCE).returncode == 0
    rows = pq.read_table(out).to_pylist()
    assert sorted(row["file"] for row in rows) == sorted(str(path) for path in folder.iterdir())
    assert len({str({**row, "file": ""}) for row in rows}) == 1, "the same picture gave other rows"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.parquet", "in"]


@pytest.mark.parametrize(
    ("sent", "around"),
    [(signal.SIGINT, []), (signal.SIGTERM, []), (signal.SIGTERM, ["sh", "-c", 'trap "" INT; exec "$@"', "sh"])],
    ids=["Ctrl-C", "SIGTERM", "SIGTERM in the background"],
)
def test_who_stops_it_is_told_that_it_goes_on(tmp_path: Path, sent: signal.Signals, around: list[str]) -> None:
    out = tmp_path / "all.csv"
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3000):
        (folder / f"{number:04}.jpg").symlink_to(PICTURE)
    command = [sys.executable, "-m", "emotion", "read", str(folder), "--out", str(out)]
    process = subprocess.Popen([*around, *command], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + PATIENCE
    while not list(tmp_path.glob("all.csv.parts/*.parquet")):
        assert time.monotonic() < end
        assert process.poll() is None
        time.sleep(0.1)
    process.send_signal(sent)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert said.splitlines()[-1] == f"Stopped. What was read is kept; the same command goes on to {out}."
    assert not out.exists()

"""Processes that read: every file comes once, also where one dies over it."""

import multiprocessing
import os
import shutil
import signal
from pathlib import Path
from typing import Any

import psutil
import pyarrow as pa
import pytest

from emotion.batch.pool import DIED, Pool, PoolError
from emotion.batch.reader import BatchSettings, Job, Reader
from emotion.classification.base import ModelError
from emotion.sample.scene import PICTURE
from tests.browser.served import await_that


class Fragile(Reader):
    """Dies over a file of a certain name, once or whenever it reads it."""

    def read(self, job: Job, progress: Any = None) -> pa.Table:
        if job.path.name.startswith("deadly"):
            os.kill(os.getpid(), signal.SIGKILL)
        once = job.path.with_suffix(".once")
        if once.exists():
            once.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(job, progress)


def reading() -> list[psutil.Process]:
    """Return the processes that read now."""
    children = psutil.Process().children(recursive=True)
    return [child for child in children if child.is_running() and "spawn_main" in " ".join(child.cmdline())]


def pictures(folder: Path, *names: str) -> list[Job]:
    return [Job(Path(shutil.copy(PICTURE, folder / name))) for name in names]


def test_every_file_comes_once(tmp_path: Path) -> None:
    jobs = pictures(tmp_path, *(f"{number}.jpg" for number in range(12)))
    tables = [table for table in Pool(BatchSettings(), 2).read(jobs) if table is not None]
    assert sorted(table["file"][0].as_py() for table in tables) == sorted(str(job.path) for job in jobs)
    assert {table["label"][0].as_py() for table in tables} == {"happy"}
    assert reading() == []


def test_a_process_that_dies_costs_the_file_that_it_died_of_alone(tmp_path: Path) -> None:
    jobs = pictures(tmp_path, "a.jpg", "deadly.jpg", "b.jpg", "unlucky.jpg", "c.jpg", "d.jpg")
    (tmp_path / "unlucky.once").touch()
    tables = [table for table in Pool(BatchSettings(), 2, Fragile).read(jobs) if table is not None]
    errors = {Path(table["file"][0].as_py()).name: table["error"][0].as_py() for table in tables}
    assert len(tables) == len(jobs)
    assert errors.pop("deadly.jpg") == DIED
    assert set(errors.values()) == {None}


class Unborn(Reader):
    """Dies when it is made, but for the one in this process."""

    def __init__(self, settings: BatchSettings) -> None:
        if multiprocessing.parent_process() is not None:
            os.kill(os.getpid(), signal.SIGKILL)
        super().__init__(settings)


def test_processes_that_cannot_begin_are_no_fault_of_the_files(tmp_path: Path) -> None:
    with pytest.raises(PoolError, match="cannot begin"):
        list(Pool(BatchSettings(), 2, Unborn).read(pictures(tmp_path, "a.jpg")))


def test_processes_that_always_die_are_no_fault_of_the_files(tmp_path: Path) -> None:
    jobs = pictures(tmp_path, *(f"deadly{number}.jpg" for number in range(12)))
    with pytest.raises(PoolError, match="end at once"):
        list(Pool(BatchSettings(), 1, Fragile).read(jobs))


def test_who_stops_waits_for_no_file(tmp_path: Path) -> None:
    tables = Pool(BatchSettings(), 1).read(pictures(tmp_path, *(f"{number}.jpg" for number in range(40))))
    next(table for table in tables if table is not None)
    assert reading()
    tables.close()  # type: ignore[attr-defined]
    # Not by psutil, which would take the end of a child from the pool that waits for it.
    await_that(lambda: not multiprocessing.active_children(), "the end of the processes")
    assert reading() == []


class Refusing(Reader):
    """Finds something wrong with the settings when it is made."""

    def __init__(self, settings: BatchSettings) -> None:
        raise ModelError("not a network")


def test_what_is_wrong_with_the_settings_is_said_by_who_finds_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not a network"):
        list(Pool(BatchSettings(), 2, Refusing).read(pictures(tmp_path, "a.jpg")))
    assert reading() == []

"""Files in blocks for a cluster."""

import os
from pathlib import Path

import pytest

from emotion.batch.reader import Job
from emotion.cluster.blocks import BYTES, FILES, SHARES, blocks_of, jobs_in, listed


def names(count: int) -> list[Job]:
    return [Job(Path(f"{number}.jpg")) for number in range(count)]


def sizes(jobs: list[Job], processes: int = 1) -> list[int]:
    return [block.num_rows for block in blocks_of(listed(jobs), processes)]


def test_each_file_is_in_one_block_with_its_number_and_its_copy() -> None:
    jobs = [Job(Path(os.fsdecode(b"a\xff.jpg")), Path("copies/a")), *names(2 * FILES * SHARES)]
    found = [pair for block in blocks_of(listed(jobs), 1) for pair in jobs_in(block)]
    assert found == list(enumerate(jobs))


@pytest.mark.parametrize("processes", [1, 2, 5])
def test_blocks_are_large_for_many_files_and_small_for_few(processes: int) -> None:
    many = sizes(names(20 * FILES * SHARES), processes)
    assert set(many) == {FILES}
    few = sizes(names(40), processes)
    assert len(few) >= SHARES * processes
    assert sum(few) == 40


def test_what_takes_long_fills_a_block(tmp_path: Path) -> None:
    large = tmp_path / "large.jpg"
    large.touch()
    os.truncate(large, BYTES)
    jobs = names(3 * FILES * SHARES)
    jobs[1:1] = [Job(large)]
    jobs[10:10] = [Job(Path("video.MP4")), Job(Path("video.mov"))]
    assert sizes(jobs)[:5] == [2, 9, 1, FILES, FILES]


def test_nothing_to_read_is_no_block() -> None:
    assert sizes([]) == []


def test_a_block_takes_no_other_files_along() -> None:
    first = next(blocks_of(listed(names(20 * FILES * SHARES)), 1))
    assert first.get_total_buffer_size() < 100 * FILES

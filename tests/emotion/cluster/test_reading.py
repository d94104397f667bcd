"""What a process of a cluster does, without a cluster; tests/cluster has it with one."""

import shutil
from pathlib import Path

import pyarrow as pa
import pytest

from emotion.batch.reader import BatchSettings, Job, Reader
from emotion.cluster.blocks import blocks_of, listed
from emotion.cluster.reading import ANSWER, TRIES, BlockReader, Tries, answers
from emotion.sample.scene import PICTURE


def block(*jobs: Job) -> pa.Table:
    return pa.concat_tables(list(blocks_of(listed(jobs), 1)))


def block_reader(folder: Path, settings: BatchSettings | None = None, tries: Tries | None = None) -> BlockReader:
    return BlockReader(Reader, settings or BatchSettings(), str(folder), (tries or Tries()).begin)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a picture and what is none; the tests leave it again, wherever they went."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(PICTURE, tmp_path / "a.jpg")
    (tmp_path / "b.jpg").write_bytes(b"\xff\xd8\xff nothing")
    return tmp_path


def test_rows_come_with_their_files_numbers_and_begin_where_who_asked_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = Job(Path("a.jpg")), Job(Path("b.jpg"))
    reader = Reader(BatchSettings())
    expected = pa.concat_tables([reader.read(job) for job in jobs])
    monkeypatch.chdir("/")
    answer = block_reader(folder)(block(*jobs))
    assert answer.schema == ANSWER
    ((numbers, rows),) = answers(answer)
    assert numbers == [0, 1]
    assert rows.equals(expected, check_metadata=True)


def test_a_folder_that_this_machine_does_not_have_is_no_fault(folder: Path) -> None:
    ((_, rows),) = answers(block_reader(folder / "gone")(block(Job(folder / "a.jpg"))))
    assert rows["error"].to_pylist() == [None]


def test_a_block_that_was_begun_too_often_is_left(folder: Path) -> None:
    tries = Tries()
    reader = block_reader(folder, tries=tries)
    for _ in range(TRIES):
        assert list(answers(reader(block(Job(folder / "a.jpg")))))
    assert list(answers(reader(block(Job(folder / "a.jpg"))))) == []


def test_a_copy_that_cannot_be_written_is_said_to_who_asked(folder: Path) -> None:
    (folder / "copies").write_text("a file")
    settings = BatchSettings(annotated=folder / "copies")
    answer = block_reader(folder, settings)(block(Job(folder / "a.jpg", folder / "copies/a")))
    with pytest.raises(OSError, match="copies"):
        list(answers(answer))

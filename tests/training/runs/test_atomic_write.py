"""A file is written whole, or stays as it was, and a failure says which file it was."""

from pathlib import Path

import pytest

from training.runs.atomic_write import atomic_write


def test_what_is_written_takes_the_files_place(tmp_path: Path) -> None:
    path = tmp_path / "a.weights.h5"
    path.write_text("old")

    with atomic_write(path) as partial:
        partial.write_text("new")
        assert path.read_text() == "old"
        assert partial.name.endswith(".weights.h5")

    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [KeyError("x"), KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_a_failure_leaves_the_file_as_it_was(error: BaseException, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")

    def write() -> None:
        with atomic_write(path) as partial:
            partial.write_text("half")
            raise error

    with pytest.raises(type(error)):
        write()

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), OSError("Can't write data (No space left)")])
def test_an_error_of_the_system_names_the_file(error: OSError, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left") as caught, atomic_write(tmp_path / "a.json"):
        raise error

    assert caught.value.filename == str(tmp_path / "a.json")


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none/a\.json"), atomic_write(tmp_path / "none/a.json") as partial:
        partial.write_text("x")

"""Entries are put in place whole or not at all, and a kill between two renames loses none."""

from pathlib import Path

import pytest

from emotion.models.store import ModelStore
from training.exporting.install import check_name, recover, staged


def fill(folder: Path, text: str) -> None:
    (folder / "card.json").write_text(text, encoding="utf-8")


def contents(models: Path) -> dict[str, str]:
    return {str(path.relative_to(models)): path.read_text(encoding="utf-8") for path in models.glob("**/card.json")}


def test_a_filled_folder_becomes_the_entry_and_replaces_the_old_one(tmp_path: Path) -> None:
    for text in ("old", "new"):
        with staged(tmp_path / "models", "a") as folder:
            fill(folder, text)

    assert contents(tmp_path / "models") == {"a/card.json": "new"}
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["a"]
    assert (tmp_path / "models/a").stat().st_mode & 0o777 == 0o755


def fail_within(models: Path) -> None:
    with staged(models, "a") as folder:
        fill(folder, "half")
        raise KeyError("half way")


@pytest.mark.parametrize("before", [True, False])
def test_a_failure_changes_nothing(before: bool, tmp_path: Path) -> None:
    if before:
        (tmp_path / "a").mkdir()
        fill(tmp_path / "a", "old")

    with pytest.raises(KeyError):
        fail_within(tmp_path)

    assert contents(tmp_path) == ({"a/card.json": "old"} if before else {})
    assert [path.name for path in tmp_path.iterdir()] == (["a"] if before else [])


@pytest.mark.parametrize(("entry", "expected"), [(None, "old"), ("new", "new")])
def test_a_kill_between_the_renames_is_mended(entry: str | None, expected: str, tmp_path: Path) -> None:
    (tmp_path / ".a.old").mkdir()
    fill(tmp_path / ".a.old", "old")
    if entry:
        (tmp_path / "a").mkdir()
        fill(tmp_path / "a", entry)
    assert ".a.old" not in ModelStore(tmp_path).names()

    recover(tmp_path, "a")

    assert contents(tmp_path) == {"a/card.json": expected}


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../a", "A", "a b", "-a", ".a", "a\n", "a" * 65, "ä"])
def test_names_that_are_no_plain_folder_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="expected small letters"):
        check_name(name)


@pytest.mark.parametrize("name", ["a", "compact", "mien-2_b", "0"])
def test_plain_names_pass(name: str) -> None:
    check_name(name)

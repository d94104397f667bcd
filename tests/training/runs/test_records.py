"""JSON that people can read, and files that are whole."""

import errno
import json
from pathlib import Path
from typing import Any

import pytest

from training.runs.records import json_text, read_json, write_json

DOCUMENT = {
    "version": 2,
    "label": 'say "happy"',
    "curve": [0.0, 0.5, None, 1],
    "counts": [[1, 2], [3, 4]],
    "names": ["a", "b"],
    "happy": {"recall": 0.5, "support": 3},
    "nothing": {},
    "none": [],
    "deep": [{"bins": [{"count": 1, "accuracy": None}]}, True, None],
}


def test_numbers_stand_on_one_line() -> None:
    assert json_text({"curve": [0.25, 1, None], "rows": [[1, 2], [3, 4]], "happy": {"f1": 1.0}, "name": ["a"]}) == (
        '{\n  "curve": [0.25, 1, null],\n  "rows": [\n    [1, 2],\n    [3, 4]\n  ],\n'
        '  "happy": {"f1": 1.0},\n  "name": [\n    "a"\n  ]\n}'
    )


@pytest.mark.parametrize("value", [DOCUMENT, [DOCUMENT], [], {}, "a", 1, None, [[]], {"1": {"2": "ä"}}])
def test_what_is_written_is_read_again(value: Any, tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", value)

    assert read_json(tmp_path / "a.json") == value
    assert (tmp_path / "a.json").read_text(encoding="utf-8").endswith("\n")


@pytest.mark.parametrize("value", [float("nan"), [1.0, float("inf")], {"a": ["b", float("nan")]}])
def test_what_json_cannot_say_is_not_written(value: Any, tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", "old")

    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json(tmp_path / "a.json", value)

    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert read_json(tmp_path / "a.json") == "old"


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_json(tmp_path / "a.json", "old")

    def full(path: Path, text: str, **_: Any) -> int:
        path.write_bytes(text[:5].encode())
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", full)
        with pytest.raises(OSError, match=r"No space left on device: .*/a\.json"):
            write_json(tmp_path / "a.json", DOCUMENT)

    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]

"""What is recorded of a network, read as far as it goes."""

import shutil
from pathlib import Path

import pytest

from emotion.model_store import MODELS, ModelError
from emotion.network_record import load_record


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODELS / "compact", tmp_path / "compact"))


def test_a_whole_entry_has_no_problems(entry: Path) -> None:
    record = load_record(entry)

    assert record.problems == ()
    assert len(record.history) == record.card.training["epochs"]
    assert record.evaluation["splits"]["public"]["accuracy"] == record.card.metrics["public"]["accuracy"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("history.csv", None, "history.csv is missing. It comes with an export: `python -m training export"),
        ("history.csv", b"", "history.csv cannot be read (it has no column epoch, val_accuracy)"),
        ("history.csv", b"epoch,val_accuracy\n1,high\n", "val_accuracy 'high' is no number"),
        ("history.csv", b"epoch,val_accuracy\n1,\xff\n", "history.csv cannot be read"),
        ("evaluation.json", None, "evaluation.json is missing. Measure again: `python -m training evaluate"),
        ("evaluation.json", b"{", "evaluation.json cannot be read"),
        ("evaluation.json", b"[]", "evaluation.json cannot be read (it has no splits)"),
        ("evaluation.json", b'{"splits": {}, "labels": ["happy"]}', "(its labels are others than ours)"),
        ("evaluation.json", b"[" * 100_000, "evaluation.json cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_the_other_is_kept(
    name: str, content: bytes | None, message: str, entry: Path
) -> None:
    (entry / name).unlink()
    if content is not None:
        (entry / name).write_bytes(content)

    record = load_record(entry)

    (problem,) = record.problems
    assert message in problem
    assert problem.endswith("compact`") or problem.endswith("--robustness`")
    assert bool(record.history) is (name != "history.csv")
    assert bool(record.evaluation) is (name != "evaluation.json")


def test_without_a_card_there_is_no_entry(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"card\.json is missing"):
        load_record(tmp_path)

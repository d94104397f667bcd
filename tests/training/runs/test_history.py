"""The history of a run as it is read and written."""

from pathlib import Path

from training.runs.history import HISTORY, read_history, write_history


def test_rows_without_seconds_stay_readable(tmp_path: Path) -> None:
    path = tmp_path / HISTORY
    path.write_text("epoch,loss,accuracy,val_loss,val_accuracy,learning_rate\n1,2,0.1,2,0.2,0.1\n", encoding="utf-8")

    write_history(path, [*read_history(path), {"epoch": 2, "val_accuracy": 0.3, "seconds": 4.5}])

    assert [row["seconds"] for row in read_history(path)] == ["", "4.5"]
    assert read_history(path)[0]["val_accuracy"] == "0.2"

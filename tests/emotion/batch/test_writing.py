"""Results in parts: nothing lost, nothing twice, and never of two kinds in one file."""

import itertools
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from emotion.batch.schema import COLUMNS
from emotion.batch.writing import EVERY, ROWS, Results, ResultsError, write_whole
from tests.emotion.batch.conftest import Rows

SETTINGS = {"model": "compact 1"}


def written(path: Path) -> list[Path]:
    return sorted(path.with_name(f"{path.name}.parts").glob("*.parquet"))


@pytest.mark.parametrize("ending", [".parquet", ".csv", ".jsonl"])
def test_what_was_read_is_opened_by_other_programs(tmp_path: Path, rows: Rows, ending: str) -> None:
    path = tmp_path / f"all{ending}"
    with Results(path, SETTINGS) as results:
        results.add(rows("=1+1, ü.jpg", 2))
        results.flush()
        results.add(rows("nobody.jpg", 0))
        results.add(rows("bad.jpg", error="It is empty."))
        results.finish()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    read: tuple[Any, ...] = {
        ".parquet": (pd.read_parquet, pl.read_parquet, duckdb.read_parquet),
        ".csv": (pd.read_csv, pl.read_csv, duckdb.read_csv),
        ".jsonl": (lambda file: pd.read_json(file, lines=True), pl.read_ndjson, duckdb.read_json),
    }[ending]
    by_pandas, by_polars, by_duckdb = (open_table(str(path)) for open_table in read)
    tables = [by_pandas, by_polars.to_pandas(), by_duckdb.df()]
    first = "'=1+1, ü.jpg" if ending == ".csv" else "=1+1, ü.jpg"  # a spreadsheet would take it for a formula
    for table in tables:
        assert tuple(table.columns) == COLUMNS
        assert list(table["file"]) == [first, first, "nobody.jpg", "bad.jpg"]
        assert list(table["happy"].round(6))[:2] == [0.88, 0.88]
        assert list(table["face"].fillna(0)) == [1, 2, 0, 0]
        assert list(table["sure"]) == [True, True, False, False]
        assert table["error"].iloc[3] == "It is empty."
        assert table["error"].isna().sum() == 3


def test_parts_are_written_in_time_and_before_they_fill_the_memory(tmp_path: Path, rows: Rows) -> None:
    now = 0.0
    path = tmp_path / "all.parquet"
    with Results(path, SETTINGS, clock=lambda: now) as results:
        results.add(rows("a.jpg"))
        assert written(path) == []
        now = EVERY
        results.add(rows("b.jpg"))
        assert len(written(path)) == 1
        results.add(rows("c.jpg", ROWS))
        assert len(written(path)) == 2


def test_a_command_that_stopped_is_gone_on_with(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "all.csv"
    with Results(path, SETTINGS) as results:
        results.add(rows("a.jpg"))
        results.add(rows("b.jpg", error="It is empty."))
    assert not path.exists()
    with Results(path, SETTINGS) as results:
        assert results.done == {"a.jpg", "b.jpg"}
        assert results.errors == {"b.jpg"}
        results.add(rows("c.jpg"))
        results.finish()
    assert list(pd.read_csv(path)["file"]) == ["a.jpg", "b.jpg", "c.jpg"]


def test_a_finished_table_takes_more_files_and_others_say_that_they_are_finished(tmp_path: Path, rows: Rows) -> None:
    for name in ("all.parquet", "all.jsonl"):
        with Results(tmp_path / name, SETTINGS) as results:
            results.add(rows("a.jpg"))
            results.finish()
    with Results(tmp_path / "all.parquet", SETTINGS) as results:
        assert results.done == {"a.jpg"}
        results.add(rows("b.jpg"))
        results.finish()
    assert pq.read_table(tmp_path / "all.parquet")["file"].to_pylist() == ["a.jpg", "b.jpg"]
    with pytest.raises(ResultsError, match="is finished; --overwrite"), Results(tmp_path / "all.jsonl", SETTINGS):
        pass
    with Results(tmp_path / "all.jsonl", SETTINGS, overwrite=True) as results:
        assert results.done == set()


def test_rows_of_other_settings_are_not_mixed_in(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "all.parquet"
    with Results(path, SETTINGS) as results:
        results.add(rows("a.jpg"))
    with pytest.raises(ResultsError, match=r"other settings .*\(model compact 1\); choose another --out"):
        Results(path, {"model": "report 1"}).__enter__()
    with Results(path, SETTINGS) as results:
        results.finish()
    with pytest.raises(ResultsError, match="other settings"):
        Results(path, {"model": "report 1"}).__enter__()
    assert list(tmp_path.iterdir()) == [path], "something was left beside it"


def test_two_commands_do_not_write_one_file(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    with Results(path, SETTINGS), pytest.raises(ResultsError, match="another command"):
        Results(path, SETTINGS).__enter__()
    with Results(path, SETTINGS) as results:
        results.finish()


def test_a_part_that_was_cut_off_is_read_again(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "all.parquet"
    with Results(path, SETTINGS) as results:
        for name in ("a.jpg", "b.jpg"):
            results.add(rows(name))
            results.flush()
    last = written(path)[-1]
    last.write_bytes(last.read_bytes()[:-100])
    with Results(path, SETTINGS) as results:
        assert results.done == {"a.jpg"}


def test_a_name_of_no_known_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match=r"all.xlsx: expected a name that ends with .parquet, .csv, .jsonl"):
        Results(tmp_path / "all.xlsx", SETTINGS)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.jpg"
    for content in (b"one", b"two"):
        write_whole(path, content)
        assert path.read_bytes() == content
    assert list(itertools.chain(path.parent.iterdir())) == [path]

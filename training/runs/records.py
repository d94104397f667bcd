"""Records in JSON, above all of each time that PrivateTest was read: none may be lost, however often one exports."""

import datetime
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from emotion.models.store import ModelError, load_card
from training.runs.atomic_write import atomic_write

PRIVATE_READINGS: Final = "private_readings.json"


def reading(private: Mapping[str, Any], file: str, sha256: str, source: str) -> dict[str, Any]:
    """Return the record of one reading of PrivateTest."""
    return {
        "date": now(),
        "accuracy": private["accuracy"],
        "count": private["count"],
        "file": file,
        "sha256": sha256,
        "data": source,
    }


def readings_of_run(folder: Path) -> list[dict[str, Any]]:
    """Return what `private_readings.json` of a run holds, oldest first; nothing where there is none.

    Raises:
        ValueError: the file is no list of records.
    """
    path = folder / PRIVATE_READINGS
    if not path.exists():
        return []
    records = read_json(path)
    if not isinstance(records, list) or not all(isinstance(record, dict) and "date" in record for record in records):
        raise ValueError(f"{path}: expected a list of readings, each with its date; restore the file")
    return records


def readings_of_entry(folder: Path) -> list[dict[str, Any]]:
    """Return the readings in the card of an installed network; nothing where none of this name is installed.

    Raises:
        ValueError: the folder is there but its card cannot be read, so that its readings would be lost.
    """
    if not folder.exists():
        return []
    try:
        return [dict(record) for record in load_card(folder).private_readings]
    except ModelError as error:
        raise ValueError(f"{error}. It may name readings of PrivateTest, so move {folder} away first") from error


def merge(*lists: list[dict[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """Return the records of several lists, each once, oldest first."""
    together: list[dict[str, Any]] = []
    for record in (record for records in lists for record in records):
        if record not in together:
            together.append(record)
    return tuple(sorted(together, key=lambda record: str(record["date"])))


def now() -> str:
    """Return the time in ISO 8601, UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def read_json(path: Path) -> Any:
    """Read a JSON file.

    Raises:
        ValueError: it is none.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: no readable JSON ({error}); restore or remove it") from error


def write_json(path: Path, value: Any) -> None:
    """Write a JSON file, whole or not at all.

    Raises:
        OSError: it cannot be written, as on a full disk; the file is as it was.
        ValueError: a number is not finite, which JSON cannot say.
    """
    with atomic_write(path) as partial:
        partial.write_text(json_text(value) + "\n", encoding="utf-8")


def json_text(value: Any, indent: str = "") -> str:
    """Return JSON in which lists and objects of numbers alone stand on one line, so that curves stay short.

    Raises:
        ValueError: a number is not finite.
    """
    if not isinstance(value, dict | list | tuple):
        return json.dumps(value, allow_nan=False)
    items = value.values() if isinstance(value, dict) else value
    if all(item is None or isinstance(item, int | float) for item in items):
        return json.dumps(value, allow_nan=False)
    inner = indent + "  "
    texts = [json_text(item, inner) for item in items]
    if isinstance(value, dict):
        texts = [f"{json.dumps(str(key))}: {text}" for key, text in zip(value, texts, strict=True)]
    first, last = "{}" if isinstance(value, dict) else "[]"
    return f"{first}\n{inner}" + f",\n{inner}".join(texts) + f"\n{indent}{last}"

"""Reads `groups.csv`, which says of a user's own pictures what groups they belong to, such as age bands or lighting."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from training.data.read_labelled import labelled_pictures

GROUPS_FILE: Final = "groups.csv"
PICTURE: Final = "picture"
NAMED: Final = 5  # pictures that a sentence names


@dataclass(frozen=True)
class Grouping:
    """One column: the group of every picture of one split, faces found in it or not.

    Attributes:
        column: its name.
        groups: by the picture's path below the folder, as `FaceSet.names` has it.
    """

    column: str
    groups: Mapping[str, str]


def read_groups(folder: Path, columns: Sequence[str], split: str = "public") -> tuple[Grouping, ...]:
    """Return the groups of a folder's pictures by each of several columns.

    Args:
        folder: of `training.data.read_labelled.labelled_pictures`; `groups.csv` lies in it.
        columns: of the file, beside `picture`.
        split: whose pictures count.

    Raises:
        ValueError: no such file or column, a picture stands twice or without a group, or the file and the folder do
            not hold the same pictures.
    """
    path = folder / GROUPS_FILE
    rows = _rows(path, columns)
    pictures = labelled_pictures(folder).pictures
    everyone = {picture.path.relative_to(folder).as_posix(): picture.split for picture in pictures}
    wanted = [name for name, of in everyone.items() if of == split]
    if missing := [name for name in wanted if name not in rows]:
        raise ValueError(f"{path}: has no row for {_listed(missing)}; add one for each picture of the folder")
    if unknown := [name for name in rows if name not in everyone]:
        raise ValueError(
            f"{path}: names {_listed(unknown)}, of which the folder holds no picture that counts; "
            "write paths below the folder, such as public/happy/1.jpg, or take the rows out"
        )
    for column in columns:
        if empty := [name for name in wanted if not rows[name][column]]:
            raise ValueError(f"{path}: column {column!r} is empty for {_listed(empty)}; write a group, such as unknown")
    return tuple(Grouping(column, {name: rows[name][column] for name in wanted}) for column in columns)


def _rows(path: Path, columns: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the cells of the columns by picture."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            header = reader.fieldnames or ()
            for column in (PICTURE, *columns):
                if column not in header:
                    found = ", ".join(header) or "none"
                    raise ValueError(f"{path}: has no column {column!r}; its columns are {found}")
            if PICTURE in columns or len(set(columns)) < len(columns):
                raise ValueError(f"--group: expected columns beside {PICTURE}, each once, found {', '.join(columns)}")
            rows: dict[str, dict[str, str]] = {}
            for row in reader:
                name = PurePosixPath((row[PICTURE] or "").strip().replace("\\", "/")).as_posix()
                if name in rows:
                    raise ValueError(f"{path}: {name} stands there twice; keep one row for each picture")
                rows[name] = {column: (row[column] or "").strip() for column in columns}
            return rows
    except FileNotFoundError:
        raise ValueError(
            f"{path}: no such file; --group needs a CSV with the columns {PICTURE} (a path below the folder) and "
            f"{', '.join(columns)}"
        ) from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path}: cannot be read as a CSV in UTF-8 ({error})") from error


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return f"{', '.join(names[:NAMED])}{more}"

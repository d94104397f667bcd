"""Puts a finished entry into the model store: whole, or not at all."""

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def check_name(name: str) -> None:
    """Refuse a name that is no plain folder name.

    Raises:
        ValueError: the name has other than small letters, digits, hyphens and underscores.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"name {name!r}: expected small letters, digits, - and _, beginning with a letter or digit")


@contextlib.contextmanager
def staged(models: Path, name: str) -> Iterator[Path]:
    """Give an empty folder to fill; it becomes `models/<name>` when the block ends, and vanishes when it raises.

    The entry that stood there is set aside until the new one stands in its place; `recover` brings it back if a kill
    came between. Hidden names (a leading dot) are no entries for `emotion.models.store.ModelStore.names`.
    """
    check_name(name)
    models.mkdir(parents=True, exist_ok=True)
    entry, aside = models / name, models / f".{name}.old"
    recover(models, name)
    staging = Path(tempfile.mkdtemp(prefix=f".{name}.", suffix=".new", dir=models))
    try:
        yield staging
        staging.chmod(0o755)  # mkdtemp gives a folder that only its owner may read
        if entry.exists():
            os.rename(entry, aside)
        os.rename(staging, entry)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        recover(models, name)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def recover(models: Path, name: str) -> None:
    """Bring back an entry that an installation killed between its two renames had set aside."""
    entry, aside = models / name, models / f".{name}.old"
    if not aside.exists():
        return
    if entry.exists():
        shutil.rmtree(aside)
    else:
        os.rename(aside, entry)

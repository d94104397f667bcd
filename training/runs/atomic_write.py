"""Atomic writes: files that are written whole or not at all."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to; it takes the place of `path` when the block ends, and vanishes otherwise.

    The path that is given ends as `path` does, because some libraries choose a format by a name's end.

    Raises:
        OSError: writing failed, as on a full disk; the error names `path`.
    """
    partial = path.with_name(f"partial.{path.name}")
    try:
        yield partial
        os.replace(partial, path)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)

"""Private folders for the files of a session's video; what a crashed process left behind goes at the next start."""

import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Final

PREFIX: Final = "mien-video-"  # then the number of the process, its run, and what makes the name unique
RUN: Final = token_hex(4)  # this process's own: in a container each start gets the same number


def new_folder() -> TemporaryDirectory[str]:
    """Make a folder that only this process's user may enter; it is removed by `cleanup`, at the latest at exit.

    Raises:
        OSError: there is no room, or no right to make it.
    """
    return TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-{RUN}-", ignore_cleanup_errors=True)


def cleanup(root: Path | None = None) -> None:
    """Remove what crashed processes left behind, never what a running one holds.

    Args:
        root: where the folders stand; None takes the system's place for temporary files.
    """
    for path in (root or Path(tempfile.gettempdir())).glob(f"{PREFIX}*-*"):
        number, _, rest = path.name.removeprefix(PREFIX).partition("-")
        if number.isdecimal() and not _runs(int(number), rest.partition("-")[0]) and _ours(path):
            shutil.rmtree(path, ignore_errors=True)


def _runs(number: int, run: str) -> bool:
    if number == os.getpid():
        return run == RUN
    if sys.platform == "win32":  # there the question itself would end the process
        return True
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # it runs, as another user
        return True
    return True


def _ours(path: Path) -> bool:
    """Whether it belongs to this user: anybody may make names in the system's place. `rmtree` follows no link."""
    with suppress(OSError):
        return sys.platform == "win32" or path.lstat().st_uid == os.getuid()
    return False

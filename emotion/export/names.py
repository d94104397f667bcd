"""Names of files that are safe on every system, made of the names that pictures came with."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_UNSAFE: Final = frozenset('<>:"/\\|?*')  # refused in a file's name by one system or another
# Names of devices on Windows, whatever follows the first dot, and also with a small digit.
_RESERVED: Final = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d\u00b9\u00b2\u00b3])\s*(\.|$)", re.IGNORECASE
)
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LONGEST: Final = 200  # bytes of a stem; with a number and an ending it stays under the 255 of most systems


def file_names(names: Sequence[str], ending: str) -> list[str]:
    """Return a safe name for what is made of each picture: its stem and an ending such as `.jpg`, none twice.

    Folders, control characters and what one system or another refuses in names are left out, so nothing is unpacked
    outside its folder; a second `portrait` becomes `portrait (2)`, whatever the case of its letters.
    """
    taken: set[str] = set()
    safe = []
    for name in names:
        stem, number = safe_stem(name), 1
        candidate = stem
        while alike(candidate) in taken:
            number += 1
            candidate = f"{stem} ({number})"
        taken.add(alike(candidate))
        safe.append(candidate + ending)
    return safe


def alike(stem: str) -> str:
    """Return what is the same for names that one system or another takes for the same."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", stem).casefold())


def safe_stem(name: str) -> str:
    """Return a file's name without its folders and ending, as every system takes it."""
    base = re.split(r"[/\\]", name)[-1]
    stem = base.rpartition(".")[0] or base
    # Categories C, Zl and Zp: control characters, ends of lines, and what turns the direction of writing to hide an
    # ending. Put together (NFC) only then, since what is left out may have stood between a letter and its accent.
    kept = "".join(sign for sign in stem if sign not in _UNSAFE and unicodedata.category(sign) not in _INVISIBLE)
    kept = unicodedata.normalize("NFC", kept).encode()[:_LONGEST].decode(errors="ignore").strip(" .")
    return f"_{kept}" if _RESERVED.match(kept) else kept or "picture"

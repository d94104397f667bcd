"""The code of docs/extending.md, so that the tests run what people read."""

import re
from pathlib import Path

from tests.support.repository import ROOT, text_of

DOCUMENT: Path = ROOT / "docs" / "extending.md"
NAME, TITLE = "middle", "Middle of the picture"  # of the detector there
TITLES = ["BlazeFace and Haar together", "Haar cascade", "BlazeFace"]  # of those that are here without it


def blocks(language: str) -> list[str]:
    """Return the document's blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", text_of(DOCUMENT), re.DOTALL)


def add_detector() -> None:
    """Register the detector as the document does."""
    (code,) = blocks("python")
    exec(compile(code, str(DOCUMENT), "exec"), {"__name__": "extension"})

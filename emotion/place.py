"""Where Mien's own files lie that are no code: beside the package in a checkout, within it where it was installed."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
_INSTALLED: Final = _PACKAGE / "files"  # where pyproject.toml has the wheel put what lies beside the package
ROOT: Final = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent  # of app.py, serve.py, pages and models

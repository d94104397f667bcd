"""A model in the store of a page under test."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from emotion.models.store import MODELS

Launch = Callable[[], AppTest]  # of the fixture `launch`
COMPACT = MODELS / "compact"


def add(store: Path, name: str, title: str, **fields: Any) -> Path:
    """Put a model into the store, its card changed; a field of None is left out."""
    folder = Path(shutil.copytree(COMPACT, store / name, ignore=shutil.ignore_patterns("*.tflite")))
    card = json.loads((folder / "card.json").read_text(encoding="utf-8")) | {"name": name, "title": title} | fields
    kept = {key: value for key, value in card.items() if value is not None}
    (folder / "card.json").write_text(json.dumps(kept), encoding="utf-8")
    return folder

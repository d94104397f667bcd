"""The page about Mien as the tests open it, and models put into its store."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from emotion.models import store as model_store
from emotion.web.about import sections
from emotion.web.shared import model_choice

Launch = Callable[[], AppTest]
COMPACT = model_store.MODELS / "compact"


def add(store: Path, name: str, title: str, **fields: Any) -> Path:
    """Put a model into the store, its card changed; a field of None is left out."""
    folder = Path(shutil.copytree(COMPACT, store / name, ignore=shutil.ignore_patterns("*.tflite")))
    card = json.loads((folder / "card.json").read_text(encoding="utf-8")) | {"name": name, "title": title} | fields
    kept = {key: value for key, value in card.items() if value is not None}
    (folder / "card.json").write_text(json.dumps(kept), encoding="utf-8")
    return folder


def opened(launch: Launch, section: str = next(iter(sections.SECTIONS)), chosen: str = "") -> AppTest:
    """Open a section, of a visit that has chosen a model."""
    app = launch()
    app.session_state["about"] = section
    if chosen:
        app.session_state[model_choice.CHOSEN] = chosen
    app.switch_page("pages/about.py").run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    """All text of a page, without the signs that keep words together, apart or plain."""
    kinds = (app.header, app.markdown, app.caption, app.info, app.warning, app.code)
    text = "\n".join(element.value for kind in kinds for element in kind)
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{SOFT HYPHEN}", "").replace("\\", "")

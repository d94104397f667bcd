"""The page on training in AppTest: what is put beside it, and what it shows."""

import json
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.support.app_page import COMPACT, Launch
from tests.support.evaluations import evaluation, history, measurement, write_records


def measure(store: Path, name: str, data: str) -> Path:
    """Measure a model called mine, which an article has too, on other faces, as `evaluate` does."""
    card = json.loads((COMPACT / "card.json").read_text(encoding="utf-8")) | {"name": "mine", "title": "Mine"}
    card["training"]["published"] = {"accuracy": 0.65, "count": 7178, "differs": "It is another one."}
    folder = store.parent / "measured" / name
    folder.mkdir(parents=True)
    for file, values in (("measurement.json", measurement(card, data)), ("evaluation.json", evaluation(0.3))):
        (folder / file).write_text(json.dumps(values), encoding="utf-8")
    return folder


def run(store: Path, name: str, epochs: int, document: dict[str, Any] | None = None) -> Path:
    """Write what a training leaves behind after that many of its 50 epochs, and its evaluation if there is one."""
    folder = store.parent / "runs" / name
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps({"network": "blog", "epochs": 50, "seed": 7}), encoding="utf-8")
    write_records(folder, history(epochs) if epochs else [], document)
    return folder


def opened(launch: Launch) -> AppTest:
    app = launch().run()
    app.switch_page("pages/training.py").run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.info, app.warning, app.header)
    return "\n".join(element.value for kind in kinds for element in kind)


def figures(app: AppTest) -> list[str]:
    return [json.loads(item.proto.spec)["layout"]["title"]["text"] for item in app.get("plotly_chart")]

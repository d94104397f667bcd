"""The page on training: one model, several, none, and entries whose files are missing or spoilt."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from emotion.models import store as model_store
from emotion.models.evaluation import load_evaluation
from emotion.web.models import sections
from emotion.web.shared import model_records
from emotion.web.shared.settings import HostSettings
from tests.evaluations import evaluation, history, measurement

Launch = Callable[[], AppTest]
MODELS = model_store.MODELS
COMPACT = MODELS / "compact"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the test's own, and measurements and runs beside it; the page on live video keeps the real one."""
    folder = tmp_path / "models"
    folder.mkdir()
    monkeypatch.setattr(model_records, "MODELS", folder)
    monkeypatch.setattr(model_records, "MEASURED", tmp_path / "measured")
    monkeypatch.setattr(model_records, "RUNS", tmp_path / "runs")
    return folder


def add(store: Path, name: str, title: str) -> Path:
    """Put a model into the store, as an export does."""
    folder = Path(shutil.copytree(COMPACT, store / name))
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    (folder / "card.json").write_text(json.dumps(card | {"name": name, "title": title}), encoding="utf-8")
    return folder


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
    if epochs:
        rows = history(epochs)
        with open(folder / "history.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    if document is not None:
        (folder / "evaluation.json").write_text(json.dumps(document), encoding="utf-8")
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


@pytest.mark.parametrize("section", sections.SECTIONS)
@pytest.mark.parametrize("count", [1, 2])
def test_each_section_of_one_network_and_of_two(launch: Launch, store: Path, section: str, count: int) -> None:
    for index in range(count):
        add(store, f"net{index}", f"Network {index}")
    app = opened(launch)

    app.multiselect[0].set_value([f"Network {index}" for index in range(count)]).run()
    app.pills[0].set_value(section).run()

    assert not app.exception
    assert [element.value for element in app.header][:count] == [f"Network {index}" for index in range(count)]
    assert figures(app)
    assert "Not measured" not in words(app)


def test_confidence_can_be_seen_against_single_voters(launch: Launch, store: Path) -> None:
    folder = add(store, "mine", "Mine")
    document = json.loads((folder / "evaluation.json").read_text(encoding="utf-8"))
    public = document["splits"]["public"]
    public["voters"] = {key: public[key] for key in ("count", "accuracy", "calibration", "coverage")}
    (folder / "evaluation.json").write_text(json.dumps(document), encoding="utf-8")
    app = opened(launch)
    app.pills[0].set_value("Confidence").run()

    app.pills[1].set_value("By single voters").run()

    assert not app.exception
    assert figures(app) == ["Reliability", "Agreement and coverage"]
    assert "how many chose the network's answer?" in words(app)


def test_the_network_of_the_app_is_open_at_first(launch: Launch) -> None:
    app = opened(launch)

    card = model_store.load_card(MODELS / HostSettings().model)
    assert app.multiselect[0].value == [card.title]
    (shown,) = [item.proto.body for item in app.get("html") if "mien-numbers" in item.proto.body]
    splits = load_evaluation(MODELS / HostSettings().model / "evaluation.json").splits
    for part, name in ((splits.public, "PublicTest"), (splits.private, "PrivateTest")):
        assert f"<dt>{name}</dt><dd>{100 * part.accuracy:.1f} %</dd>" in shown
    assert figures(app) == ["Accuracy by epoch", "Loss by epoch", "Learning rate by epoch"]


@pytest.mark.parametrize("name", ["history.csv", "evaluation.json"])
@pytest.mark.parametrize("content", [None, "", "[", '{"splits": 1}', "epoch,val_accuracy\n1,high\n"])
@pytest.mark.parametrize("section", ["Training", "Mistakes"])
def test_a_missing_or_spoilt_file_leaves_its_panel_empty_with_the_command(
    launch: Launch, store: Path, name: str, content: str | None, section: str
) -> None:
    path = add(store, "mine", "Mine") / name
    path.unlink()
    if content is not None:
        path.write_text(content, encoding="utf-8")
    app = opened(launch)

    app.pills[0].set_value(section).run()

    assert not app.exception
    assert f"{name} {'is missing' if content is None else 'cannot be read'}" in words(app)
    assert "`python -m training" in words(app)


def test_an_entry_without_a_readable_card_is_named_and_the_others_are_shown(launch: Launch, store: Path) -> None:
    add(store, "good", "Good")
    (store / "bad").mkdir()
    (store / "bad" / "card.json").write_text("{", encoding="utf-8")

    app = opened(launch)

    assert "card.json cannot be read" in words(app)
    assert app.multiselect[0].options == ["Good"]


def test_two_networks_of_one_title_are_told_apart(launch: Launch, store: Path) -> None:
    add(store, "a", "Same")
    add(store, "b", "Same")

    assert opened(launch).multiselect[0].options == ["Same", "Same (b)"]


@pytest.mark.parametrize(("entries", "expected"), [(0, "No network is installed"), (1, "Choose one network")])
def test_with_nothing_to_show_the_page_says_what_to_do(
    launch: Launch, store: Path, entries: int, expected: str
) -> None:
    for index in range(entries):
        add(store, f"net{index}", f"Network {index}")
    app = opened(launch)
    if entries:
        app.multiselect[0].set_value([]).run()

    assert not app.exception
    assert expected in words(app)


def test_measurements_are_listed_after_the_networks_and_not_opened_by_themselves(launch: Launch, store: Path) -> None:
    add(store, "mine", "Mine")
    add(store, "other", "Mine, on faces")
    for name in ("mine-faces", "mine-again", "mine-more"):
        measure(store, name, name.removeprefix("mine-"))
    measure(store, "b", "again")
    (store.parent / "measured/empty").mkdir()

    app = opened(launch)

    assert app.multiselect[0].options == [
        *("Mine", "Mine, on faces"),
        *("Mine, on again", "Mine, on again (mine-again)", "Mine, on faces (mine-faces)", "Mine, on more"),
    ]
    assert app.multiselect[0].value == ["Mine"]
    assert not app.warning


@pytest.mark.parametrize("section", sections.SECTIONS)
def test_each_section_of_a_network_and_its_measurement(launch: Launch, store: Path, section: str) -> None:
    add(store, "mine", "Mine")
    measure(store, "mine-faces", "my_own_faces")
    app = opened(launch)

    app.multiselect[0].set_value(["Mine", "Mine, on my_own_faces"]).run()
    app.pills[0].set_value(section).run()

    assert not app.exception
    assert figures(app)
    assert "The figures were measured on `my_own_faces`, whose parts" in words(app)


def test_a_measurement_alone_shows_its_scores_and_no_course(launch: Launch, store: Path) -> None:
    measure(store, "mine-faces", "faces")
    app = opened(launch)
    assert app.multiselect[0].value == []

    app.multiselect[0].set_value(["Mine, on faces"]).run()

    assert not app.exception
    assert app.pills[0].options == [name for name in sections.SECTIONS if name != "Training"]
    assert figures(app)[0] == "Scores by set of faces"
    assert "By its article" not in words(app)
    (shown,) = [item.proto.body for item in app.get("html") if "mien-numbers" in item.proto.body]
    assert f"<dt>PublicTest</dt><dd>{100 * evaluation(0.3)['splits']['public']['accuracy']:.1f} %</dd>" in shown


@pytest.mark.parametrize("name", ["measurement.json", "evaluation.json"])
@pytest.mark.parametrize("content", ["", "[", "{}"])
def test_a_broken_measurement_is_named_and_the_networks_are_shown(
    launch: Launch, store: Path, name: str, content: str
) -> None:
    add(store, "mine", "Mine")
    (measure(store, "mine-faces", "faces") / name).write_text(content, encoding="utf-8")

    app = opened(launch)

    assert f"mine-faces/{name} cannot be read" in words(app)
    assert app.multiselect[0].options == ["Mine"]


def test_runs_are_listed_last_and_not_opened_by_themselves(launch: Launch, store: Path) -> None:
    add(store, "mine", "Mine")
    measure(store, "mine-faces", "faces")
    run(store, "b", 50, evaluation())
    run(store, "a", 12)
    (store.parent / "runs/no-run").mkdir()

    app = opened(launch)

    assert app.multiselect[0].options == ["Mine", "Mine, on faces", "runs/a", "runs/b"]
    assert app.multiselect[0].value == ["Mine"]
    assert not app.warning


@pytest.mark.parametrize("section", sections.SECTIONS)
@pytest.mark.parametrize("beside", [[], ["Mine"]])
def test_each_section_of_a_run(launch: Launch, store: Path, section: str, beside: list[str]) -> None:
    add(store, "mine", "Mine")
    run(store, "b", 50, evaluation())
    app = opened(launch)

    app.multiselect[0].set_value([*beside, "runs/b"]).run()
    app.pills[0].set_value(section).run()

    assert not app.exception
    if section == "Data and settings":
        table = app.dataframe[0].value.set_index("Setting")["runs/b"]
        assert table["network"] == "blog"
        assert table["seed"] == "7"
    else:
        assert figures(app)
    assert "Not measured" not in words(app)


def test_a_run_that_goes_on_shows_its_history_and_what_measures_it(launch: Launch, store: Path) -> None:
    run(store, "a", 12)
    app = opened(launch)
    assert app.multiselect[0].value == []

    app.multiselect[0].set_value(["runs/a"]).run()

    assert not app.exception
    assert figures(app) == ["Accuracy by epoch", "Loss by epoch", "Learning rate by epoch"]
    (shown,) = [item.proto.body for item in app.get("html") if "mien-numbers" in item.proto.body]
    assert "<dt>Epochs done</dt><dd>12 of 50</dd>" in shown
    assert "evaluation.json is missing. Measure it: `python -m training evaluate --run runs/a`" in words(app)
    app.pills[0].set_value("Scores").run()
    assert "Not measured yet." in words(app)


def test_a_run_before_its_first_epoch_is_an_ordinary_case(launch: Launch, store: Path) -> None:
    run(store, "a", 0)
    app = opened(launch)

    app.multiselect[0].set_value(["runs/a"]).run()

    assert not app.exception
    assert "history.csv is missing. Training writes it with the first epoch" in words(app)


@pytest.mark.parametrize(
    ("name", "content", "listed"),
    [
        ("config.json", "{", False),
        ("config.json", "[]", False),
        ("environment.json", "", False),
        ("history.csv", "epoch\n1\n", True),
        ("evaluation.json", "[", True),
        ("evaluation.json", '{"version": 1}', True),
    ],
)
def test_a_broken_run_becomes_a_sentence(launch: Launch, store: Path, name: str, content: str, listed: bool) -> None:
    add(store, "mine", "Mine")
    (run(store, "a", 12, evaluation()) / name).write_text(content, encoding="utf-8")
    app = opened(launch)

    assert app.multiselect[0].options == ["Mine", *(["runs/a"] if listed else [])]
    app.multiselect[0].set_value(app.multiselect[0].options).run()

    assert not app.exception
    assert f"{name} cannot be read (" in words(app)


def test_an_articles_figure_stands_beside_ours(launch: Launch, store: Path) -> None:
    folder = add(store, "mine", "Mine")
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    card["training"]["published"] = {"accuracy": 0.65, "count": 7178, "differs": "It is another one."}
    (folder / "card.json").write_text(json.dumps(card), encoding="utf-8")

    assert "By its article: 65 % on the 7,178 faces of both. It is another one." in words(opened(launch))

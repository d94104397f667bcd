"""The page on training: all networks in one table, whose choice the list and the address share."""

import json
import math
from pathlib import Path

import pandas as pd
import pytest
import streamlit

from emotion.classification.calibration import Expectation
from emotion.models.evaluation import load_evaluation
from emotion.web.models import table
from tests.support.app_page import Launch, add
from tests.support.evaluations import evaluation
from tests.support.training_page import measure, opened, run


def test_every_record_has_a_line_and_what_is_missing_is_a_dash(launch: Launch, store: Path) -> None:
    folder = add(store, "mine", "Mine", purpose="Trying things out")
    measure(store, "mine-faces", "faces")
    run(store, "a", 12)

    app = opened(launch)

    shown = app.dataframe[0].value.set_index("Network")
    assert list(shown.index) == ["Mine", "Mine, on faces", "runs/a"]
    public = load_evaluation(folder / "evaluation.json").expecting(Expectation.ALIKE).splits.public
    assert public
    assert public.majority
    assert shown.loc["Mine", "For"] == "Trying things out"
    assert shown.loc["Mine", "Accuracy"] == pytest.approx(100 * public.accuracy)
    assert shown.loc["Mine", "Mean recall"] == pytest.approx(100 * public.balanced_accuracy)
    assert shown.loc["Mine", "By majority"] == pytest.approx(100 * public.majority.accuracy)
    assert shown.loc["Mine", "MB"] == pytest.approx(1.606, abs=0.001)
    assert shown.loc["Mine", "Multiply-adds"] == pytest.approx(86.2, abs=0.1)
    assert all(pd.isna(shown.loc["runs/a", name]) for name in ("For", "Accuracy", "Robustness", "MB"))
    assert app.dataframe[0].proto.placeholder == "–"


def test_what_is_expected_changes_the_table(launch: Launch) -> None:
    app = opened(launch)
    before = app.dataframe[0].value["Accuracy"].tolist()

    app.radio[0].set_value("crowd").run()

    assert app.dataframe[0].value["Accuracy"].tolist() != before


def test_milliseconds_stand_there_only_where_somebody_measured_them(launch: Launch, store: Path) -> None:
    folder = add(store, "mine", "Mine")
    assert "Milliseconds" not in opened(launch).dataframe[0].value

    document = json.loads((folder / "evaluation.json").read_text(encoding="utf-8"))
    for one in document["conversion"].values():
        one["milliseconds"] = 0.4
    (folder / "evaluation.json").write_text(json.dumps(document), encoding="utf-8")

    shown = opened(launch).dataframe[0].value["Milliseconds"].tolist()
    assert shown == [0.4]
    assert not math.isnan(shown[0])


def test_an_articles_network_is_named_with_author_and_year(launch: Launch, store: Path) -> None:
    folder = add(store, "mine", "Mine")
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    article = {"accuracy": 0.65, "count": 7178, "differs": "It is another one.", "author": "A. Author", "year": 2021}
    card["training"]["published"] = article
    (folder / "card.json").write_text(json.dumps(card), encoding="utf-8")

    app = opened(launch)

    assert app.dataframe[0].value["Network"].tolist() == ["Mine (A. Author, 2021)"]
    assert any(caption.value.startswith("By its article (A. Author, 2021): 65 %") for caption in app.caption)


def test_the_table_begins_with_the_row_of_the_network_that_the_list_has(launch: Launch, store: Path) -> None:
    for name in "abc":
        add(store, name, name.upper())
    app = opened(launch)
    assert json.loads(app.dataframe[0].proto.selection_default)["selection"]["rows"] == [0]
    first = app.dataframe[0].key

    app.multiselect[0].set_value(["C", "A"]).run()

    assert json.loads(app.dataframe[0].proto.selection_default)["selection"]["rows"] == [2, 0]
    assert app.dataframe[0].key != first


def test_a_new_run_moves_no_choice_to_another_network(launch: Launch, store: Path) -> None:
    add(store, "mine", "Mine")
    run(store, "b", 50, evaluation())
    app = opened(launch)
    app.multiselect[0].set_value(["runs/b"]).run()

    run(store, "a", 3)
    app.run()

    assert app.multiselect[0].value == ["runs/b"]
    assert json.loads(app.dataframe[0].proto.selection_default)["selection"]["rows"] == [2]


def test_rows_that_are_chosen_become_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    state = {"key": {"selection": {"rows": [2, 0, 7]}}}
    monkeypatch.setattr(streamlit, "session_state", state)

    table._take("key", ["A", "B", "C"])

    assert state[table.NAMES] == ["C", "A"]


def test_an_address_can_name_the_networks(launch: Launch, store: Path) -> None:
    for name in "abc":
        add(store, name, name.upper())
    app = launch().run()
    app.query_params[table.NAMES] = ["B", "C"]

    app.switch_page("pages/training.py").run()

    assert not app.exception
    assert app.multiselect[0].value == ["B", "C"]

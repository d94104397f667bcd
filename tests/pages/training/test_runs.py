"""The page on training: runs, finished, going on, and broken."""

import os
from pathlib import Path

import pytest

from emotion.web.models import sections
from emotion.web.models.train_your_own import NEWEST, NONE_YET
from tests.support.app_page import Launch, add
from tests.support.evaluations import evaluation
from tests.support.training_page import figures, measure, opened, run, words


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
        table = app.dataframe[1].value.set_index("Setting")["runs/b"]
        assert table["network"] == "blog"
        assert table["seed"] == "7"
    elif section != "Groups of faces":  # which these figures do not have
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


def test_the_newest_run_is_opened_with_its_course_by_one_press(launch: Launch, store: Path) -> None:
    add(store, "mine", "Mine")
    app = opened(launch)
    app.pills[0].set_value("Scores").run()
    press = next(button for button in app.button if button.label == NEWEST)
    press.click().run()
    assert NONE_YET in words(app)

    run(store, "a", 12)
    os.utime(run(store, "b", 20) / "history.csv", (1e10, 1e10))
    next(button for button in app.button if button.label == NEWEST).click().run()

    assert not app.exception
    assert app.multiselect[0].value == ["runs/b"]
    assert app.pills[0].value == sections.TRAINING
    assert "runs/b is shown at the top of the page." in words(app)

"""The page on training: one network as a story, in sentences of its own figures."""

import json
from pathlib import Path

import pytest

from emotion.web.models import sections
from tests.support.app_page import Launch, add
from tests.support.evaluations import history, write_records
from tests.support.training_page import figures, opened, run, words

STAGES = [
    {"name": "face", "shape": [48, 48, 1], "parameters": 0},
    {"name": "answer", "shape": [7], "parameters": 1_550_895},
]


def test_the_network_of_the_app_is_told_by_what_it_is_for(launch: Launch) -> None:
    app = opened(launch)

    headings = [element.value for element in app.subheader]
    assert headings == ["In short", "The network", "What it learned from", "Chart by chart"]
    told = words(app)
    assert "It takes neutral for sad most: " in told
    assert "of the voters agree (" in told
    assert "By the original labels it is " in told
    (drawn,) = [item.proto.body for item in app.get("html") if "mien-stages" in item.proto.body]
    assert "<strong>Stage 4</strong>" in drawn


def test_every_run_that_led_to_it_is_told_with_its_command(launch: Launch) -> None:
    app = opened(launch)

    assert "1. **`runs/large-heads/votes`**: 80 epochs" in words(app)
    assert "2. **`runs/large-votes`**: 12 epochs" in words(app)
    commands = [block.value for block in app.code]
    assert any("--run runs/large-heads/votes" in command for command in commands)
    assert {block.language for block in app.code} == {"plaintext"}


def test_where_an_older_version_made_it_that_version_comes_first(launch: Launch, store: Path) -> None:
    older = {"version": "1.0.0", "commit": "6032593", "library": "PyTorch", "package": "torch"}
    making = {"command": "python -m training train --run runs/mine", "config": {"network": "blog", "epochs": 5}}
    for name, training in (("old", making | {"commands_of": older}), ("new", making)):
        add(store, name, name.title(), training=training)
    app = opened(launch)
    line = "git checkout 6032593  # version 1.0.0, whose training also needs PyTorch: pip install torch"

    app.multiselect[0].set_value(["Old"]).run()

    assert "The commands below are those of version 1.0.0, whose training also needs PyTorch." in words(app)
    assert [block.value for block in app.code][:2] == [line, making["command"]]
    app.pills[0].set_value("Data and settings").run()
    assert f"{line}\n{making['command']}" in [block.value for block in app.code]

    app.multiselect[0].set_value(["New"]).run()

    assert not app.exception
    assert not any("git checkout" in block.value for block in app.code)


def test_a_network_without_stages_or_runs_is_told_without(launch: Launch, store: Path) -> None:
    add(store, "mine", "Mine", stages=None, training={}, data={})

    app = opened(launch)

    assert not app.exception
    assert [element.value for element in app.subheader] == ["In short", "Chart by chart"]


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ("Training", "Accuracy on PublicTest was best at epoch 46 of 48 with"),
        ("Training", "The learning rate rose to 0.1 at epoch 2 and fell to 0 at the end."),
        ("Scores", "On those without a near-duplicate elsewhere it is"),
        ("Scores", "Of each label it finds, the worst first: fear"),
        ("Mistakes", "Then fear for sad"),
        ("Confidence", "is told from all others best, with an area of"),
        ("Robustness", "at the hardest."),
        ("Groups of faces", "Read best: "),
        ("Data and settings", "436 are labelled Disgust."),
    ],
)
def test_under_each_chart_stands_what_it_shows(launch: Launch, store: Path, section: str, sentence: str) -> None:
    add(store, "mine", "Mine")
    app = opened(launch)

    app.pills[0].set_value(section).run()

    assert not app.exception
    assert sentence in words(app).replace("\N{NO-BREAK SPACE}", " ")


def test_several_networks_are_compared_without_a_story(launch: Launch, store: Path) -> None:
    for name in "ab":
        add(store, name, name.upper())
    app = opened(launch)

    app.multiselect[0].set_value(["A", "B"]).run()

    assert not app.subheader
    assert "It takes" not in words(app)
    assert figures(app) == ["Accuracy by epoch", "Loss by epoch", "Learning rate by epoch"]


@pytest.mark.parametrize("section", sections.SECTIONS)
def test_every_section_explains_its_words(launch: Launch, store: Path, section: str) -> None:
    add(store, "mine", "Mine", stages=None)
    app = opened(launch)

    app.pills[0].set_value(section).run()

    assert sum("What the words mean" in str(item.proto) for item in app.get("popover")) == 1


def test_the_threshold_moves_the_point_and_the_sentence(launch: Launch) -> None:
    app = opened(launch)
    app.pills[0].set_value("Confidence").run()
    before = words(app)
    assert "From 55 % on it answers" in before.replace("\N{NO-BREAK SPACE}", " ")

    app.slider[0].set_value(80).run()

    assert not app.exception
    assert "From 80 % on it answers" in words(app).replace("\N{NO-BREAK SPACE}", " ")
    curve = json.loads(app.get("plotly_chart")[-1].proto.spec)
    assert [trace["name"] for trace in curve["data"] if trace["mode"] == "markers"] == ["From 80 %"]


def test_two_networks_are_compared_on_the_very_same_faces(launch: Launch) -> None:
    app = opened(launch)
    app.multiselect[0].set_value(["Mirrored network, by labels", "Compact residual network"]).run()

    app.pills[0].set_value("Scores").run()

    assert (
        'On the same 3,589 faces "Mirrored network, by labels" is more accurate than "Compact residual network"'
        in words(app)
    )


def test_a_run_that_trains_is_read_again(launch: Launch, store: Path) -> None:
    folder = run(store, "a", 12)
    app = opened(launch)
    app.multiselect[0].set_value(["runs/a"]).run()
    assert "**Training goes on.** runs/a: 12 of 50 epochs." in words(app)
    assert "After 12 of 50 epochs accuracy on PublicTest has been best at epoch 12" in words(app)

    write_records(folder, history(20), None)
    app.run()

    assert not app.exception
    assert "**Training goes on.** runs/a: 20 of 50 epochs." in words(app)
    write_records(folder, history(50), None)
    app.run()
    assert "Training goes on" not in words(app)
    assert "Accuracy on PublicTest was best at epoch 50 of 50" in words(app).replace("\N{NO-BREAK SPACE}", " ")


def test_four_commands_train_a_network_of_ones_own(launch: Launch) -> None:
    app = opened(launch)

    commands = [block.value for block in app.code][-4:]
    assert [command.split()[3] for command in commands] == ["data", "train", "evaluate", "export"]
    assert "`--recipe blog` took 24 minutes" in words(app)

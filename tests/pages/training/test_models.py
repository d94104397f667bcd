"""The page on training: one model, several, none, and entries whose files are missing or spoilt."""

import json
from pathlib import Path

import pytest

from emotion.classification.calibration import Expectation
from emotion.models import store as model_store
from emotion.models.evaluation import load_evaluation
from emotion.models.store import MODELS
from emotion.web.models import sections
from emotion.web.server.settings import HostSettings
from tests.support.app_page import Launch, add
from tests.support.training_page import figures, opened, words


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
    measured = load_evaluation(MODELS / HostSettings().model / "evaluation.json")
    public = measured.expecting(Expectation.ALIKE).splits.public
    assert public != measured.splits.public
    private = measured.splits.private
    expected = {
        "By FER+ majority": public.majority,
        "PublicTest, by the original labels": public,
        "PrivateTest, expecting a crowd": private,
    }
    assert shown.index("By FER+ majority") < shown.index("by the original labels")
    for name, part in expected.items():
        scores = f"{100 * part.accuracy:.1f} %, mean recall {100 * part.balanced_accuracy:.1f} %"
        assert f"<dt>{name}</dt><dd>{scores}</dd>" in shown
    assert figures(app) == ["Accuracy by epoch", "Loss by epoch", "Learning rate by epoch"]


def test_what_is_expected_changes_the_figures(launch: Launch) -> None:
    app = opened(launch)
    measured = load_evaluation(MODELS / HostSettings().model / "evaluation.json").splits

    app.radio[0].set_value("crowd").run()

    (shown,) = [item.proto.body for item in app.get("html") if "mien-numbers" in item.proto.body]
    for part, name in ((measured.public, "PublicTest, by the original labels"), (measured.private, "PrivateTest")):
        assert f"<dt>{name}</dt><dd>{100 * part.accuracy:.1f} %, mean recall" in shown
    assert "expecting a crowd" not in shown


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


def test_an_articles_figure_stands_beside_ours(launch: Launch, store: Path) -> None:
    folder = add(store, "mine", "Mine")
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    card["training"]["published"] = {"accuracy": 0.65, "count": 7178, "differs": "It is another one."}
    (folder / "card.json").write_text(json.dumps(card), encoding="utf-8")

    assert "By its article: 65 % on the 7,178 faces of both. It is another one." in words(opened(launch))

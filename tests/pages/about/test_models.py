"""What the page about Mien shows of models, and where models, cards or evaluations are missing."""

from pathlib import Path

import pytest

from emotion.models.evaluation import load_evaluation
from emotion.web.about import sections
from emotion.web.server.settings import HostSettings
from tests.support.about_page import opened, words
from tests.support.app_page import COMPACT, Launch, add

OPTIONAL = ("data", "training", "versions", "date", "terms", "private_readings", "protocol", "limits")


def test_a_networks_figures_are_those_of_its_evaluation(launch: Launch, store: Path) -> None:
    add(store, "mine", "Mine")
    splits = load_evaluation(COMPACT / "evaluation.json").splits

    shown = words(opened(launch, "Networks"))

    for part, name in ((splits.public, "PublicTest"), (splits.private, "PrivateTest")):
        assert f"Right on {name} | {100 * part.accuracy:.1f} % of 3,589 faces, mean recall" in shown
    assert "Harder pictures cost accuracy" in shown
    assert "Weights trained on FER2013" in shown
    assert "**Protocol.** Trained on FER2013's Training part alone" in shown
    assert "python -m training train" in shown


@pytest.mark.parametrize(("chosen", "expected"), [("", ["C", "A", "B"]), ("b", ["B", "C", "A"])])
def test_the_chosen_network_comes_first_and_is_open(
    launch: Launch, store: Path, chosen: str, expected: list[str]
) -> None:
    for name, title in (("a", "A"), ("b", "B"), (HostSettings().model, "C")):
        add(store, name, title)

    app = opened(launch, "Networks", chosen)

    assert [(part.label, part.proto.expanded) for part in app.expander] == [
        *((title, place == 0) for place, title in enumerate(expected)),
        ("What the words mean", False),
    ]


@pytest.mark.parametrize("section", ["Networks", "Data", "Versions and licences"])
def test_a_card_with_nothing_but_what_it_must_have_is_shown(launch: Launch, store: Path, section: str) -> None:
    folder = add(store, "bare", "Bare", **dict.fromkeys((*OPTIONAL, "alike")))
    (folder / "evaluation.json").unlink()

    shown = words(opened(launch, section))

    assert "None" not in shown
    assert "Right on" not in shown
    assert "have an identical picture" not in shown
    assert ("| Sure from | a confidence of 56 % |" in shown) is (section == "Networks")


def test_without_an_evaluation_the_page_says_how_to_measure(launch: Launch, store: Path) -> None:
    (add(store, "mine", "Mine") / "evaluation.json").unlink()

    shown = words(opened(launch, "Networks"))

    assert "`python -m training evaluate --model mine --record --robustness`" in shown
    assert "evaluation.json is missing" in shown
    assert "| Sure from |" in shown
    assert "Right on" not in shown


@pytest.mark.parametrize("section", sections.SECTIONS)
def test_without_a_network_every_section_is_still_there(launch: Launch, store: Path, section: str) -> None:
    app = opened(launch, section)

    assert app.header
    about_networks = section in ("Networks", "Data", "Versions and licences")
    assert ("No network is installed" in words(app)) is about_networks


@pytest.mark.parametrize("section", ["Networks", "Data", "Versions and licences"])
def test_a_broken_card_is_named_and_the_others_are_shown(launch: Launch, store: Path, section: str) -> None:
    add(store, "good", "Good")
    (store / "bad").mkdir()
    (store / "bad" / "card.json").write_text("{", encoding="utf-8")

    app = opened(launch, section)

    assert "card.json cannot be read" in words(app)
    assert "No network is installed" not in words(app)

"""The page on training: what was measured of a model on other faces."""

from pathlib import Path

import pytest

from emotion.web.models import sections
from tests.support.app_page import Launch, add
from tests.support.evaluations import evaluation
from tests.support.training_page import figures, measure, opened, words


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
    public = evaluation(0.3)["splits"]["public"]
    accuracy, recall = (f"{100 * public[name]:.1f} %" for name in ("accuracy", "balanced_accuracy"))
    assert f"<dt>PublicTest</dt><dd>{accuracy}, mean recall {recall}</dd>" in shown


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

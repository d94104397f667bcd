"""The page on training: faces behind the figures, on the machine itself and where the host allows it alone."""

import re
from pathlib import Path

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from emotion.models.evaluation import load_evaluation
from emotion.models.predictions import Answers, Predictions
from emotion.models.public_faces import HEADING, load_public_faces
from emotion.web.models import answers, faces
from tests.support.app_page import Launch, add
from tests.support.training_page import opened, words

GREY = " ".join(["100"] * 48 * 48)


@pytest.fixture
def data(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two plain grey squares as PublicTest, which the installed network took for another label each."""
    folder = add(store, "mine", "Mine")
    path = tmp_path / "fer2013.csv"
    path.write_text(f"{HEADING}\n2,{GREY},PublicTest\n3,{GREY},PublicTest\n", encoding="utf-8")
    sha256 = load_evaluation(folder / "evaluation.json").evaluated.sha256
    told = Answers(answers=bytes([4, 3]), confidence=bytes([200, 255]))
    kept = Predictions(
        evaluated=sha256, data=load_public_faces(path).sha256, truth=bytes([2, 3]), crowd=told, alike=told
    )
    monkeypatch.setattr(faces, "DATA", path)
    monkeypatch.setattr(faces, "on_loopback", lambda: True)
    monkeypatch.setattr(answers, "load_predictions", lambda path: kept)
    monkeypatch.setenv("MIEN_SHOW_FACES", "on")
    return path


def captions(app: AppTest) -> list[str]:
    """Return the words under the faces that are shown."""
    galleries = [item.proto.body for item in app.get("html") if "mien-faces" in item.proto.body]
    return [words for gallery in galleries for words in re.findall("<figcaption>(.*?)</figcaption>", gallery)]


def pictures(launch: Launch) -> list[str]:
    app = opened(launch)
    app.pills[0].set_value("Mistakes").run()
    assert not app.exception
    return captions(app)


def test_the_cell_confused_most_and_the_surest_errors_are_shown(launch: Launch, data: Path) -> None:
    assert pictures(launch) == ["Fear, answered sad, 78 %"] * 2


def test_another_cell_can_be_chosen(launch: Launch, data: Path) -> None:
    app = opened(launch)
    app.pills[0].set_value("Mistakes").run()

    app.selectbox[0].set_value("happy")
    app.selectbox[1].set_value("happy").run()

    assert "Happy, answered happy" in [element.value for element in app.subheader]
    assert "1 face." in words(app)


@pytest.mark.parametrize("setting", ["", "off"])
def test_without_the_setting_no_face_is_shown(
    launch: Launch, data: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv("MIEN_SHOW_FACES", setting)

    assert pictures(launch) == []


def test_on_a_hosts_page_no_face_is_shown(launch: Launch, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "on_loopback", lambda: False)

    assert pictures(launch) == []


def test_without_the_data_no_face_is_shown(launch: Launch, data: Path) -> None:
    data.unlink()

    assert pictures(launch) == []


def test_other_faces_than_those_that_were_measured_are_not_shown(launch: Launch, data: Path) -> None:
    data.write_text(f"{HEADING}\n2,{GREY},PublicTest\n", encoding="utf-8")
    app = opened(launch)

    app.pills[0].set_value("Mistakes").run()

    assert "holds other faces than those that were measured" in words(app)
    assert captions(app) == []


def test_a_click_on_a_cell_chooses_its_faces(monkeypatch: pytest.MonkeyPatch) -> None:
    state = {faces.CHART: {"selection": {"points": [{"x": "Sad", "y": "Fear"}]}}}
    monkeypatch.setattr(streamlit, "session_state", state)

    faces._take()

    assert (state[faces.TRUE], state[faces.ANSWERED]) == ("fear", "sad")

"""The page for photos: two networks beside each other, in the table, for a face and in the files."""

import csv
import io
import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from emotion.models.store import MODELS, ModelStore, load_card
from emotion.web.photo import album
from emotion.web.server.settings import HostSettings
from tests.support.app_page import Launch
from tests.support.photo_page import arrive, astronaut, blank, card, group, offered, panels, selectbox, toggle, upload

TITLES = {name: load_card(MODELS / name).title for name in ModelStore(MODELS).names()}


@pytest.fixture
def page(launch: Launch) -> AppTest:
    return arrive(launch)


def test_two_networks_read_the_same_face(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()))

    selectbox(page, "Compare with").set_value("report").run()

    assert not page.exception
    assert len(panels(page)) == 2
    titles = [element.value for element in page.markdown if element.value.startswith("**")]
    assert titles == [f"**{TITLES[HostSettings().model]}**", "**A report's network**"]


def test_both_networks_are_in_the_files(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    files = offered(monkeypatch)
    upload(page, ("a.png", astronaut()), ("b.png", group()), ("c.png", blank()))
    alone = files["Readings, CSV"]
    selectbox(page, "Compare with").set_value("report").run()

    rows, before = read_back(files["Readings, CSV"]), read_back(alone)
    assert [{**row, "agrees": ""} for row in rows[:5]] == before
    assert [row["model"] for row in rows] == [HostSettings().model] * 5 + ["report"] * 5
    places = [(row["picture"], row["face"], row["left"], row["agrees"]) for row in rows]
    assert places[:5] == places[5:]
    assert [row["agrees"] for row in rows[:5]] == ["true"] * 4 + [""], "the last picture has no face"
    document = json.loads(files["Readings, JSON"])
    assert document["model"]["name"] == HostSettings().model
    assert document["compared_with"]["model"]["name"] == "report"
    assert [len(picture["faces"]) for picture in document["compared_with"]["pictures"]] == [1, 3, 0]
    assert document["compared_with"]["agreement"] == {"faces": 4, "same": 4, "share": 1.0, "kappa": None}


def read_back(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_two_networks_stand_side_by_side_in_the_table_and_for_the_chosen_face(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()), ("b.png", group()), ("c.png", blank()))
    assert "Agree" not in page.dataframe[0].value
    selectbox(page, "Compare with").set_value("report").run()

    table = page.dataframe[0].value
    assert list(table["Second network"])[:4] == ["Happy"] * 4
    assert list(table["Agree"])[:4] == ["Yes"] * 4
    assert "The two agree on 4 of 4 faces, 100 %." in [element.value for element in page.markdown]

    card(page, "b.png").click().run()
    assert len(panels(page)) == 2
    assert [len(column.get("html")) for column in page.columns[-2:]] == [1, 1], "each has a column of its own"


def test_why_an_answer_is_given_is_shown_over_the_face_of_each_network(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()))
    selectbox(page, "Compare with").set_value("report").run()
    (photo,) = page.session_state[album.ALBUM].photos
    assert photo.occlusions == {}, "made when it is asked for"

    toggle(page, "Why this answer").set_value(True).run()

    assert not page.exception
    assert {way[0].name for way, _ in photo.occlusions} == {HostSettings().model, "report"}
    assert [falls.shape for falls in photo.occlusions.values()] == [(7, 7)] * 2
    assert len([item for item in page.get("html") if "mien-legend" in item.proto.body]) == 2
    words = [caption.value for caption in page.caption if "not what the person feels" in caption.value]
    assert len(words) == 2


def test_a_map_goes_with_the_expectation_that_gave_the_answer(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()))
    toggle(page, "Why this answer").set_value(True).run()
    page.sidebar.radio[0].set_value("crowd").run()

    (photo,) = page.session_state[album.ALBUM].photos
    alike, crowd = photo.occlusions.values()
    assert [way[0].expects for way, _ in photo.occlusions] == ["alike", "crowd"]
    assert not np.array_equal(alike, crowd)


def test_the_network_that_is_chosen_reads_and_is_not_compared_with_itself(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()))
    before = panels(page)

    selectbox(page, "Network").set_value("blog").run()

    assert panels(page) != before
    (photo,) = page.session_state[album.ALBUM].photos
    assert {identity.name for identity, _ in photo.results} == {HostSettings().model, "blog"}
    assert selectbox(page, "Compare with").options == [title for name, title in TITLES.items() if name != "blog"]

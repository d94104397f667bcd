"""Pictures are read once in each way, one after another; what was read is kept when the visitor stops."""

import numpy as np
import pytest

from emotion import analysis
from emotion.detection.presets import DetectorChoice
from emotion.images.decode import decode
from emotion.images.types import Picture
from emotion.models.loaded import LoadedModel
from emotion.models.store import ModelStore
from emotion.results import Box
from emotion.web.photo import reading
from emotion.web.photo.album import Album, Photo
from emotion.web.photo.reading import SHOWN, Turn, asked, read_by, reduced, way_of
from tests.support.bad_pictures import HEAD, encode
from tests.support.fakes import FakeDetector


@pytest.fixture(scope="module")
def model() -> LoadedModel:
    return ModelStore().load_model("compact")


def held(*files: tuple[str, bytes]) -> Album:
    return Album([Photo(name, content) for name, content in files])


def names(pictures: Album) -> list[str]:
    return [photo.name for photo in pictures.photos]


def test_what_was_read_is_kept_when_the_reading_is_stopped_and_the_rest_waits(
    model: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Pressed(BaseException):
        """As Streamlit ends a script whose button is pressed."""

    pictures, choice = held(*((f"{at}.png", encode(HEAD, "PNG")) for at in range(3))), DetectorChoice()
    turn = Turn(pictures, model, choice)
    read_one, done = analysis.read_photo_faces, iter([False, False, True])

    def pressed(*given: object) -> object:
        if next(done):
            raise Pressed
        return read_one(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_photo_faces", pressed)
    with pytest.raises(Pressed):
        turn.read()
    turn.stop()

    turn.read()
    assert (turn.due, len(turn.unread)) == (False, 1)
    assert [found.photo.name for found in read_by(pictures, model, choice)] == ["0.png", "1.png"]

    other = ModelStore().load_model("report")
    monkeypatch.setattr(reading, "read_photo_faces", read_one)
    Turn(pictures, other, choice, after=model).read()
    assert [way_of(other, choice) in photo.results for photo in pictures.photos] == [True, True, False]

    monkeypatch.undo()
    turn.go_on()
    turn.read()
    assert [found.photo.name for found in read_by(pictures, model, choice)] == ["0.png", "1.png", "2.png"]


def test_another_network_may_have_read_some_of_the_pictures_alone(model: LoadedModel) -> None:
    content, choice = encode(HEAD, "PNG"), DetectorChoice()
    pictures = held(("a.png", content), ("b.png", content))
    other = ModelStore().load_model("report")
    Turn(pictures, model, choice).read()
    Turn(Album(pictures.photos[1:]), other, choice).read()

    first, second = read_by(pictures, model, choice, other)

    assert (first.other, second.other is None) == (None, False)
    assert [network for network, _, _ in asked(first, choice, model, other)] == [model]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((100, 200), (100, 200)),
        ((1600, 1200), (1600, 1200)),
        ((3200, 1600), (1600, 800)),
        ((40, 30_000), (2, 1600)),
        ((1, 30_000), (1, 1600)),
    ],
)
def test_the_page_gets_no_picture_larger_than_it_shows(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert reduced(np.zeros((*size, 3), np.uint8), SHOWN).shape[:2] == expected


def test_a_picture_is_read_once_for_each_way_and_decoded_once_for_each_reading(
    model: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded = []

    def counted(content: bytes) -> Picture:
        decoded.append(content)
        return decode(content)

    monkeypatch.setattr(reading, "decode", counted)
    pictures = held(("a.png", encode(HEAD, "PNG")))
    normal, high = DetectorChoice(), DetectorChoice(sensitivity="high")
    for choice in (normal, high, normal):
        Turn(pictures, model, choice).read()
    assert len(decoded) == 2, "each of the two detectors looked once"
    assert set(pictures.photos[0].results) == {(model.identity, normal), (model.identity, high)}


def test_another_model_reads_what_was_cut_out_and_searches_for_nothing(
    model: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched = FakeDetector([Box(20, 20, 60, 60)])
    monkeypatch.setattr(reading, "make_detector", lambda *_: searched)
    pictures, choice = held(("a.png", encode(HEAD, "PNG"))), DetectorChoice()
    Turn(pictures, model, choice).read()
    monkeypatch.setattr(reading, "decode", None)

    other = ModelStore().load_model("report")
    Turn(pictures, other, choice).read()

    assert len(searched.seen) == 1
    (both,) = read_by(pictures, model, choice, other)
    assert both.photo is pictures.photos[0]
    assert both.other is not None
    assert both.found.crops is both.other.crops
    first, second = both.found.result.faces[0], both.other.result.faces[0]
    assert first.box == second.box
    assert first.probabilities != second.probabilities
    assert [(network, found) for network, _, found in asked(both, choice, model, other)] == [
        (model, both.found),
        (other, both.other),
    ]


def test_a_file_that_cannot_be_read_is_let_go_with_a_sentence(model: LoadedModel) -> None:
    pictures = held(("a.png", b"no picture"), ("b.png", encode(HEAD, "PNG")))
    Turn(pictures, model, DetectorChoice()).read()
    assert names(pictures) == ["b.png"]
    assert len(pictures.photos[0].results) == 1
    (problem,) = pictures.problems
    assert problem.startswith("`a.png`: The file is no picture")


def test_after_so_many_seconds_the_page_has_its_turn_and_the_next_goes_on_where_it_ended(model: LoadedModel) -> None:
    pictures = held(*((f"{at}.png", encode(HEAD, "PNG")) for at in range(5)))
    turn, told, clock = Turn(pictures, model, DetectorChoice()), [], iter([0.0, 2.0, 5.0, 10.0, 14.0])

    def tell() -> None:
        told.append(len(turn.unread))

    turn.read(tell, 4.0, clock.__next__)
    assert (told, len(turn.unread)) == ([5, 4, 3], 3)

    turn.read(tell, 4.0, clock.__next__)
    assert (told[3:], len(turn.unread), turn.due) == ([3, 2], 2, True)
    assert pictures.took[turn.way] == [2.0, 3.0, 4.0]

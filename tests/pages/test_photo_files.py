"""Odd and bad files on the photo page: each gives its picture or a sentence, and the one beside it is unharmed."""

from collections.abc import Iterator

import numpy as np
import pytest
import streamlit_webrtc.component
from streamlit.testing.v1 import AppTest

from emotion.images.decode import decode
from emotion.web.photo import album
from emotion.web.photo.album import Album, Photo
from emotion.web.photo.reading import SHOWN, reduced
from emotion.web.shared.escape_markdown import escape_markdown, plain
from tests.support.bad_pictures import FACE, HEAD, Case, encode, refused, turned, unusual
from tests.support.photo_page import cards
from tests.support.repository import ROOT

GOOD = "good.png", encode(HEAD[:, ::-1].copy(), "PNG")


@pytest.fixture(scope="module")
def page() -> Iterator[AppTest]:
    """The page, opened once: each test leaves it without pictures."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streamlit_webrtc.component, "get_this_session_info", lambda: None)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        app.switch_page("pages/photo.py").run()
        yield app


@pytest.fixture
def held(page: AppTest) -> Iterator[Album]:
    pictures = page.session_state[album.ALBUM]
    yield pictures
    pictures.clear()


def upload(app: AppTest, *files: tuple[str, bytes]) -> None:
    app.file_uploader[0].set_value([(name, content, "image/png") for name, content in files]).run()
    assert not app.exception
    assert len(app.file_uploader[0].value) == 0, "the files were taken over"


def boxes(photo: Photo) -> list[float]:
    """How much each face that was found overlaps the head's."""
    (found,) = photo.results.values()
    return [face.box.iou(FACE) for face in found.result.faces]


@pytest.mark.parametrize("case", list(refused()), ids=lambda case: case.label)
def test_no_picture_is_refused_in_a_sentence_and_the_other_is_read(page: AppTest, held: Album, case: Case) -> None:
    upload(page, (case.name, case.content), GOOD)

    (error,) = page.error
    assert error.value.startswith(f"{escape_markdown(case.name)}: ")
    assert case.says in error.value
    assert [photo.name for photo in held.photos] == ["good.png"]
    assert list(page.dataframe[0].value["Picture"]) == ["good.png"]


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")  # Pillow's, for the log
@pytest.mark.parametrize("case", [*turned(), *unusual()], ids=lambda case: case.label)
def test_a_picture_of_any_kind_comes_out_upright_and_the_other_is_read(page: AppTest, held: Album, case: Case) -> None:
    upload(page, (case.name, case.content), GOOD)

    assert [element.value for element in page.error] == []
    odd, good = held.photos
    assert (odd.name, good.name) == (case.name, "good.png")
    assert [button.label for button in cards(page)] == [escape_markdown(case.name), "`good.png`"]
    cards(page)[0].click().run()
    assert [text.value for text in page.text] == [plain(case.name)]
    (found,) = odd.results.values()
    assert case.expected is not None
    assert (found.result.height, found.result.width) == case.expected.shape[:2]
    expected = reduced(case.expected, SHOWN)
    difference = np.abs(decode(odd.shown).astype(float) - expected).mean()
    assert difference <= case.most
    if case.face:
        assert [share > 0.6 for share in boxes(odd)] == [True]
    assert len(boxes(good)) == 1


def test_all_bad_files_at_once_are_listed_in_one_place(page: AppTest, held: Album) -> None:
    cases = list(refused())
    upload(page, *((case.name, case.content) for case in cases), GOOD)

    different = {case.content: case for case in cases}  # two files of the same bytes are one
    (error,) = page.error
    assert error.value.startswith(f"{len(different)} files were left out:")
    assert error.value.count("\n- ") == len(different)
    assert [photo.name for photo in held.photos] == ["good.png"]


def test_two_pictures_of_one_name_are_told_apart(page: AppTest, held: Album) -> None:
    upload(page, ("image.png", encode(HEAD, "PNG")), ("image.png", GOOD[1]))

    assert [button.label for button in cards(page)] == ["`image.png`", "`image (2).png`"]
    assert list(page.dataframe[0].value["Picture"]) == ["image.png", "image (2).png"]


def test_a_sentence_goes_with_the_next_upload(page: AppTest, held: Album) -> None:
    upload(page, ("text.png", b"text"))
    assert len(page.error) == 1

    upload(page, GOOD)

    assert len(page.error) == 0

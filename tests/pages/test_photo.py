"""The page on photos: none, one and many pictures, bad files, both limits, and what is downloaded."""

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from skimage import data
from streamlit.testing.v1 import AppTest

from emotion import model_store
from emotion.faces import HaarDetector
from emotion.images import decode, gray
from emotion.model_store import ModelError
from emotion.web import album, networks, resources
from emotion.web.consent import AGREED
from emotion.web.photo_view import painted

Launch = Callable[[], AppTest]


def astronaut(kind: str = "PNG", width: int = 512) -> bytes:
    file = io.BytesIO()
    Image.fromarray(data.astronaut()).resize((width, width)).save(file, kind)
    return file.getvalue()


def blank() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def page(launch: Launch) -> AppTest:
    app = launch().run()
    app.switch_page("pages/photo.py").run()
    assert not app.exception
    return app


def upload(app: AppTest, *files: tuple[str, bytes]) -> None:
    app.file_uploader[0].set_value([(name, content, "image/png") for name, content in files]).run()
    assert not app.exception


def panels(app: AppTest) -> list[str]:
    return [item.proto.body for item in app.get("html") if "mien-panel" in item.proto.body]


def errors(app: AppTest) -> str:
    return "\n".join(element.value for element in app.error)


def test_without_a_picture_the_page_says_what_fits(page: AppTest) -> None:
    assert page.info[0].value == "No picture yet."
    assert page.file_uploader[0].label.startswith("Up to 20 pictures, 200 MB together; each at most 40 MB")


def test_a_picture_is_read_face_by_face(page: AppTest) -> None:
    upload(page, ("eileen.png", astronaut()))

    (panel,) = panels(page)
    assert "Happy" in panel
    assert any(caption.value.startswith("Second guess: ") for caption in page.caption)
    table = page.dataframe[0].value
    assert list(table["picture"]) == ["eileen.png"]
    assert list(table["label"]) == ["happy"]
    assert len(page.file_uploader[0].value) == 0, "the files were taken over"


def test_a_picture_without_a_face_says_what_helps(page: AppTest) -> None:
    upload(page, ("white.png", blank()))

    assert panels(page) == []
    assert any("No face found" in element.value for element in page.info)


def test_a_bad_file_is_named_and_the_others_are_unharmed(page: AppTest) -> None:
    upload(page, ("a.png", b"no picture"), ("b.png", astronaut()), ("c.png", b""), ("d.png", astronaut()[:5000]))

    assert [word in errors(page) for word in ("a.png: ", "b.png: ", "c.png: ", "d.png: ")] == [True, False, True, True]
    assert len(panels(page)) == 1


def test_the_same_picture_is_held_once(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()), ("b.png", astronaut()))
    upload(page, ("a.png", astronaut()))

    assert len(panels(page)) == 1


def test_pictures_can_be_removed_one_by_one_and_all_at_once(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()), ("b.png", astronaut(width=400)), ("c.png", blank()))

    next(button for button in page.button if button.label == "Remove").click().run()
    assert [photo.name for photo in page.session_state[album.ALBUM].photos] == ["b.png", "c.png"]

    next(button for button in page.button if button.label == "Remove all").click().run()
    assert page.session_state[album.ALBUM].photos == []


@pytest.mark.parametrize(
    ("setting", "value", "message"),
    [
        ("MIEN_MAX_PICTURES", "1", "b.png: 1 pictures are held already"),
        ("MIEN_MAX_PICTURE_MB", "1", "b.png: all pictures together may have 1 MB"),
    ],
)
def test_a_limit_is_said_and_what_fits_is_kept(
    launch: Launch, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, message: str
) -> None:
    monkeypatch.setenv(setting, value)
    app = launch().run()
    app.switch_page("pages/photo.py").run()
    assert f"{value} " in app.file_uploader[0].label

    upload(app, ("a.png", astronaut()), ("b.png", astronaut("BMP", 600)))

    assert message in errors(app)
    assert [photo.name for photo in app.session_state[album.ALBUM].photos] == ["a.png"]


def test_what_was_uploaded_outlives_a_change_of_page(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()))

    page.switch_page("pages/training.py").run()
    page.switch_page("pages/photo.py").run()

    assert len(panels(page)) == 1


def test_the_sample_needs_no_file(page: AppTest) -> None:
    page.segmented_control[0].set_value("Sample").run()
    next(button for button in page.button if button.label == "Read the astronaut").click().run()

    assert not page.exception
    assert "Happy" in panels(page)[0]


@pytest.mark.parametrize("agreed", [False, True])
def test_a_snapshot_needs_agreement(page: AppTest, agreed: bool) -> None:
    page.session_state[AGREED] = agreed
    page.segmented_control[0].set_value("Camera").run()

    assert not page.exception
    assert bool(page.get("camera_input")) is agreed


def test_two_networks_read_the_same_face(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()))

    page.selectbox[0].set_value("A report's network").run()

    assert not page.exception
    assert len(panels(page)) == 2
    assert "**A report's network**" in [element.value for element in page.markdown]


@pytest.mark.parametrize("sensitivity", ["low", "high"])
def test_another_sensitivity_reads_anew(page: AppTest, sensitivity: str) -> None:
    upload(page, ("a.png", astronaut()))

    page.select_slider[0].set_value(sensitivity).run()

    (photo,) = page.session_state[album.ALBUM].photos
    assert {way[1] for way in photo.readings} == {"normal", sensitivity}
    assert panels(page)


def test_a_blurred_download_has_no_face_in_it_and_a_plain_one_has(page: AppTest) -> None:
    upload(page, ("a.png", astronaut()))
    (photo,) = page.session_state[album.ALBUM].photos
    (found,) = photo.readings.values()
    picture = decode(photo.content)

    boxes = {
        blurred: HaarDetector().detect(gray(painted(picture, found.reading, blurred)).pixels)
        for blurred in (False, True)
    }
    face = found.reading.faces[0].box
    assert [any(box.overlap(face) > 0.3 for box in boxes[blurred]) for blurred in (False, True)] == [True, False]


def test_only_networks_that_can_run_are_offered_and_a_spoilt_one_is_named(
    launch: Launch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("blog", "report"):
        shutil.copytree(model_store.MODELS / name, tmp_path / name)
    path = tmp_path / "blog/card.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(card | {"files": {}}), encoding="utf-8")
    monkeypatch.setattr(networks, "MODELS", tmp_path)
    monkeypatch.setattr(resources, "network", spoilt_but("compact", resources.network))
    app = launch().run()
    app.switch_page("pages/photo.py").run()
    assert app.selectbox[0].options == ["A report's network"]
    upload(app, ("a.png", astronaut()))

    app.selectbox[0].set_value("A report's network").run()

    assert not app.exception
    assert "A report's network cannot be used. It is spoilt." in errors(app)
    assert len(panels(app)) == 1


def spoilt_but(name: str, load: Callable[[str], resources.Network]) -> Callable[[str], resources.Network]:
    def network(asked: str) -> resources.Network:
        if asked != name:
            raise ModelError("It is spoilt.")
        return load(asked)

    return network


def test_a_click_does_not_decode_the_files_again(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(page, ("a.png", astronaut()))
    monkeypatch.setattr(album, "decode", None)  # calling it would fail

    page.toggle[0].set_value(True).run()

    assert not page.exception
    assert len(panels(page)) == 1

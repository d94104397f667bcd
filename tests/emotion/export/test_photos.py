"""Results of pictures as CSV, JSON, pictures and ZIP."""

import csv
import dataclasses
import io
import json
import zipfile

import numpy as np
import pytest
from PIL import Image

from emotion.export.csv import to_csv
from emotion.export.photos import PHOTO_COLUMNS, photo_rows, photos_json, picture_bytes, zip_files
from emotion.images.decode import decode
from emotion.labels import LABELS
from emotion.models import store
from emotion.models.card import LITERT
from emotion.models.identity import ModelIdentity
from emotion.quality import FaceQuality, Issue
from emotion.results import Box
from tests.support.fakes import face, frame

NETWORK = ModelIdentity("compact", "2026-11-20 0123456789ab", "alike")
POOR = FaceQuality(-48.4, 6.2, 0.7, (Issue.TOO_SMALL, Issue.TURNED_AWAY))
SAD = dataclasses.replace(face(Box(50, 60, 70, 80), "sad", 0.4, display_number=2, sure=False), quality=POOR)
TWO = frame(face(Box(1, 2, 30, 40), "happy", 0.9), SAD)


def parsed(text: str) -> list[list[str]]:
    """Read CSV as a program does that knows nothing of ours."""
    return list(csv.reader(io.StringIO(text.encode("utf-8").decode("utf-8-sig"), newline="")))


def test_the_columns_are_those_that_were_promised() -> None:
    assert ",".join(PHOTO_COLUMNS) == (
        "picture,picture_width,picture_height,face,left,top,width,height,"
        "angry,disgust,fear,happy,sad,surprise,neutral,label,sure,model,model_version,expects,"
        "issues,yaw,roll,detection_score,answer,agrees"
    )


def test_each_face_has_a_row() -> None:
    header, first, second = parsed(to_csv(photo_rows("party.jpg", TWO, NETWORK), PHOTO_COLUMNS))
    assert header == list(PHOTO_COLUMNS)
    assert first[:8] == ["party.jpg", "640", "480", "1", "1", "2", "30", "40"]
    assert [float(value) for value in second[8:15]] == pytest.approx(TWO.faces[1].probabilities, abs=1e-6)
    assert first[15:] == ["happy", "true", "compact", "2026-11-20 0123456789ab", "alike", "", "", "", "", "Happy", ""]
    assert second[15:17] == ["sad", "false"]
    assert second[-6:-2] == ["too small; turned away", "-48", "6", "0.7"]


@pytest.mark.parametrize(
    ("too_dark", "issues"), [(False, "no face found"), (True, "no face found; too dark")], ids=["light", "dark"]
)
def test_a_picture_without_faces_has_a_row_that_says_why(too_dark: bool, issues: str) -> None:
    nobody = dataclasses.replace(frame(), too_dark=too_dark)
    (row,) = photo_rows("empty.jpg", nobody, NETWORK)
    assert {name: value for name, value in row.items() if value is not None} == {
        "picture": "empty.jpg",
        "picture_width": 640,
        "picture_height": 480,
        "sure": False,
        "model": NETWORK.name,
        "model_version": NETWORK.version,
        "expects": NETWORK.expects,
        "issues": issues,
    }
    assert tuple(row) == PHOTO_COLUMNS


def test_rows_tell_whether_another_network_agrees() -> None:
    theirs = frame(*(dataclasses.replace(found, label="happy", sure=False) for found in TWO.faces))
    assert [row["agrees"] for row in photo_rows("a.jpg", TWO, NETWORK, theirs)] == [True, False]
    assert [row["agrees"] for row in photo_rows("a.jpg", theirs, NETWORK, TWO)] == [True, False]
    assert [row["agrees"] for row in photo_rows("a.jpg", TWO, NETWORK)] == [None, None]
    assert [row["agrees"] for row in photo_rows("a.jpg", frame(), NETWORK, frame())] == [None]


def test_a_picture_without_faces_stands_in_json() -> None:
    (picture,) = json.loads(photos_json([("empty.jpg", frame())], NETWORK))["pictures"]
    assert picture == {
        "picture": "empty.jpg",
        "picture_width": 640,
        "picture_height": 480,
        "faces": [],
        "issues": ["no face found"],
    }


def test_no_rows_give_the_header_alone() -> None:
    assert to_csv([], ("a", "b")) == '\ufeff"a","b"\r\n'


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=cmd().jpg", "'=cmd().jpg"),
        ("+1.jpg", "'+1.jpg"),
        ("-1.jpg", "'-1.jpg"),
        ("@SUM(A1).jpg", "'@SUM(A1).jpg"),
        ("\t=1", "'\t'=1"),
        ("\tA1", "'\tA1"),
        ("\r\n=1", "'\r\n'=1"),
        ("\x00=1", "'\x00=1"),
        ("\u3000\u200b=1", "'\u3000\u200b=1"),
        ("'=1", "''=1"),
        ("a;\t =1", "a;\t' =1"),
        ("'tis =1", "'tis =1"),
        ("half \ud83d", "half \ufffd"),
        (' "=1', "' \"=1"),
        ("\uff1d1", "'\uff1d1"),
        ("a;=1", "a;'=1"),
        ("a\r\n=1", "a\r\n'=1"),
        ("a=1-2.jpg", "a=1-2.jpg"),
        ("Grüße, 笑顔.jpg", "Grüße, 笑顔.jpg"),
        ('say "hi"', 'say "hi"'),
        (-0.5, "-0.5"),
        (None, ""),
        (True, "true"),
    ],
)
def test_no_cell_is_a_formula_and_others_stay_as_they_are(value: object, cell: str) -> None:
    assert parsed(to_csv([{"name": value}], ["name"])) == [["name"], [cell]]


@pytest.mark.parametrize("row", [{"a": 1}, {"a": 1, "b": 2, "c": 3}])
def test_a_row_of_other_columns_is_refused(row: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="expected a row of a, b"):
        to_csv([row], ("a", "b"))


def test_json_names_labels_and_units_once() -> None:
    document = json.loads(photos_json([("=cmd().jpg", TWO), ("b.png", TWO)], NETWORK))
    assert document["labels"] == list(LABELS)
    assert document["model"] == {"name": "compact", "version": "2026-11-20 0123456789ab", "expects": "alike"}
    assert "pixels" in document["units"]["box"]
    assert [picture["picture"] for picture in document["pictures"]] == ["=cmd().jpg", "b.png"]
    first, second = document["pictures"][0]["faces"]
    assert first["box"] == [1, 2, 30, 40]
    assert second["probabilities"] == pytest.approx(TWO.faces[1].probabilities, abs=1e-6)
    assert (second["face"], second["label"], second["sure"]) == (2, "sad", False)


def test_a_second_model_stands_after_the_first_in_the_same_form() -> None:
    other = ModelIdentity("report", "2026-11-21 ba9876543210")
    theirs = frame(*(dataclasses.replace(found, label="sad") for found in TWO.faces))

    alone = json.loads(photos_json([("a.jpg", TWO)], NETWORK))
    both = json.loads(photos_json([("a.jpg", TWO)], NETWORK, ([("a.jpg", theirs)], other)))

    compared = both.pop("compared_with")
    assert both == alone
    assert compared["model"] == {"name": "report", "version": "2026-11-21 ba9876543210", "expects": "crowd"}
    assert [(found["label"], found["agrees"]) for found in compared["pictures"][0]["faces"]] == [
        ("sad", False),
        ("sad", True),
    ]
    assert compared["agreement"] == {"faces": 2, "same": 1, "share": 0.5, "kappa": None}
    assert {"agrees", "agreement"} < both["units"].keys()
    assert compared["pictures"][0].keys() == alone["pictures"][0].keys()


def test_the_version_is_the_date_and_the_beginning_of_the_sum() -> None:
    card = store.load_card(store.MODELS / "compact")
    model = ModelIdentity.of(card)
    assert model.name == "compact"
    assert model.version == f"{card.date[:10]} {card.files[LITERT].sha256[:12]}"


@pytest.mark.parametrize(("kind", "most"), [("PNG", 0), ("JPEG", 2)])
def test_a_picture_comes_back_without_metadata(astronaut: np.ndarray, kind: str, most: float) -> None:
    content = picture_bytes(astronaut, kind)  # type: ignore[arg-type]
    image = Image.open(io.BytesIO(content))
    assert image.format == kind
    assert not {"exif", "icc_profile", "xmp", "comment"} & set(image.info)
    assert not image.getexif()
    assert np.abs(decode(content).astype(float) - astronaut).mean() <= most


def test_half_a_character_in_a_name_does_not_lose_the_json() -> None:
    text = photos_json([("half \ud83d.jpg", frame())], NETWORK)
    assert json.loads(text.encode())["pictures"][0]["picture"] == "half \ufffd.jpg"


def test_a_zip_holds_the_files() -> None:
    files = {"a.png": b"one", "笑顔.png": b"two"}
    with zipfile.ZipFile(io.BytesIO(zip_files(files))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_an_empty_zip_is_an_ordinary_case() -> None:
    assert zipfile.ZipFile(io.BytesIO(zip_files({}))).namelist() == []

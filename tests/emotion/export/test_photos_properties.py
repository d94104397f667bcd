"""Whatever pictures are called: CSV and JSON give the names back, no cell is a formula, every file name is safe."""

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from emotion.export.csv import to_csv
from emotion.export.names import file_names
from emotion.export.photos import PHOTO_COLUMNS, photo_rows, photos_json, zip_files
from emotion.labels import LABELS
from emotion.models.identity import ModelIdentity
from emotion.results import Box, FaceResult, FrameResult

EXAMPLES = settings(max_examples=200)
SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff" + "".join(
    map(chr, [*range(0x202A, 0x202F), *range(0x2060, 0x2070)])
)
# Characters that mean something to CSV, spreadsheets, archives or file systems are drawn as often as all the others.
ODD = st.sampled_from(
    [*SIGNS, *"\t\r\n\0\x1b\"' ,;:/\\.|?*<>\u00a0\u3000\u200b\u200d\u202e\u2028\u0301\ufeff\ud83d\ude00", "\r\n"]
)
names = st.lists(ODD | st.characters(codec=None), max_size=12).map("".join) | st.sampled_from(
    ["CON.jpg", "nul", "com1 .x.png", "LPT\u00b9", "aux.", "...", "../..", "\\\\host\\share", "a" * 300, "\u00e9" * 300]
)
boxes = st.builds(Box, *[st.integers(0, 9999)] * 2, *[st.integers(1, 9999)] * 2)


def shares(weights: Sequence[int]) -> tuple[float, ...]:
    return tuple(weight / sum(weights) for weight in weights)


faces = st.builds(
    FaceResult,
    boxes,
    st.lists(st.integers(1, 1000), min_size=7, max_size=7).map(shares),
    st.sampled_from(LABELS),
    st.booleans(),
    st.integers(1, 99),
)
frames = st.builds(FrameResult, *[st.integers(1, 20_000)] * 2, st.lists(faces, max_size=3).map(tuple))


def whole(text: str) -> str:
    """Return a text as UTF-8 can hold it."""
    return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)


def comes_first(stops: str, text: str, passed_over: str) -> bool:
    """Return whether one of some letters is the first of a text, but for what a spreadsheet does not see."""
    for sign in text:
        if sign in stops:
            return True
        unseen = unicodedata.category(sign) in ("Cc", "Zs", "Zl", "Zp") and sign not in "\t\r\n"
        if not (unseen or sign in UNSEEN or sign in passed_over):
            return False
    return False


def undone(cell: str) -> str:
    """Take the apostrophes away as the documentation of `to_csv` says."""
    text = ""
    for index, sign in enumerate(cell):
        stops = SIGNS + "\t\r\n" if index == 0 else SIGNS if cell[index - 1] in ";\t\r\n" else ""
        if not (sign == "'" and comes_first(stops, cell[index + 1 :], "'\"")):
            text += sign
    return text


def read_back(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.encode().decode("utf-8-sig"), newline="")))


@EXAMPLES
@given(st.lists(st.tuples(names, names), max_size=4))
@example([("=1", "'=1"), ("''=1", "\t=1"), ("'\t=1", ";;'=1")])
def test_csv_gives_every_text_back(rows: list[tuple[str, str]]) -> None:
    found = read_back(to_csv([{"a": one, "b": other} for one, other in rows], ("a", "b")))
    assert [(undone(row["a"]), undone(row["b"])) for row in found] == [
        (whole(one), whole(other)) for one, other in rows
    ]


@EXAMPLES
@given(names)
def test_no_cell_is_a_formula_wherever_a_spreadsheet_splits_it(name: str) -> None:
    ((cell,),) = [row.values() for row in read_back(to_csv([{"name": name}], ("name",)))]
    assert not cell.startswith(("\t", "\r", "\n"))
    assert [part for part in re.split("[;\t\r\n]", cell) if comes_first(SIGNS, part, '"')] == []


@EXAMPLES
@given(names, names)
def test_two_texts_never_become_the_same_cell(one: str, other: str) -> None:
    cells = {to_csv([{"name": text}], ("name",)) for text in (one, other)}
    assert len(cells) == len({whole(one), whole(other)})


@EXAMPLES
@given(names, frames, names, names)
def test_rows_of_a_picture_come_back(name: str, frame: FrameResult, model: str, version: str) -> None:
    rows = read_back(to_csv(photo_rows(name, frame, ModelIdentity(model, version)), PHOTO_COLUMNS))
    assert [undone(row["picture"]) for row in rows] == [whole(name)] * max(1, len(frame.faces))
    rows = [row for row in rows if row["face"]]
    for row, face in zip(rows, frame.faces, strict=True):
        numbers = [int(row[key]) for key in ("face", "left", "top", "width", "height")]
        assert numbers == [face.display_number, face.box.left, face.box.top, face.box.width, face.box.height]
        assert [float(row[label]) for label in LABELS] == pytest.approx(face.probabilities, abs=1e-6)
        assert (row["label"], row["sure"]) == (face.label, "true" if face.sure else "false")


@EXAMPLES
@given(st.lists(st.tuples(names, frames), max_size=3))
def test_json_gives_everything_back(pictures: list[tuple[str, FrameResult]]) -> None:
    found = json.loads(photos_json(pictures, ModelIdentity("n", "v")).encode())["pictures"]
    assert [one["picture"] for one in found] == [whole(name) for name, _ in pictures]
    for one, (_, frame) in zip(found, pictures, strict=True):
        assert (one["picture_width"], one["picture_height"]) == (frame.width, frame.height)
        told = [(face["face"], Box(*face["box"]), face["label"], face["sure"]) for face in one["faces"]]
        assert told == [(face.display_number, face.box, face.label, face.sure) for face in frame.faces]
        for face, expected in zip(one["faces"], frame.faces, strict=True):
            assert face["probabilities"] == pytest.approx(expected.probabilities, abs=1e-6)


@EXAMPLES
@given(st.lists(names, max_size=6), st.sampled_from([".jpg", ".png", ""]))
@example(["\u00e9", "e\u0301", "E\u0301", "e\u200d\u0301"], ".jpg")
@example(["\u00df", "ss", "SS"], ".jpg")
def test_file_names_are_safe_everywhere_and_no_two_the_same(given_names: list[str], ending: str) -> None:
    safe = file_names(given_names, ending)
    assert len(safe) == len(given_names)
    assert len({unicodedata.normalize("NFC", name.upper()) for name in safe}) == len(safe)
    assert len({unicodedata.normalize("NFD", name.casefold()) for name in safe}) == len(safe)
    for name in safe:
        stem = name.removesuffix(ending)
        assert name.endswith(ending)
        assert stem == stem.strip(" .") != ""
        assert not set(name) & set('<>:"/\\|?*')
        assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in name)
        assert not re.fullmatch(
            r"con|prn|aux|nul|(com|lpt)[0-9\u00b9\u00b2\u00b3]", stem.split(".")[0].rstrip().lower()
        )
        assert len(name.encode()) <= 255
        assert name == unicodedata.normalize("NFC", name)


@EXAMPLES
@given(st.lists(st.tuples(names, st.binary(max_size=50)), max_size=5))
def test_a_zip_of_any_names_opens_with_all_files(pictures: list[tuple[str, bytes]]) -> None:
    files = dict(
        zip(file_names([name for name, _ in pictures], ".jpg"), [content for _, content in pictures], strict=True)
    )
    with zipfile.ZipFile(io.BytesIO(zip_files(files))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == files

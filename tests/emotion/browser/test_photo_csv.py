"""The browser's CSV of pictures is the same text as the server's, whatever their files are called."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from emotion.export.csv import CsvForm, to_csv
from emotion.export.photos import PHOTO_COLUMNS, photo_rows
from emotion.labels import LABELS
from emotion.models.identity import ModelIdentity
from emotion.quality import ISSUES, FaceQuality
from emotion.results import Box, FaceResult, FrameResult
from tests.support.fakes import frame, tracked
from tests.support.made_streams import result_in_json
from tests.support.typescript import TypeScript

MODEL = ModelIdentity("fer-s", '2025-11-02 "quoted", 0123456789ab', "crowd")
NAMES = (
    *("eileen.png", 'with "quotes", and commas.jpg", ""', "", "Ägäis 😀 \u202e gnp.exe", "end\\"),
    *("=cmd|' /C calc'!A0.jpg", "+1.jpg", "-1.jpg", "@SUM(1).jpg", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201"),
    *("\t=1", "\r=1", "\n=1", "\tquiet", "\nquiet", " \u00a0\u200b\"'=1", "\x00-1", "\x7f+1", "\ufeff=1", "'=1"),
    *("a;=1", "a; '=1;;@2", "a\t=1\n-2\r\n+3", "a;b=1", "1-1", ";\t\n=", "==", "a;\u3000\uff0d1;x"),
)
SIGNS = ("=", "+", "-", "@", "\uff1d", ";", "\t", "\r", "\n", " ", "'", '"', "\x00", "\u00a0", "\u2028", "a", "😀")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> TypeScript:
    return TypeScript(Path(__file__).with_name("photo_csv.ts"), tmp_path_factory.mktemp("photo_csv"))


Photos = Sequence[tuple[str, FrameResult]]


def theirs(program: TypeScript, photos: Photos, form: CsvForm = CsvForm.COMMA) -> str:
    given = [{"name": name, "result": result_in_json(result)} for name, result in photos]
    as_told = {"separator": form.separator, "decimal": form.decimal}
    return str(program.call("csv", {"photos": given, "model": asdict(MODEL), "form": as_told}))


def ours(photos: Photos, form: CsvForm = CsvForm.COMMA) -> str:
    rows = [row for name, result in photos for row in photo_rows(name, result, MODEL)]
    return to_csv(rows, PHOTO_COLUMNS, form=form)


def test_names_of_files_are_guarded_alike(program: TypeScript) -> None:
    random = np.random.default_rng(3)
    made = ["".join(random.choice(SIGNS, random.integers(1, 8))) for _ in range(2000)]
    photos = [(name, frame(tracked(0))) for name in (*NAMES, *made)]

    csv = theirs(program, photos)

    assert "\"'=cmd|" in csv
    assert csv == ours(photos)


def test_half_a_character_becomes_a_sign_that_says_so(program: TypeScript) -> None:
    photos = [("\ud800.png", frame(tracked(0))), ("a\udfff;\ud812=1", frame(tracked(0)))]

    assert theirs(program, photos) == ours(photos)


def test_numbers_are_rounded_and_written_alike(program: TypeScript) -> None:
    random = np.random.default_rng(5)
    photos = [(f"{index}.png", replace(frame(*faces_of(random)), too_dark=True)) for index in range(1000)]

    csv = theirs(program, photos)

    for line, expected in zip(csv.split("\r\n"), ours(photos).split("\r\n"), strict=True):
        assert line == expected
    assert "e-05" in csv


def faces_of(random: np.random.Generator) -> list[FaceResult]:
    faces = []
    for number in range(1, int(random.integers(0, 4)) + 1):
        values = random.choice([0.0, 1.0, 0.5, 1e-5, 4e-7, 5e-7, 2**-7, 99 * 2**-7, *random.dirichlet(np.ones(7))], 7)
        yaw, roll = random.choice([0.5, 1.5, -0.4, -0.5, -1.5, 127.6, -300.0, float(random.normal(0, 40))], 2)
        score = float(random.choice([0.0, 1.0, 0.125, 0.625, 0.6025, 0.995, random.random()]))
        quality = FaceQuality(float(yaw), float(roll), score, ISSUES[: int(random.integers(0, 6))])
        one = replace(
            tracked(0, Box(*random.integers(1, 300, 4).tolist()), str(random.choice(LABELS))),
            probabilities=tuple(values.tolist()),
            display_number=number,
            sure=bool(random.random() < 0.5),
            rival=[None, *LABELS][int(random.integers(0, 8))],
            quality=quality if random.random() < 0.8 else FaceQuality(),
        )
        faces.append(one)
    return faces


def test_a_spreadsheet_of_another_language_gets_the_same_text(program: TypeScript) -> None:
    photos = [(name, frame(*faces_of(np.random.default_rng(7)))) for name in NAMES]

    assert theirs(program, photos, CsvForm.SEMICOLON) == ours(photos, CsvForm.SEMICOLON)


def test_a_picture_without_faces_has_a_row_that_says_why(program: TypeScript) -> None:
    photos = [("white.png", frame()), ("night.png", replace(frame(), too_dark=True)), ("one.png", frame(tracked(0)))]

    csv = theirs(program, photos)

    assert '"no face found; too dark"' in csv
    assert csv == ours(photos)


def test_no_picture_gives_the_header_alone(program: TypeScript) -> None:
    assert theirs(program, []) == ours([])

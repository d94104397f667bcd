"""How Mien is set beside other programs: commands, results, faces counted, runs, tables. Nothing is installed here."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench.others import environments, table
from bench.others.environments import STAMP, backend, make
from bench.others.finds import Finds, read, score
from bench.others.programs import FER, HUMAN, MIEN, PROGRAMS, RESULTS, RUNNERS, Environment, commands
from bench.others.runs import Run, run
from bench.others.scenes import DRAWN, Scene, drawn
from bench.others.speed import Round, Speed, less, summed
from bench.others.table import Others
from emotion.results import Box

BY_NAME = {program.name: program for program in PROGRAMS}
LEFT, RIGHT = Box(100, 100, 80, 80), Box(400, 100, 60, 60)
BLANK = np.zeros((480, 640, 3), np.uint8)


@pytest.fixture
def found() -> Others:
    return Others(
        date="2026-11-27",
        machine={"processor": "Any", "processors": "2", "memory": "24 GiB", "system": "Linux x86_64"},
        versions={"Mien": "1", "fer": "25.10.3"},
        seconds=15,
        speeds=(Speed("Mien", 2, (110.0, 100.0, 120.0), 17.25, 500.4, 372.0), Speed("fer", 1, (9.0,), 90, 700, 690)),
        finds=(
            Finds("Mien", "drawn", 4, 3, 0),
            Finds("Mien", "nobody", 0, 0, 1),
            Finds("fer", "drawn", 4, 1, 2),
            Finds("fer", "nobody", 0, 0, 3),
        ),
    )


def test_mien_is_run_by_its_command_over_the_folder(tmp_path: Path) -> None:
    pictures = [Path("/in/1.jpg"), Path("/in/2.jpg")]
    (command,) = commands(BY_NAME["Mien"], Path("/env"), pictures, 2, tmp_path)
    assert command == ["/env/bin/mien", "read", "/in", "--out", str(tmp_path / RESULTS), "--jobs", "2"]


def test_the_pictures_of_others_are_dealt_out_to_their_processes(tmp_path: Path) -> None:
    pictures = [Path(f"/in/{number}.jpg") for number in range(5)]
    made = commands(BY_NAME["human"], Path("/env"), pictures, 2, tmp_path)
    lists = [Path(command[2]).read_text().split() for command in made]
    assert lists == [["/in/0.jpg", "/in/2.jpg", "/in/4.jpg"], ["/in/1.jpg", "/in/3.jpg"]]
    assert [command[0] for command in made] == ["node", "node"]


@pytest.mark.parametrize(("processes", "threads"), [(1, "0"), (2, "1")])
def test_a_process_beside_others_takes_one_thread(processes: int, threads: str, tmp_path: Path) -> None:
    made = commands(BY_NAME["fer, MTCNN"], Path("/env"), [Path("/in/1.jpg")], processes, tmp_path)
    assert [command[0] for command in made] == ["/env/bin/python"] * processes
    assert [command[3:] for command in made] == [["mtcnn", threads]] * processes


def test_every_program_has_its_runner_and_pinned_packages() -> None:
    for program in PROGRAMS:
        assert not program.runner or (RUNNERS / program.runner).is_file()
        if program.environment != MIEN:
            mark = "==" if program.environment.kind == "pip" else "@"
            assert all(mark in package[1:] for package in program.environment.packages)


def test_an_environment_is_made_once_and_a_wish_may_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def npm(command: list[str], place: Path) -> None:
        asked.append(command)
        if command[-1] in HUMAN.wished:
            raise RuntimeError("it is not there")

    monkeypatch.setattr(environments, "_run", npm)
    place = make(HUMAN, tmp_path)
    assert len(asked) == 2
    assert backend(place) == "WebAssembly"
    make(HUMAN, tmp_path)
    assert len(asked) == 2
    assert (place / STAMP).read_text().startswith("@vladmandic/human@")


def test_what_cannot_be_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fails = [sys.executable, "-c", "import sys; sys.exit('no network')"]
    monkeypatch.setattr(environments, "_pip", lambda place: fails)
    monkeypatch.setattr(environments, "_new", lambda place: None)
    with pytest.raises(RuntimeError, match="ended with 1\nno network"):
        make(Environment("fer", "pip", FER.packages), tmp_path)
    assert not (tmp_path / "fer" / STAMP).exists()


def test_results_of_all_processes_are_read_and_words_passed_over(tmp_path: Path) -> None:
    one = {"picture": "/in/1.jpg", "faces": [{"box": [99.6, 100, 80.2, 80], "label": "happy"}]}
    lines = ["INFO: begun", json.dumps(one)]
    (tmp_path / "printed0.jsonl").write_text("\n".join(lines))
    (tmp_path / "printed1.jsonl").write_text(json.dumps({"picture": "/in/2.jpg", "faces": []}))
    assert read(tmp_path) == {"1.jpg": [LEFT], "2.jpg": []}


def test_the_rows_of_mien_are_read_by_picture(tmp_path: Path) -> None:
    box = {"error": None, "left": 100, "top": 100, "width": 80, "height": 80}
    rows = [{"file": "in/1.jpg", "face": 1, **box}, {"file": "in/1.jpg", "face": 2, **box}]
    rows.append({"file": "in/2.jpg", "error": None, "face": None})
    (tmp_path / RESULTS).write_text("\n".join(map(json.dumps, rows)))
    assert read(tmp_path) == {"1.jpg": [LEFT, LEFT], "2.jpg": []}
    (tmp_path / RESULTS).write_text(json.dumps({"file": "in/1.jpg", "error": "no picture", "face": None}))
    with pytest.raises(ValueError, match="no picture"):
        read(tmp_path)


def test_faces_are_counted_by_the_kind_of_picture() -> None:
    scenes = {
        "1.jpg": Scene("drawn", BLANK, (LEFT, RIGHT)),
        "2.jpg": Scene("drawn", BLANK, (LEFT,), (RIGHT,)),
        "3.jpg": Scene("nobody", BLANK),
    }
    boxes = {"1.jpg": [LEFT, LEFT], "2.jpg": [RIGHT], "3.jpg": [RIGHT]}
    assert score("one", scenes, boxes) == [Finds("one", "drawn", 3, 1, 1), Finds("one", "nobody", 0, 0, 1)]
    with pytest.raises(KeyError):
        score("one", scenes, {"1.jpg": []})


@pytest.mark.parametrize("number", [0, 7, DRAWN - 1])
def test_drawn_faces_lie_in_their_picture_and_are_the_same_each_time(number: int) -> None:
    scene = drawn(number)
    assert scene.picture.shape == BLANK.shape
    assert np.array_equal(drawn(number).picture, scene.picture)
    for face in scene.faces:
        assert 0 <= face.left < face.right <= 640
        assert 0 <= face.top < face.bottom <= 480


def test_a_run_counts_the_time_and_memory_of_all_its_commands(tmp_path: Path) -> None:
    busy = "import time; held = bytes(range(256)) * 2**17; time.sleep(0.5); sum(range(10**6)); print('{}')"
    ran = run([[sys.executable, "-c", busy]] * 2, tmp_path, tmp_path)
    assert ran.seconds > 0.5
    assert ran.processor > 0
    assert ran.resident > 2 * 32
    assert ran.proportional > 2 * 32
    assert (tmp_path / "printed1.jsonl").read_text() == "{}\n"


def test_a_run_that_fails_says_what_the_program_said(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ended with 1\nno such model"):
        run([[sys.executable, "-c", "import sys; sys.exit('no such model')"]], tmp_path, tmp_path)


def test_what_starting_takes_is_left_out() -> None:
    ran = less(Run(4.0, 5.0, 100.0, 90.0), Run(14.0, 20.0, 200.0, 150.0), 1000)
    assert ran == Round(100.0, 15.0, 200.0, 150.0)


def test_rounds_are_summed_by_their_medians() -> None:
    rounds = [Round(100, 10, 200, 150), Round(120, 12, 210, 160), Round(90, 30, 190, 140)]
    assert summed("one", 2, rounds) == Speed("one", 2, (100, 120, 90), 12, 200, 150)


def test_the_tables_have_medians_shares_and_what_was_false(found: Others) -> None:
    text = table.markdown(found)
    assert text.startswith("2026-11-27, 2 processors (Any), 24 GiB, Linux x86_64, 3 rounds. Mien 1, fer 25.10.3.\n")
    assert "| Mien | 2 | 110.0 | 100.0 to 120.0 | 17.2 | 500 | 372 |" in text
    assert "| faces found | drawn (4) | all (4) | false |" in text
    assert "| Mien | 0.75 | 0.75 | 1 |" in text
    assert "| fer | 0.25 | 0.25 | 5 |" in text


def test_a_run_is_written_and_its_tables_stand_in_the_page(found: Others, tmp_path: Path) -> None:
    record, page = tmp_path / "others.json", tmp_path / "page.md"
    page.write_text("Before\n<!-- others -->\n<!-- end -->\nAfter <!-- bench a/b .0f -->1<!-- end -->\n")
    table.write(found, record, page)
    table.write(replace(found, date="2026-11-28"), record, page)
    text = page.read_text()
    assert table.read(record).date == "2026-11-28"
    assert text.startswith("Before\n<!-- others -->\n2026-11-28, ")
    assert text.endswith("| 5 |\n<!-- end -->\nAfter <!-- bench a/b .0f -->1<!-- end -->\n")


def test_the_page_has_the_tables_of_the_run_that_is_kept() -> None:
    text = table.PAGE.read_text(encoding="utf-8")
    assert len(table.PLACE.findall(text)) == 1
    if table.RECORD.exists():
        assert table.put(text, table.read()) == text, "python -m bench.others writes them"

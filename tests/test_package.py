"""The package that `pip install .` makes: one name in site-packages, and all that the command line needs."""

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from emotion import __version__
from emotion.sample.scene import PICTURE
from tests.support import environments
from tests.support.repository import ROOT, requirements, text_of

PROJECT = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment with the package and what it asks for alone."""
    folder = tmp_path_factory.mktemp("bare") / "environment"
    python = environments.make(folder, [Requirement(line) for line in PROJECT["dependencies"]])
    with zipfile.ZipFile(wheel) as file:
        file.extractall(next(folder.glob("lib/python*/site-packages")))
    return python


def test_the_package_asks_for_what_the_requirements_name() -> None:
    app, core = {str(one) for one, _ in requirements("requirements-app.txt")}, set(PROJECT["dependencies"])
    extras = {name: set(lines) for name, lines in PROJECT["optional-dependencies"].items()}
    assert {str(Requirement(line)) for line in core | extras["app"]} == app
    every = {str(one) for one, _ in requirements("requirements.txt")}
    assert {str(Requirement(line)) for line in core | extras["app"] | extras["train"] - {"mien[app]"}} == every


def test_the_wheel_has_one_name_and_what_lies_beside_the_package(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names} == {"emotion", f"mien-{__version__}.dist-info"}
    files = {name.removeprefix("emotion/files/") for name in names if name.startswith("emotion/files/")}
    beside = [*ROOT.glob("models/*/card.json"), *ROOT.glob("models/*/*.tflite"), *ROOT.glob("pages/*.py")]
    assert {str(path.relative_to(ROOT)) for path in beside} <= files
    assert {"app.py", "serve.py", ".streamlit/config.toml"} <= files
    assert [name for name in names if "__pycache__" in name] == []


def test_the_command_reads_where_nothing_else_is_installed(python: Path, tmp_path: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [str(python), "-m", "emotion", *words]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, env=bare)

    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MIEN_"))}
    assert run("--version").stdout == f"mien, version {__version__}\n"
    check = run("check")
    assert check.returncode == 0, check.stdout
    assert "the sample picture's face was found and read" in check.stdout
    assert "streamlit missing" in check.stdout
    read = run("read", str(PICTURE), "--out", "all.csv")
    assert read.returncode == 0, read.stderr
    assert ",happy," in (tmp_path / "all.csv").read_text().replace('"', "")
    served = run("serve", "--no-browser")
    assert served.returncode == 1
    assert 'pip install "mien[app]"' in served.stderr

"""The package that `pip install .` makes: one name in site-packages, and all that the command line needs."""

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from emotion import __version__
from emotion.browser.files import BUILT
from emotion.sample.scene import PICTURE
from tests.support import environments
from tests.support.repository import ROOT, requirements, text_of

PROJECT = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    return next(folder.glob("*.whl"))


def installed(wheel: Path, folder: Path, asked: list[str]) -> Path:
    """Return the Python of a new environment with the package and what is asked for alone."""
    python = environments.make(folder, [Requirement(line) for line in asked])
    with zipfile.ZipFile(wheel) as file:
        file.extractall(next(folder.glob("lib/python*/site-packages")))
    return python


def run(python: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder, without what this process was told by its environment."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MIEN_"))}
    return subprocess.run([python, *words], cwd=folder, capture_output=True, text=True, timeout=300, env=bare)


def test_the_package_asks_for_what_the_requirements_name() -> None:
    app, core = {str(one) for one, _ in requirements("requirements-app.txt")}, set(PROJECT["dependencies"])
    extras = {name: set(lines) for name, lines in PROJECT["optional-dependencies"].items()}
    assert {str(Requirement(line)) for line in core | extras["app"]} == app
    cluster = {str(one) for one, _ in requirements("requirements-cluster.txt")}
    assert {str(Requirement(line)) for line in extras["cluster"]} - app == cluster
    every = {str(one) for one, _ in requirements("requirements.txt")}
    assert {str(Requirement(line)) for line in core | extras["app"] | extras["train"] - {"mien[app]"}} == every


def test_the_wheel_has_one_name_and_what_lies_beside_the_package(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names} == {"emotion", f"mien-{__version__}.dist-info"}
    files = {name.removeprefix("emotion/files/") for name in names if name.startswith("emotion/files/")}
    beside = [*ROOT.glob("models/*/card.json"), *ROOT.glob("models/*/*.tflite"), *ROOT.glob("pages/*.py")]
    assert {str(path.relative_to(ROOT)) for path in beside} <= files
    assert {"app.py", "serve.py", ".streamlit/config.toml"} <= files
    built = {name.removeprefix("emotion/browser/built/") for name in names if name.startswith("emotion/browser/built")}
    assert built == {"manifest.json", *json.loads((BUILT / "manifest.json").read_text())["files"]}
    assert [name for name in names if "__pycache__" in name] == []


def test_the_command_reads_where_nothing_else_is_installed(wheel: Path, tmp_path: Path) -> None:
    python = installed(wheel, tmp_path / "environment", PROJECT["dependencies"])

    def mien(*words: str) -> subprocess.CompletedProcess[str]:
        return run(python, tmp_path, "-m", "emotion", *words)

    assert mien("--version").stdout == f"mien, version {__version__}\n"
    check = mien("check")
    assert check.returncode == 0, check.stdout
    assert "the sample picture's face was found and read" in check.stdout
    assert "streamlit missing" in check.stdout
    read = mien("read", str(PICTURE), "--out", "all.csv")
    assert read.returncode == 0, read.stderr
    assert ",happy," in (tmp_path / "all.csv").read_text().replace('"', "")
    served = mien("serve", "--no-browser")
    assert served.returncode == 1
    assert 'pip install "mien[app]"' in served.stderr


def test_the_page_opens_where_its_libraries_are_installed_too(wheel: Path, tmp_path: Path) -> None:
    asked = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["app"]
    python = installed(wheel, tmp_path / "environment", asked)
    script = (
        "from emotion.place import ROOT\n"
        "from streamlit.testing.v1 import AppTest\n"
        "page = AppTest.from_file(ROOT / 'app.py').switch_page('pages/about.py').run(timeout=60)\n"
        "print(ROOT, [one.message for one in page.exception], [one.value for one in page.title])\n"
    )
    opened = run(python, tmp_path, "-c", script)
    assert opened.returncode == 0, opened.stderr
    site = next((tmp_path / "environment").glob("lib/python*/site-packages"))
    assert opened.stdout.splitlines()[-1] == f"{site}/emotion/files [] ['About']", opened.stdout

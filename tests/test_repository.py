"""The repository keeps its own promises: its commands, no large file, and nothing that leads outside."""

import os
import re

import pytest

import emotion
from tests.support.repository import ROOT, name_of, project_files, text_of

LARGE = 8 * 2**20  # bytes; a larger file makes every clone slow


KNOWN_LARGE: frozenset[str] = frozenset()


# Folders of the machine that something was written on, which mean nothing anywhere else.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:wo[r]k|ro[o]t|ho[m]e|op[t])/|\.\./sha[r]ed\b")


@pytest.mark.parametrize("command", ["make run", "make test", "make test-cluster", "make test-hosting"])
def test_the_readme_names_the_commands(command: str) -> None:
    assert command in text_of(ROOT / "README.md")


def test_the_changelog_has_the_version_that_is_here_after_what_is_not_released() -> None:
    headings = re.findall(r"(?m)^## (.*)$", text_of(ROOT / "CHANGELOG.md"))

    assert headings[0] == "Unreleased"
    assert re.fullmatch(rf"{re.escape(emotion.__version__)} - \d{{4}}-\d{{2}}-\d{{2}}", headings[1])
    assert f"Mien {emotion.__version__}," in text_of(ROOT / "docs/programs.md")


def test_continuous_integration_runs_what_developers_run_and_nothing_else() -> None:
    script = ROOT / ".ci/run"
    commands = [line for line in text_of(script).splitlines() if not line.startswith("#")]

    assert os.access(script, os.X_OK)
    assert commands[:4] == ["set -e", 'cd "$(dirname "$0")/.."', "make test", "make test-cluster"]
    (hosting,) = commands[4:]
    assert hosting.startswith('if [ "$(id -u)" = 0 ] && ')
    assert hosting.endswith("; then make test-hosting; fi")


def test_the_hosted_service_runs_the_same_with_each_python_that_the_readme_names() -> None:
    workflow = text_of(ROOT / ".github/workflows/ci.yml")

    assert re.findall(r"- run: (.*)", workflow) == [".ci/run"]
    versions = re.findall(r'"(3\.\d+)"', workflow)
    assert f"You need Python {', '.join(versions[:-1])} or {versions[-1]}," in text_of(ROOT / "README.md")


def test_no_file_is_large() -> None:
    assert {name_of(path) for path in project_files() if path.stat().st_size > LARGE} == KNOWN_LARGE


@pytest.mark.parametrize(
    ("text", "names_a_machine"),
    [
        ("see /wo" + "rk/main/x", True),
        ("see ../sha" + "red/notes.md", True),
        ("/ho" + "me/ann/data", True),
        ("framework/x", False),
        ("/etc/turnserver.conf", False),
        ("data/fer2013.csv", False),
        ("https://example.org/wo" + "rk/x", False),
    ],
)
def test_paths_of_a_machine_are_told_from_others(text: str, names_a_machine: bool) -> None:
    assert bool(MACHINE_PATH.search(text)) is names_a_machine


def test_nothing_leads_outside_the_repository() -> None:
    assert {name_of(path) for path in project_files() if MACHINE_PATH.search(text_of(path))} == set()

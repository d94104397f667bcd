"""The app needs nothing but what requirements-app.txt names."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.support import environments
from tests.support.repository import ROOT, requirements


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    wanted = [requirement for requirement, _ in requirements("requirements-app.txt")]
    return environments.make(tmp_path_factory.mktemp("app") / "environment", wanted)


def test_every_page_launches_where_the_libraries_of_the_app_alone_are_installed(python: Path) -> None:
    answer = subprocess.run(
        [python, ROOT / "tests/support/launch_all.py"], cwd=ROOT, capture_output=True, text=True, timeout=300
    )

    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout.splitlines()[-1])
    assert found["libraries"] == {"streamlit": True, "tensorflow": False, "keras": False}
    assert set(found["pages"]) == {path.name for path in (ROOT / "pages").glob("*.py")}
    assert all(page["title"] for page in found["pages"].values())
    assert {name: page["problems"] for name, page in found["pages"].items() if page["problems"]} == {}


def test_training_without_its_libraries_ends_in_a_sentence(python: Path) -> None:
    answer = subprocess.run(
        [python, "-m", "training", "networks"], cwd=ROOT, capture_output=True, text=True, timeout=300
    )

    assert answer.returncode == 1
    assert "TensorFlow and Keras not installed" in answer.stderr
    assert "make train" in answer.stderr
    assert "Traceback" not in answer.stderr

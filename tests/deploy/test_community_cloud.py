"""The main file for Streamlit Community Cloud, and what is installed for it."""

import ast
import subprocess
import sys
from pathlib import Path

from streamlit.web.server.app_discovery import discover_asgi_app

from emotion.browser.node import PACKAGE
from tests.deploy.kit import DEPLOY
from tests.support.repository import ROOT, requirements, text_of

ENTRY = DEPLOY / "community-cloud/streamlit_app.py"


def served(path: Path) -> ast.Call:
    """Return what a file gives Streamlit as its app."""
    calls = [node for node in ast.walk(ast.parse(text_of(path))) if isinstance(node, ast.Call)]
    return next(call for call in calls if ast.unparse(call.func) == "st.App")


def test_what_is_installed_there_is_what_the_app_requires_and_the_node_of_the_tests() -> None:
    *app, (node, reason) = requirements("deploy/community-cloud/requirements.txt")

    assert app == requirements("requirements-app.txt")
    assert [node] == [one for one, _ in requirements("requirements-dev.txt") if one.name == PACKAGE]
    assert "MIEN_BROWSER_BUILD" in reason


def test_streamlit_finds_the_app_in_it() -> None:
    assert discover_asgi_app(ENTRY).app_name == "app"


def test_it_serves_the_same_as_serve_does() -> None:
    ours, theirs = (
        {one.arg: ast.unparse(one.value) for one in served(path).keywords} for path in (ENTRY, ROOT / "serve.py")
    )

    assert ours == theirs
    assert len(ours) > 1


def test_it_runs_the_repositorys_app_from_wherever_it_is_started(tmp_path: Path) -> None:
    code = "import runpy, sys; print(runpy.run_path(sys.argv[1])['app'].script_path)"
    answer = subprocess.run(
        [sys.executable, "-c", code, ENTRY], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )

    assert answer.returncode == 0, answer.stderr
    assert Path(answer.stdout.splitlines()[-1]) == ROOT / "app.py"

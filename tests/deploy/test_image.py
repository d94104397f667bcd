"""What the Dockerfile says, without building it: tests/hosting builds it."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from emotion.browser.node import PACKAGE
from emotion.web.serving.endpoints import ROUTES
from tests.deploy.kit import DEPLOY, found, image_environment, instructions, settings_of_streamlit
from tests.support.repository import ROOT, text_of

NODE = "/node"
SOURCES = text_of(DEPLOY / "licences/SOURCES.txt")
COPIED = [word for line in instructions("COPY") if "--from" not in line for word in line.split()[:-1]]


def test_the_base_is_a_python_that_the_tests_run_with() -> None:
    tested = re.findall(r'"(3\.\d+)"', text_of(ROOT / ".github/workflows/ci.yml"))
    base = found(r"(?m)^ARG BASE=python:(3\.\d+)-slim$", text_of(DEPLOY / "Dockerfile"))

    assert base[1] in tested
    assert set(instructions("FROM")) == {"${BASE} AS build", "${BASE}"}


def test_the_context_has_what_is_copied_and_nothing_else() -> None:
    lines = [line for line in text_of(ROOT / ".dockerignore").splitlines() if not line.startswith("#")]

    assert lines[0] == "*"
    assert {line[1:] for line in lines if line.startswith("!")} == set(COPIED)
    assert [name for name in COPIED if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("name", ["serve.py", "app.py", "pages/live.py"])
def test_what_is_imported_is_copied(name: str) -> None:
    nodes = ast.walk(ast.parse(text_of(ROOT / name)))
    imported = {node.module.split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}
    ours = {module for module in imported if (ROOT / module).exists() or (ROOT / f"{module}.py").exists()}

    assert ours
    assert {module for module in ours if not {module, f"{module}.py"} & set(COPIED)} == set()


def test_nothing_is_wrong_with_it_by_the_rules_of_dockerfiles() -> None:
    tool = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([tool, DEPLOY / "Dockerfile"], capture_output=True, text=True)

    assert (done.stdout, done.returncode) == ("", 0), done.stdout


def test_node_and_what_it_builds_from_stay_behind() -> None:
    copied = {line.split()[1] for line in instructions("COPY") if line.startswith("--from=build")}
    building = next(line for line in instructions("RUN") if "emotion.browser.build" in line)

    assert copied == {"/venv", "/app"}
    assert any(f"--target {NODE} {PACKAGE}" in line for line in instructions("RUN"))
    assert building.startswith(f"PYTHONPATH={NODE} ")
    assert any(re.search(r"&& rm -r .*\bbrowser\b", line) for line in instructions("RUN"))


def test_it_runs_as_a_user_without_a_name_in_the_host_and_starts_what_make_run_starts() -> None:
    assert instructions("USER") == ["1000"]
    assert instructions("CMD")[-1] == '["python", "-m", "streamlit", "run", "serve.py"]'
    assert "-m streamlit\n" in text_of(ROOT / "Makefile")
    assert "$(STREAMLIT) run serve.py" in text_of(ROOT / "Makefile")


def test_the_health_check_asks_what_the_server_answers() -> None:
    asked = instructions("HEALTHCHECK")[0]

    assert found(r"(/\w+)'", asked)[1] in {route.path for route in ROUTES}
    assert "STREAMLIT_SERVER_PORT" in asked


def test_streamlit_knows_what_the_environment_sets() -> None:
    names = {name for name in image_environment() if name.startswith("STREAMLIT_")}

    assert names
    assert names <= settings_of_streamlit()


def test_the_port_is_one_and_the_same() -> None:
    front = yaml.safe_load(text_of(DEPLOY / "spaces/README.md").split("---\n")[1])

    assert front["sdk"] == "docker"
    assert {image_environment()["STREAMLIT_SERVER_PORT"], str(front["app_port"])} == set(instructions("EXPOSE"))


@pytest.mark.parametrize("program", ["x264", "x265", "heif", "de265", "avcodec", "gnutls"])
def test_the_offer_of_sources_names_what_the_libraries_hold(program: str) -> None:
    folders = {path.parent.name for place in sys.path for path in Path(place).glob(f"*.libs/lib{program}*")}
    names = {folder.removesuffix(".libs").replace("_", "-") for folder in folders}
    named = {"heif": "libheif", "de265": "libde265", "avcodec": "FFmpeg", "gnutls": "GnuTLS"}.get(program, program)
    parts = dict(re.findall(r"(?ms)^  in the package ([\w-]+).*?\n(.*?)(?=^  in the package|^The exact)", SOURCES))
    told = {package: re.findall(r"(?m)^    (.*?)  ", part) for package, part in parts.items()}

    assert names
    assert {name for name in names if named not in ", ".join(told.get(name, ())).split(", ")} == set()


def test_the_offer_is_somebodys() -> None:
    assert "the one named at the end of this file" in " ".join(SOURCES.split())
    assert any(
        """printf 'Offered by: %s\\n' "${OFFERED_BY}" >> /licences/SOURCES.txt""" in run for run in instructions("RUN")
    )

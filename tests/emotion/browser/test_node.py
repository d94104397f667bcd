"""Where Node is looked for, and what is said where it is not."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from emotion.browser import node
from emotion.browser.node import BuildError, Node


def program(path: Path, answer: str, status: int = 0) -> Path:
    """Write a script that says one thing and ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{answer}'\nexit {status}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the PATH, without the package beside it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    return tmp_path


def package(folder: Path, version: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have a package be installed with a Node of that version."""
    program(folder / "bin/node", version)
    program(folder / "lib/node_modules/npm/bin/npm-cli.js", "")
    spec = SimpleNamespace(submodule_search_locations=[str(folder)])
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec if name == node.MODULE else None)
    return folder


def test_here_there_is_one_whatever_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = node.find()

    assert node.MODULE in found.path.parts
    assert all(Path(word).exists() for word in found.npm)
    assert node.find().run([found.path, "--print", "6 * 7"], Path.cwd()) == "42\n"


@pytest.mark.parametrize("version", ["v20.0.0", "v24.19.0", "v100.1.2"])
def test_the_one_on_the_path_comes_first(folder: Path, version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    package(folder / "package", "v24.0.0", monkeypatch)
    path, npm = program(folder / "node", version), program(folder / "npm", "")

    assert node.find() == Node(path, (str(npm),))


@pytest.mark.parametrize("version", ["v18.20.4", "v9.0.0", "no version"])
def test_an_older_one_is_passed_over(folder: Path, version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program(folder / "node", version)
    program(folder / "npm", "")
    with pytest.raises(BuildError, match=rf"\({folder / 'node'} is older"):
        node.find()
    inside = package(folder / "package", "v24.0.0", monkeypatch)

    assert node.find().path == inside / "bin/node"


def test_without_npm_a_node_is_none(folder: Path) -> None:
    program(folder / "node", "v24.0.0")
    with pytest.raises(BuildError, match=r"Node 20 or newer with npm was not found: install it, or run python -m pip"):
        node.find()


def test_commands_find_this_node_first_and_trust_what_the_system_trusts(folder: Path) -> None:
    found = Node(program(folder / "other/node", "v24.0.0"), ("npm",))

    assert found.environment()["PATH"] == f"{folder / 'other'}{os.pathsep}{folder}"
    assert found.environment()["NODE_USE_SYSTEM_CA"] == "1"


def test_what_a_command_says_is_told(folder: Path) -> None:
    found = Node(folder / "node", ())
    with pytest.raises(BuildError, match="tool ended with 3: no way to the registry"):
        found.run([program(folder / "tool", "no way to the registry", 3)], folder)
    with pytest.raises(BuildError, match=r"gone: .*No such file"):
        found.run([folder / "gone"], folder)


def test_as_a_command_it_runs_others_and_ends_as_they_do(tmp_path: Path) -> None:
    script = tmp_path / "script.mjs"
    script.write_text("console.log(process.argv[2]); process.exit(5)")
    words = [sys.executable, "-m", "emotion.browser.node", "node", str(script), "given"]
    done = subprocess.run(words, capture_output=True, text=True)

    assert (done.stdout, done.returncode) == ("given\n", 5)

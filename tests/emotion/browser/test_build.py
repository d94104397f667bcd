"""When the program for browsers is built, what is left when that fails, and what the one that is built here has."""

import json
import re
from pathlib import Path

import pytest

from emotion.browser import build, bundle, constants, files, licences, node
from emotion.browser.node import BuildError, Node
from tests.support import built_program
from tests.support.repository import ROOT, text_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place of the built program, which is built of nothing but its sources' text, without Node."""

    def made(_: Node, sources: Path, target: Path) -> list[licences.Package]:
        for name in ("page", "worker"):
            (target / f"{name}.js").write_text((sources / f"src/{name}.ts").read_text())
        return [licences.Package("@litertjs/core", "2.0.0", "Apache-2.0", "https://example.org")]

    place = built_program.place(tmp_path, monkeypatch)
    monkeypatch.setattr(node, "find", lambda: Node(Path("node"), ("npm",)))
    monkeypatch.setattr("emotion.browser.build.plain_clip", lambda: b"")
    monkeypatch.setattr(bundle, "install", lambda found, sources: None)
    monkeypatch.setattr(bundle, "bundle", made)
    return place


def built_names(folder: Path) -> set[str]:
    return {path.name for path in folder.parent.iterdir()} - {"browser"}


def test_it_is_built_once(folder: Path) -> None:
    assert build.build()
    assert files.built().files["page.js"].plain() == b"{}"
    assert (files.SOURCES / "generated/constants.json").read_text() == constants.as_json()
    assert [library.name for library in files.built().libraries] == ["@litertjs/core, in browsers"]
    assert not build.build()
    assert build.build(force=True)
    assert built_names(folder) == {"built"}


@pytest.mark.parametrize("name", ["src/page.ts", "src/new.ts", "package-lock.json"])
def test_it_is_built_again_when_a_source_has_changed(folder: Path, name: str) -> None:
    build.build()
    (files.SOURCES / name).write_text("another")

    assert build.outdated() == f"{folder}: was built of other sources; run {files.COMMAND}"
    assert build.build()
    assert build.outdated() == ""


@pytest.mark.parametrize("spoilt", ["page.js", "manifest.json"])
def test_it_is_built_again_when_a_file_was_spoilt(folder: Path, spoilt: str) -> None:
    build.build()
    (folder / spoilt).write_text("{}{}")

    assert build.build()
    assert files.problem() == ""


def test_it_is_built_again_for_other_constants(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build.build()
    monkeypatch.setattr(constants, "as_json", lambda: "[]\n")

    assert "another version of Mien" in build.outdated()
    assert build.build()
    assert (files.SOURCES / "generated/constants.json").read_text() == "[]\n"


def test_a_build_that_fails_leaves_what_was_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_: Node, sources: Path, target: Path) -> list[licences.Package]:
        (target / "page.js").write_text("half of it")
        raise BuildError("a source is wrong")

    build.build()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    monkeypatch.setattr(bundle, "bundle", failing)
    with pytest.raises(BuildError, match="a source is wrong"):
        build.build(force=True)

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert built_names(folder) == {"built"}


def test_a_build_that_was_killed_is_cleared_away(folder: Path) -> None:
    for name in ("built.partial", "built.before"):
        (folder.parent / name / "inside").mkdir(parents=True)
    build.build()

    assert built_names(folder) == {"built"}
    assert files.problem() == ""


def test_if_it_cannot_be_put_in_place_what_was_there_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def refusing(path: Path, target: Path) -> Path:
        if path.name == "built.partial":
            raise PermissionError(13, "Permission denied", str(path))
        return rename(path, target)

    build.build()
    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(BuildError, match=r"built.partial: cannot be written \(Permission denied\)"):
        build.build(force=True)

    assert built_names(folder) == {"built"}
    assert build.outdated() == ""


def test_without_sources_it_says_where_they_are(folder: Path) -> None:
    (files.SOURCES / "package.json").unlink()
    with pytest.raises(BuildError, match=r"no such sources\. They are in Mien's repository"):
        build.build()


def test_the_command_says_what_is_and_ends_with_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_node() -> Node:
        raise BuildError("no Node")

    def ended(*words: str) -> object:
        with pytest.raises(SystemExit) as end:
            build.main(words)
        return end.value.code

    assert f"run {files.COMMAND}" in str(ended("--check"))
    assert ended() == 0
    assert f"is in {folder}" in capsys.readouterr().out
    assert ended("--check") is None
    monkeypatch.setattr(node, "find", no_node)
    assert ended("--force") == "no Node\nUntil it is built, faces are read by the server alone."


def test_npm_installs_when_the_lock_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(Node, "run", lambda self, command, folder: asked.append([*command]))
    lock, done = tmp_path / "package-lock.json", tmp_path / bundle.INSTALLED
    lock.write_text("{}")
    bundle.install(Node(Path("node"), ("npm",)), tmp_path)
    done.parent.mkdir()
    done.write_text("{}")
    bundle.install(Node(Path("node"), ("npm",)), tmp_path)

    assert asked == [["npm", *bundle.INSTALL]]
    assert {"ci", "--ignore-scripts"} <= set(bundle.INSTALL)


def test_here_it_is_built_and_has_all_its_parts() -> None:
    assert build.outdated() == ""
    named = {name: file.plain() for name, file in files.read().files.items()}

    assert set(named) == set(built_program.FILES)
    assert re.search(rb"export\s*\{[^}]*\bas default\b", named["page.js"])
    assert not re.search(rb"\b(import|export)\s*[{*]", named["worker.js"]), "no module, so that it can importScripts"
    assert all(named[f"{name}.wasm"].startswith(b"\0asm") for name in bundle.RUNTIME)


def test_its_notice_names_what_the_lock_has_with_the_licence() -> None:
    notice = files.read().files[bundle.NOTICE].plain().decode()
    locked = json.loads(text_of(ROOT / "browser/package-lock.json"))["packages"]
    theirs = {name.rpartition("node_modules/")[2]: one for name, one in locked.items() if name and not one.get("dev")}

    assert "@litertjs/core" in theirs
    assert all(f"{name} {one['version']}, Apache-2.0, https://" in notice for name, one in theirs.items())
    assert "END OF TERMS AND CONDITIONS" in notice


def test_a_package_under_another_licence_is_refused(tmp_path: Path) -> None:
    (tmp_path / "node_modules/left-pad").mkdir(parents=True)
    (tmp_path / "package-lock.json").write_text('{"packages": {"": {}, "node_modules/left-pad": {}}}')
    own = {"version": "1", "license": "WTFPL", "repository": {"url": "git+https://example.org/x.git"}}
    (tmp_path / "node_modules/left-pad/package.json").write_text(json.dumps(own))
    with pytest.raises(BuildError, match="left-pad is under WTFPL"):
        licences.packages(tmp_path)

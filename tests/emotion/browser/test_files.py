"""The files that browsers get: verified, and a sentence where they are missing or others."""

import hashlib
from pathlib import Path

import pytest

from emotion.browser import files
from emotion.browser.files import NotBuiltError
from emotion.detection import model_files
from emotion.models import store
from emotion.models.store import ModelStore, load_model
from tests.support import built_program
from tests.support.built_program import FILES, sha256


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return built_program.place(tmp_path, monkeypatch)


def test_each_file_is_there_with_its_sum_and_its_size(folder: Path) -> None:
    built_program.write(folder)
    found = files.built()

    assert {name: file.plain() for name, file in found.files.items()} == FILES
    assert {name: (file.sha256, file.size) for name, file in found.files.items()} == {
        name: (sha256(content), len(content)) for name, content in FILES.items()
    }
    assert {name for name, file in found.files.items() if not file.packed} == {"NOTICE.txt", "clip.mp4"}
    assert len(found.files["worker.js"].content) < found.files["worker.js"].size
    assert [library.name for library in found.libraries] == ["@litertjs/core"]
    assert files.problem() == ""


def test_each_build_has_a_version_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = []
    for name, sources in (("one", "a"), ("two", "b"), ("three", "a")):
        built_program.write(built_program.place(tmp_path / name, monkeypatch), sources=sources)
        versions.append(files.built().version)

    assert versions[0] == versions[2] != versions[1]
    assert [len(version) for version in versions] == [16, 16, 16]


def test_it_is_read_once_it_is_there_and_then_no_more(folder: Path) -> None:
    assert files.problem() == (
        f"{folder / 'manifest.json'}: no such file, so browsers cannot read faces; run {files.COMMAND}"
    )
    built_program.write(folder)
    assert files.problem() == ""
    for path in folder.iterdir():
        path.unlink()
    assert files.problem() == ""
    assert files.built().files["page.js"].plain() == FILES["page.js"]


def test_one_for_other_constants_is_refused(folder: Path) -> None:
    built_program.write(folder, constants=sha256(b"others"))

    assert files.problem() == f"{folder}: was built for another version of Mien; run {files.COMMAND}"


@pytest.mark.parametrize("name", ["worker.js", "litert_wasm_internal.wasm.gz", "NOTICE.txt"])
def test_a_file_with_other_bytes_is_refused(folder: Path, name: str) -> None:
    built_program.write(folder)
    (folder / name).write_bytes(b"others")
    with pytest.raises(NotBuiltError, match=f"{name}: not the file that was built"):
        files.built()


def test_a_file_that_is_missing_is_named(folder: Path) -> None:
    built_program.write(folder)
    (folder / "page.js.gz").unlink()

    assert f"{folder / 'page.js.gz'}: no such file" in files.problem()


@pytest.mark.parametrize("manifest", [b"", b"[]", b"{}", b'{"constants": 1}', b"\xff"])
def test_a_manifest_that_is_none_is_no_fault(folder: Path, manifest: bytes) -> None:
    built_program.write(folder)
    (folder / files.MANIFEST).write_bytes(manifest)

    assert f"run {files.COMMAND}" in files.problem()


def test_without_sources_it_says_where_they_are(folder: Path) -> None:
    (files.SOURCES / "package.json").unlink()

    assert files.problem().endswith(f"run {files.COMMAND} in Mien's repository and install it again from there")


def test_the_networks_are_those_that_the_server_runs() -> None:
    entries = ModelStore(store.MODELS)
    own = [load_model(entries.root / name)[1] for name in entries.names()]
    offered = [*own, *(model_files.content(file) for file in model_files.FILES)]

    assert len(offered) > 3
    assert all(files.network(hashlib.sha256(content).hexdigest()) == content for content in offered)


@pytest.mark.parametrize("digest", ["", "0" * 64, "../../LICENSE", "mirrored-votes"])
def test_nothing_else_is_a_network(digest: str) -> None:
    assert files.network(digest) is None


def test_an_entry_that_is_broken_takes_no_other_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = load_model(store.MODELS / store.DEFAULT_MODEL)[1]
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken/card.json").write_text("{}")
    (tmp_path / "whole").symlink_to(store.MODELS / store.DEFAULT_MODEL)
    monkeypatch.setattr(store, "MODELS", tmp_path)

    assert files.network(sha256(content)) == content

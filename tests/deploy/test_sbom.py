"""The bill of what the app runs with: valid, whole, with the hashes of the files, and the same each time."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import cv2
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement

import emotion
from emotion.detection import model_files
from emotion.detection.haar import CASCADE
from emotion.models.store import MODELS, ModelError, ModelStore
from tests.deploy import sbom
from tests.support.repository import ROOT, requirements, text_of

OUTER: Final = [requirement for requirement, _ in requirements("requirements-app.txt")]
NETWORKS: Final = sorted(path for path in MODELS.glob("*/network*") if path.parent.name in ModelStore().names())


@cache
def text() -> str:
    return sbom.written(sbom.bill(sbom.app_set(), ModelStore()))


@cache
def document() -> Mapping[str, Any]:
    read = json.loads(text())
    assert isinstance(read, dict)
    return read


def by_name() -> dict[str, Any]:
    return {component["name"]: component for component in document()["components"]}


def libraries() -> dict[str, Any]:
    return {name: one for name, one in by_name().items() if one.get("purl", "").startswith("pkg:pypi/")}


def problem(written: str) -> object:
    return JsonStrictValidator(SchemaVersion.V1_6).validate_str(written)


def sha256(content: bytes) -> list[dict[str, str]]:
    return [{"alg": "SHA-256", "content": hashlib.sha256(content).hexdigest()}]


def test_it_is_valid_and_what_is_not_would_be_found() -> None:
    assert problem(text()) is None
    assert problem(text().replace('"machine-learning-model"', '"machine-that-learned"'))
    assert problem(text().replace('"specVersion"', '"specialVersion"'))


def test_it_is_about_mien() -> None:
    about = document()["metadata"]["component"]

    assert (document()["bomFormat"], document()["specVersion"]) == ("CycloneDX", "1.6")
    assert (about["name"], about["version"]) == ("Mien", emotion.__version__)
    assert about["licenses"] == [{"license": {"id": "MIT"}}]
    assert text_of(ROOT / "LICENSE").startswith("MIT License\n")


@pytest.mark.parametrize("requirement", OUTER, ids=lambda requirement: requirement.name)
def test_every_requirement_of_the_app_is_there(requirement: Requirement) -> None:
    component = libraries()[requirement.name]

    assert requirement.specifier.contains(component["version"])
    assert component["purl"] == f"pkg:pypi/{requirement.name}@{component['version']}"
    assert component["licenses"]


def test_what_requirements_bring_is_there_and_no_tool_of_developers() -> None:
    installed = {name: found.version for name, found in sbom.app_set().items()}

    assert {name: component["version"] for name, component in libraries().items()} == installed
    assert {"protobuf", "uvicorn", "cryptography"} <= set(libraries())
    assert not {"pytest", "tensorflow", "cyclonedx-python-lib", "pip"} & set(libraries())
    assert [name for name, component in libraries().items() if not component.get("licenses")] == []


def test_what_browsers_get_is_there() -> None:
    found = by_name()["@litertjs/core"]
    assert found["purl"] == f"pkg:npm/%40litertjs/core@{found['version']}"
    assert "Apache-2.0" in json.dumps(found["licenses"])


def test_everything_is_needed_by_something() -> None:
    needed = {ref for entry in document()["dependencies"] for ref in entry.get("dependsOn", ())}

    assert {component["bom-ref"] for component in document()["components"]} == needed


@pytest.mark.parametrize("path", NETWORKS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_network_is_there_with_the_hash_of_its_file(path: Path) -> None:
    entry = by_name()[path.parent.name]
    files = {file["name"]: file for file in entry["components"]}

    assert entry["type"] == "machine-learning-model"
    assert "FER2013" in entry["licenses"][0]["license"]["text"]["content"]
    assert files[path.name]["hashes"] == sha256(path.read_bytes())
    assert entry["hashes"] == sha256((path.parent / "network.tflite").read_bytes())


@pytest.mark.parametrize("file", model_files.FILES, ids=lambda file: file.name)
def test_the_networks_that_find_faces_are_there(file: model_files.DetectorFile) -> None:
    component = by_name()[file.name]

    assert component["type"] == "machine-learning-model"
    assert component["hashes"] == sha256(model_files.content(file))
    assert component["licenses"] == [{"license": {"id": "Apache-2.0"}}]
    assert "Apache License 2.0" in model_files.CARD


def test_the_cascade_is_there_with_the_licence_in_its_file() -> None:
    component = by_name()[CASCADE]

    assert component["hashes"] == sha256((Path(cv2.__file__).parent / "data" / CASCADE).read_bytes())
    assert component["version"] == libraries()["opencv-python-headless"]["version"]
    assert "Intel License Agreement" in component["licenses"][0]["license"]["text"]["content"]


def test_bills_that_wheels_carry_are_named_with_their_hashes() -> None:
    named = {
        reference["url"]: reference["hashes"]
        for component in libraries().values()
        for reference in component.get("externalReferences", ())
    }
    site = Path(cv2.__file__).parents[1]
    folders = {url.split(".dist-info/")[0].split("-")[0] for url in named}

    assert {"av", "opencv_python_headless", "pillow"} <= folders
    assert named == {url: sha256((site / url).read_bytes()) for url in named}


def test_a_network_that_is_not_its_cards_is_not_listed(tmp_path: Path) -> None:
    shutil.copytree(MODELS / "report", tmp_path / "report")
    (tmp_path / "report/network.tflite").write_bytes(b"something else")

    with pytest.raises(ModelError, match="not the file that the card describes"):
        sbom.bill(sbom.app_set(), ModelStore(tmp_path))


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    paths = [tmp_path / "first.json", tmp_path / "second.json"]
    for seed, path in enumerate(paths):  # sets are walked in another order with another seed
        command = [sys.executable, "-m", "tests.deploy.sbom", str(path)]
        subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": str(seed)}, check=True)

    assert [path.read_text(encoding="utf-8") for path in paths] == [text(), text()]


def test_another_content_has_another_serial_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emotion, "__version__", "99")
    other = json.loads(sbom.written(sbom.bill(sbom.app_set(), ModelStore())))

    assert other["metadata"]["component"]["version"] == "99"
    assert other["serialNumber"] != document()["serialNumber"]


def test_nothing_of_this_machine_is_in_it() -> None:
    places = {str(ROOT), str(Path.home()), sys.prefix, sys.base_prefix, str(Path(cv2.__file__).parents[1])}

    assert {place for place in places if f"{place}/" in text()} == set()
    assert '"timestamp"' not in text()


def test_what_is_not_valid_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sbom, "written", lambda bill: "{}")

    assert sbom.main([str(tmp_path / "bill.json")]) == 1
    assert "nothing was written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_git_ignores_it() -> None:
    assert f"/{sbom.OUTPUT.name}" in text_of(ROOT / ".gitignore").splitlines()

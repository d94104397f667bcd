"""Versions and licences, from tidy metadata and from odd ones; nothing is imported for them."""

import subprocess
import sys
from email.message import Message
from typing import Any

import pytest
from packaging.requirements import Requirement

import emotion
from emotion import notices
from tests.support.repository import ROOT

CLASSIFIER = "License :: OSI Approved :: "


def fields(*pairs: tuple[str, str]) -> Any:
    message = Message()
    for name, value in pairs:
        message[name] = value
    return message


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("License", "Apache 2.0"), ("License-Expression", "MIT")], "MIT"),
        ([("License", "BSD-3-Clause"), ("Classifier", CLASSIFIER + "LGPLv3")], "LGPLv3"),
        ([("Classifier", CLASSIFIER + name) for name in ("MIT License", "BSD License")], "MIT License, BSD License"),
        ([("Classifier", "Topic :: Software Development"), ("License", "ISC")], "ISC"),
        ([("License", "MIT License\n\nCopyright (c) 2020 Ann")], notices.NOT_STATED),
        ([], notices.NOT_STATED),
    ],
)
def test_the_licence_is_the_one_that_the_metadata_name(pairs: list[tuple[str, str]], expected: str) -> None:
    assert notices.licence(fields(*pairs)) == expected


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("requirements-app.txt", notices.OF_THE_APP),
        ("requirements.txt", (*notices.OF_THE_APP, *notices.OF_TRAINING)),
    ],
)
def test_every_library_that_is_required_is_named(file: str, named: tuple[str, ...]) -> None:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    required = [Requirement(line.partition("#")[0]).name for line in lines if line and not line.startswith("#")]

    assert list(named) == required


def test_every_library_is_installed_in_a_version_and_under_a_licence() -> None:
    for library in notices.libraries():
        assert library.version[0].isdigit(), library
        assert library.licence != notices.NOT_STATED, library


def test_a_library_that_is_not_installed_is_said_to_be_missing() -> None:
    assert notices.library("no-such-library") == notices.Library("no-such-library", notices.MISSING, notices.NOT_STATED)


def test_reading_versions_imports_no_library_of_training() -> None:
    code = "import sys; from emotion import notices; notices.libraries(); print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)

    assert answer.returncode == 0, answer.stderr
    assert not {"tensorflow", "keras", "streamlit"} & set(answer.stdout.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a/>", ""),
        ("<?xml?><!-- one --><!-- two -->", "one"),
        ("<!--\n   Title\n\n////////\n\n\n   Text < more\n-->", "Title\n\nText < more"),
        ("<!-- not closed", ""),
    ],
)
def test_the_first_comment_is_found(text: str, expected: str) -> None:
    assert notices.first_comment(text) == expected


def test_the_face_detectors_file_brings_its_own_licence() -> None:
    assert "Intel License Agreement" in notices.cascade_licence()
    assert "<opencv_storage>" not in notices.cascade_licence()


def test_our_licence_is_the_repositorys() -> None:
    assert notices.our_licence() == (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_a_version_is_released_when_the_changelog_names_it() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    heading = "## Unreleased" if ".dev" in emotion.__version__ else f"## {emotion.__version__}"
    assert heading in changes

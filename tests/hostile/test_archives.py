"""Archives: none that comes from outside is unpacked, and what ours have in them stays in the folder they go to."""

import ast
import io
import re
import zipfile
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from emotion.export.names import file_names
from emotion.export.photos import zip_files
from tests.support.repository import ROOT, text_of

UNPACKS = {"extract", "extractall", "unpack_archive"}
DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\.|$)", re.IGNORECASE)
RESERVED = ("CON", "nul", "Aux", "PRN", "COM1", "lpt9", "COM²", "conout$")
NAMES = [
    "../../x",
    "..\\..\\x",
    "..",
    "...",
    ". .",
    "/etc/passwd",
    "\\\\server\\share\\x.png",
    "C:\\Windows\\x.png",
    "C:x.png",
    "file:///etc/passwd",
    "x.png:stream",
    "%2e%2e%2fx.png",
    "../" * 100 + "x.png",
    "a/../../b.png",
    "~/x.png",
    "-rf.png",
    *(f"{device}{ending}" for device in RESERVED for ending in ("", ".png", " .tar.gz")),
    "a\0b.png",
    "a\r\nb.png",
    "\x1b[31ma.png",
    "\x7f\x80\x9f.png",
    "gnp\u202eexe.png",
    "a\u2028b.png",
    "\ud800.png",
    "\u2025/x.png",
    "\uff0e\uff0e\uff0fx.png",
    "x" * 300,
    "\U0001f600" * 300 + ".png",
    "e\u0301" * 300 + ".png",
    " x.png ",
    "x.png. . .",
    "",
    "\0",
]


def unpacking(source: str) -> set[str]:
    """Return what a source calls that unpacks an archive."""
    called = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    names = (one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in called)
    return UNPACKS.intersection(names)


@pytest.mark.parametrize("source", ["zipfile.ZipFile(a).extractall()", "archive.extract(a, b)", "unpack_archive(a)"])
def test_what_unpacks_is_found(source: str) -> None:
    assert unpacking(source)


def test_the_app_unpacks_no_archive() -> None:
    sources = [ROOT / "app.py", ROOT / "serve.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "emotion").rglob("*.py")]

    assert len(sources) > 100
    assert {path.name: unpacking(text_of(path)) for path in sources if unpacking(text_of(path))} == {}


@pytest.mark.parametrize("ending", [".jpg", ".csv"])
def test_names_of_strangers_become_members_that_stay_where_they_are_unpacked(ending: str, tmp_path: Path) -> None:
    members = file_names(NAMES, ending)
    archive = zip_files(dict.fromkeys(members, b"content"))
    folder = tmp_path / "folder"
    folder.mkdir()

    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.namelist() == members
        for name in members:
            (folder / name).write_bytes(opened.read(name))  # as whoever trusts its names

    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == sorted(members)
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_strangers_name_becomes_one_that_every_system_takes(name: str) -> None:
    (made,) = file_names([name], ".jpg")

    assert PurePosixPath(made).name == PureWindowsPath(made).name == made
    assert PureWindowsPath(made).anchor == ""
    assert made.isprintable()
    assert len(made.encode()) <= 255
    assert not DEVICES.match(made)
    assert made == made.strip(" .")
    assert made != ".jpg"

"""The repository keeps its own promises: settings are documented, bounds have reasons, nothing leads outside."""

import ast
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from emotion.images import MAX_BYTES
from emotion.web.settings import HostSettings

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATION = ROOT / "docs/configuration.md"
LARGE = 8 * 2**20  # bytes; a larger file makes every clone slow
KNOWN_LARGE: frozenset[str] = frozenset()
SETTING = re.compile(r"\bMIEN_[A-Z_]*[A-Z]\b")
ENVIRONMENTS = {"os.environ", "environ", "st.secrets", "secrets"}
READERS = {"get", "setdefault", "pop"}
# Folders of the machine that something was written on, which mean nothing anywhere else.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:wo[r]k|ro[o]t|ho[m]e|op[t])/|\.\./sha[r]ed\b")


@cache
def project_files() -> tuple[Path, ...]:
    """Return the files that belong to the repository: all but what .gitignore names, and virtual environments."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    ignored = [line.strip().strip("/") for line in lines if line.strip() and not line.startswith("#")] + [".git"]

    def is_ignored(path: Path) -> bool:
        relative = path.relative_to(ROOT).as_posix()
        return any(fnmatch(path.name, pattern) or fnmatch(relative, pattern) for pattern in ignored)

    def walk(folder: Path) -> Iterator[Path]:
        for path in sorted(folder.iterdir()):
            if is_ignored(path) or (path / "pyvenv.cfg").exists():
                continue
            if path.is_dir():
                yield from walk(path)
            else:
                yield path

    return tuple(walk(ROOT))


def text_of(path: Path) -> str:
    """Return a file's text, nothing for a picture or another file that is no text."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def settings_read(source: str) -> set[str]:
    """Return the environment variables and secrets that a Python source reads by a name written in it."""
    found = set(SETTING.findall(source))
    for node in ast.walk(ast.parse(source)):
        key: ast.expr | None = None
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) in ENVIRONMENTS:
            key = node.slice
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "st.secrets" and node.attr not in READERS:
            found.add(node.attr)
        elif isinstance(node, ast.Call) and node.args:
            called = ast.unparse(node.func)
            owner, _, method = called.rpartition(".")
            if called in {"os.getenv", "getenv"} or (owner in ENVIRONMENTS and method in READERS):
                key = node.args[0]
        elif isinstance(node, ast.Compare) and any(ast.unparse(item) in ENVIRONMENTS for item in node.comparators):
            key = node.left
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            found.add(key.value)
    return found


def documented(document: str) -> set[str]:
    """Return the names that stand as code in a document."""
    return set(re.findall(r"`([A-Za-z_][A-Za-z0-9_]*)`", document))


@cache
def owners() -> dict[str, set[str]]:
    """Return the distributions that give each name that can be imported."""
    return {name: {canonicalize_name(one) for one in found} for name, found in packages_distributions().items()}


def requirements(name: str) -> list[tuple[Requirement, str]]:
    """Return a file's requirements, each with the comment beside it."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    parted = [line.partition("#") for line in lines if line.strip() and not line.startswith(("#", "-r "))]
    return [(Requirement(before.strip()), reason.strip()) for before, _, reason in parted]


ALL_REQUIREMENTS = [*requirements("requirements.txt"), *requirements("requirements-dev.txt")]
PYTHON_FILES = [path for path in project_files() if path.suffix == ".py"]


@pytest.mark.parametrize(
    "read",
    [
        "os.environ['{}']",
        "os.environ.get('{}', 'x')",
        "os.environ.setdefault('{}', 'x')",
        "environ.get('{}')",
        "os.getenv('{}')",
        "'{}' in os.environ",
        "st.secrets['{}']",
        "st.secrets.get('{}')",
        "st.secrets.{}",
    ],
)
def test_a_setting_that_nobody_documented_is_found(read: str) -> None:
    made_up = "A_MADE_UP_NAME"

    assert settings_read(read.format(made_up)) - documented(CONFIGURATION.read_text(encoding="utf-8")) == {made_up}


def test_a_setting_of_ours_is_found_however_it_is_read() -> None:
    made_up = "MIEN_" + "MADE_UP"

    assert settings_read(f"value = look_up({made_up!r})") == {made_up}


@pytest.mark.parametrize("path", PYTHON_FILES, ids=name_of)
def test_every_setting_is_documented(path: Path) -> None:
    missing = settings_read(text_of(path)) - documented(CONFIGURATION.read_text(encoding="utf-8"))

    assert not missing, f"describe {', '.join(sorted(missing))} in {name_of(CONFIGURATION)}"


def test_every_setting_of_the_makefile_is_documented_and_none_that_is_gone() -> None:
    used = set(SETTING.findall(text_of(ROOT / "Makefile")))
    used_anywhere = used.union(*(settings_read(text_of(path)) for path in PYTHON_FILES))
    described = documented(CONFIGURATION.read_text(encoding="utf-8"))

    assert used <= described
    assert {name for name in described if SETTING.fullmatch(name)} <= used_anywhere


@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("MIEN_MAX_STREAMS", HostSettings().max_streams),
        ("MIEN_FRAME_RATE", HostSettings().frame_rate),
        ("MIEN_MODEL", HostSettings().model),
    ],
)
def test_the_documented_defaults_are_those_of_the_code(name: str, default: object) -> None:
    assert f"| `{name}` | `{default}` |" in CONFIGURATION.read_text(encoding="utf-8")


def test_every_option_of_streamlits_file_is_documented() -> None:
    options = tomllib.loads(text_of(ROOT / ".streamlit/config.toml"))
    names = {f"{section}.{key}" for section, keys in options.items() if section != "theme" for key in keys}
    document = CONFIGURATION.read_text(encoding="utf-8")

    assert {name for name in names if f"`{name}`" not in document} == set()


def test_streamlit_takes_uploads_as_large_as_pictures_may_be() -> None:
    options = tomllib.loads(text_of(ROOT / ".streamlit/config.toml"))

    assert options["server"]["maxUploadSize"] * 2**20 == MAX_BYTES


@pytest.mark.parametrize("command", ["make run", "make test"])
def test_the_readme_names_the_commands(command: str) -> None:
    assert command in text_of(ROOT / "README.md")


def test_continuous_integration_runs_what_developers_run() -> None:
    script = ROOT / ".ci/run"

    assert os.access(script, os.X_OK)
    assert text_of(script).splitlines()[-1] == "make test"


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


@pytest.mark.parametrize(("requirement", "reason"), ALL_REQUIREMENTS, ids=lambda value: getattr(value, "name", ""))
def test_every_requirement_is_bound_on_both_sides_with_a_reason(requirement: Requirement, reason: str) -> None:
    operators = {specifier.operator for specifier in requirement.specifier}

    assert operators == {">=", "<"}
    assert len(reason.split()) >= 3


def test_the_lock_names_one_version_of_each_and_fits_the_requirements() -> None:
    lines = [line for line in text_of(ROOT / "constraints.txt").splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line)] == []
    locked = dict(line.split("==") for line in lines)

    misfits = {
        str(requirement)
        for requirement, _ in ALL_REQUIREMENTS
        if not requirement.specifier.contains(locked.get(canonicalize_name(requirement.name), ""))
    }

    assert len(locked) == len(lines)
    assert misfits == set()


@pytest.mark.parametrize("path", PYTHON_FILES, ids=name_of)
def test_what_is_imported_is_required(path: Path) -> None:
    for_tests = name_of(path).startswith(("tests/", "bench/"))
    listed = ALL_REQUIREMENTS if for_tests else requirements("requirements.txt")
    required = {canonicalize_name(requirement.name) for requirement, _ in listed}
    local = {entry.stem for folder in (ROOT, path.parent) for entry in folder.iterdir()}
    imports = [node for node in ast.walk(ast.parse(text_of(path))) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in imports if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    foreign = {name.split(".")[0] for name in names} - sys.stdlib_module_names - local

    assert {name for name in foreign if not required & owners().get(name, {name})} == set()

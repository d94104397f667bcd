"""Every setting that the code reads stands in the documentation, with its default."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from emotion.detection.presets import DETECTORS
from emotion.images.decode import MAX_BYTES
from emotion.web.server.settings import HostSettings
from tests.support.repository import PYTHON_FILES, ROOT, name_of, text_of

CONFIGURATION = ROOT / "docs/configuration.md"


SETTING = re.compile(r"\bMIEN_[A-Z_]*[A-Z]\b")


ENVIRONMENTS = {"os.environ", "environ", "st.secrets", "secrets"}


READERS = {"get", "setdefault", "pop"}


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
        ("MIEN_FRAME_RATE", HostSettings().frame_rate),
        ("MIEN_MAX_VIDEO_MB", HostSettings().max_video_mb),
        ("MIEN_MAX_VIDEO_MINUTES", HostSettings().max_video_minutes),
        ("MIEN_MAX_VIDEO_JOBS", HostSettings().max_video_jobs),
        ("MIEN_MODEL", HostSettings().model),
        ("MIEN_DETECTOR", next(iter(DETECTORS))),
    ],
)
def test_the_documented_defaults_are_those_of_the_code(name: str, default: object) -> None:
    assert f"| `{name}` | `{default}` |" in CONFIGURATION.read_text(encoding="utf-8")


def test_every_option_of_streamlits_file_is_documented() -> None:
    options = tomllib.loads(text_of(ROOT / ".streamlit/config.toml"))
    names = {f"{section}.{key}" for section, keys in options.items() if section != "theme" for key in keys}
    document = CONFIGURATION.read_text(encoding="utf-8")

    assert {name for name in names if f"`{name}`" not in document} == set()


def test_streamlit_takes_uploads_as_large_as_pictures_and_videos_may_be() -> None:
    options = tomllib.loads(text_of(ROOT / ".streamlit/config.toml"))

    assert options["server"]["maxUploadSize"] * 2**20 == max(MAX_BYTES, HostSettings().max_video_mb * 2**20)

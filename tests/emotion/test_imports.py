"""The core stays free of the web and of training, and its modules import each other in one direction."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import emotion

ROOT = Path(emotion.__file__).resolve().parent.parent
# The order in which data flows: each module may import those before it. card and model_store stand beside.
ORDER = (
    "labels",
    "readings",
    "temperature",
    "picture_formats",
    "images",
    "luma",
    "faces",
    "regions",
    "crops",
    "expressions",
    "analyzer",
    "tracking",
    "drawing",
    "score_strip",
    "overlay",
    "photos",
    "blur",
    "file_names",
    "export",
    "charts",
    *(f"figures.{name}" for name in ("style", "history", "scores", "confusion", "confidence", "robustness", "data")),
    "network_record",
    "network_facts",
    "network_limits",
    "notices",
    *(f"video.{name}" for name in ("opening", "file", "frames", "records", "writer", "annotation", "settings")),
    *(f"video.{name}" for name in ("analysis", "summary", "export", "charts")),
    "recording",
    "live_state",
    "frame_rgb",
    "live",
)
BESIDE = {"card": {"labels"}, "model_store": {"labels", "card"}}  # what each may import
FOR_TRAINING = (
    *("labels", "readings", "temperature", "images", "luma", "faces", "crops"),
    *(name for name in ORDER if name.startswith("figures.")),
    *BESIDE,
)
CORE = sorted(
    ".".join(path.relative_to(ROOT / "emotion").with_suffix("").parts)
    for path in (ROOT / "emotion").rglob("*.py")
    if "web" not in path.parts and path.name != "__init__.py"
)
WEB_FILES = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py")), *sorted((ROOT / "emotion/web").rglob("*.py"))]
PACKAGES = [path for path in sorted((ROOT / "emotion").rglob("__init__.py")) if "web" not in path.parts]
CORE_FILES = [*PACKAGES, *(ROOT / "emotion" / f"{name.replace('.', '/')}.py" for name in CORE)]
TRAINING_FILES = sorted((ROOT / "training").rglob("*.py"))


def imported(source: str, package: str = "") -> set[str]:
    """Return the dotted names that a module's source imports, wherever in it; `package` resolves relative ones."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*parents, *([node.module] if node.module else [])])
            names |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return names


def core_modules(names: set[str]) -> set[str]:
    """Return which of the core's modules stand among dotted names."""
    return {module for module in (*CORE, "web") if any(within({name}, f"emotion.{module}") for name in names)}


def allowed(module: str) -> set[str]:
    """Return the core's modules that one of them may import."""
    if module in BESIDE:
        return BESIDE[module]
    before = set(ORDER[: ORDER.index(module)])
    return before if module == "labels" else before | {*BESIDE}


def within(names: set[str], package: str) -> set[str]:
    """Return the names that are a package or lie in it."""
    return {name for name in names if name == package or name.startswith(f"{package}.")}


def run_python(code: str) -> str:
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


@pytest.mark.parametrize(
    ("source", "package", "expected"),
    [
        ("import emotion.live", "", {"emotion.live"}),
        ("from emotion import live", "", {"emotion", "emotion.live"}),
        ("def f():\n    from emotion.live import LiveState", "", {"emotion.live", "emotion.live.LiveState"}),
        ("from . import live", "emotion", {"emotion", "emotion.live"}),
        ("from .live import LiveState", "emotion", {"emotion.live", "emotion.live.LiveState"}),
        ("from ..live import LiveState", "emotion.web", {"emotion.live", "emotion.live.LiveState"}),
    ],
)
def test_every_way_of_importing_is_seen(source: str, package: str, expected: set[str]) -> None:
    assert imported(source, package) == expected


def test_every_core_module_has_its_place() -> None:
    assert set(CORE) == {*ORDER, *BESIDE}


@pytest.mark.parametrize("module", CORE)
def test_core_modules_import_only_those_before_them(module: str) -> None:
    path = ROOT / "emotion" / f"{module.replace('.', '/')}.py"
    package = ".".join(path.parent.relative_to(ROOT).parts)

    assert core_modules(imported(path.read_text(encoding="utf-8"), package)) <= allowed(module)


def test_the_order_would_refuse_a_module_that_reaches_ahead() -> None:
    assert not core_modules(imported("from emotion import live")) <= allowed("faces")
    assert not core_modules(imported("from emotion.web import bars")) <= allowed("live")
    assert not core_modules(imported("from emotion.readings import Box")) <= allowed("model_store")
    assert not core_modules(imported("from emotion.video import analysis")) <= allowed("video.file")
    assert not core_modules(imported("from .charts import video_timeline", "emotion.video")) <= allowed("charts")


def test_the_core_imports_neither_the_web_nor_the_training_framework() -> None:
    modules = ", ".join(f"emotion.{name}" for name in CORE)

    loaded = run_python(f"import sys, {modules}; print(*sys.modules, sep='\\n')").splitlines()

    assert {"emotion.live", "cv2"} <= set(loaded)
    assert not {"streamlit", "streamlit_webrtc", "tensorflow", "keras"} & set(loaded)


def test_training_needs_no_litert_of_the_core() -> None:
    modules = ", ".join(f"emotion.{name}" for name in FOR_TRAINING)

    # None in sys.modules makes an import of that name fail, as on a machine where it is not installed.
    loaded = run_python(f"import sys; sys.modules['ai_edge_litert'] = None; import {modules}; print(*sys.modules)")

    assert {f"emotion.{name}" for name in FOR_TRAINING} <= set(loaded.split())


@pytest.mark.parametrize("path", [*CORE_FILES, *WEB_FILES], ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_that_runs_in_the_app_imports_training(path: Path) -> None:
    names = imported(path.read_text(encoding="utf-8"))

    assert not within(names, "training")
    assert not within(names, "tensorflow")
    assert not within(names, "keras")


@pytest.mark.parametrize("path", [*CORE_FILES, *TRAINING_FILES], ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_web_package_imports_streamlit(path: Path) -> None:
    names = imported(path.read_text(encoding="utf-8"))

    assert not within(names, "streamlit")
    assert not within(names, "streamlit_webrtc")
    assert not within(names, "emotion.web")

"""The core stays free of the web and of training, and its modules import each other in one direction."""

import ast
import pkgutil
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
    "faces",
    "crops",
    "expressions",
    "analyzer",
    "tracking",
    "drawing",
    "score_strip",
    "overlay",
    "photos",
    "blur",
    "export",
    "video_opening",
    "video_file",
    "video_frames",
    "video_records",
    "video_writer",
    "video_annotation",
    "video_settings",
    "video",
    "video_summary",
    "video_export",
    "charts",
    "chart_style",
    "history_charts",
    "evaluation_charts",
    "confusion_charts",
    "confidence_charts",
    "robustness_charts",
    "data_charts",
    "network_record",
    "video_charts",
    "live",
)
BESIDE = {"card": {"labels"}, "model_store": {"labels", "card"}}  # what each may import
FIGURES = ("chart_style", "history_charts", "evaluation_charts", "confusion_charts", "confidence_charts")
FOR_TRAINING = (
    *("labels", "readings", "temperature", "images", "faces", "crops"),
    *(*FIGURES, "robustness_charts"),
    *BESIDE,
)
CORE = sorted(module.name for module in pkgutil.iter_modules(emotion.__path__) if module.name != "web")
WEB_FILES = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py")), *sorted((ROOT / "emotion/web").rglob("*.py"))]
CORE_FILES = [ROOT / "emotion" / "__init__.py", *(ROOT / "emotion" / f"{name}.py" for name in CORE)]
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
    return {name.split(".")[1] for name in names if name.startswith("emotion.")} & {*CORE, "web"}


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
    source = (ROOT / "emotion" / f"{module}.py").read_text(encoding="utf-8")

    assert core_modules(imported(source, "emotion")) <= allowed(module)


def test_the_order_would_refuse_a_module_that_reaches_ahead() -> None:
    assert not core_modules(imported("from emotion import live")) <= allowed("faces")
    assert not core_modules(imported("from emotion.web import bars")) <= allowed("live")
    assert not core_modules(imported("from emotion.readings import Box")) <= allowed("model_store")


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

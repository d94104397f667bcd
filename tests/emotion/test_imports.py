"""What the core loads when it is imported; import-linter, by pyproject.toml, holds who may import whom."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import emotion

ROOT = Path(emotion.__file__).resolve().parent.parent
CORE = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "emotion").rglob("*.py")
    if "web" not in path.parts and path.name != "__init__.py"
)
# What training needs of the core, on machines where LiteRT is not installed.
FOR_TRAINING = [
    name
    for name in CORE
    if name.startswith(("emotion.labels", "emotion.results", "emotion.images.", "emotion.models.", "emotion.charts."))
    or name in {"emotion.classification.calibration", "emotion.classification.crops", "emotion.detection.haar"}
]


def run_python(code: str) -> set[str]:
    """Return the words that a Python of its own prints."""
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert answer.returncode == 0, answer.stderr
    return set(answer.stdout.split())


def test_the_core_loads_neither_the_web_nor_the_training_framework() -> None:
    loaded = run_python(f"import sys, {', '.join(CORE)}; print(*sys.modules)")

    assert {"emotion.live.callback", "cv2"} <= loaded
    assert not {"streamlit", "streamlit_webrtc", "tensorflow", "keras", "training"} & loaded


def test_training_needs_no_litert_of_the_core() -> None:
    # None in sys.modules makes an import of that name fail, as on a machine where it is not installed.
    code = f"import sys; sys.modules['ai_edge_litert'] = None; import {', '.join(FOR_TRAINING)}; print(*sys.modules)"

    assert set(FOR_TRAINING) <= run_python(code)
    assert len(FOR_TRAINING) > 20


@pytest.mark.parametrize("path", [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))], ids=lambda path: path.name)
def test_no_page_imports_training(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}

    assert {name.split(".")[0] for name in names} <= {"emotion", "streamlit", "pathlib", "typing"}

"""What is imported is required, and each requirement has its bounds and its reason."""

import ast
import re
import sys
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.repository import ALL_REQUIREMENTS, PYTHON_FILES, ROOT, name_of, requirements, text_of


@cache
def owners() -> dict[str, set[str]]:
    """Return the distributions that give each name that can be imported."""
    return {name: {canonicalize_name(one) for one in found} for name, found in packages_distributions().items()}


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


def test_what_the_app_requires_is_the_first_part_of_the_whole_set() -> None:
    app, whole = (text_of(ROOT / name).split("\n\n", 1)[1] for name in ("requirements-app.txt", "requirements.txt"))

    assert whole.startswith(app)
    for name, training in (("requirements.txt", {"tensorflow", "keras"}), ("requirements-app.txt", set())):
        assert {one.name for one, _ in requirements(name)} & {"tensorflow", "keras"} == training


def listed_for(path: Path) -> list[tuple[Requirement, str]]:
    """Return what a file of ours may import."""
    part = path.relative_to(ROOT).parts[0]
    if part in ("tests", "bench", "hatch_build.py"):
        return ALL_REQUIREMENTS
    if path.parent == ROOT / "emotion/cluster":
        return [*requirements("requirements-app.txt"), *requirements("requirements-cluster.txt")]
    return requirements("requirements.txt" if part == "training" else "requirements-app.txt")


@pytest.mark.parametrize("path", PYTHON_FILES, ids=name_of)
def test_what_is_imported_is_required(path: Path) -> None:
    listed = listed_for(path)
    required = {canonicalize_name(requirement.name) for requirement, _ in listed}
    local = {entry.stem for folder in (ROOT, path.parent) for entry in folder.iterdir()}
    imports = [node for node in ast.walk(ast.parse(text_of(path))) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in imports if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    foreign = {name.split(".")[0] for name in names} - sys.stdlib_module_names - local

    assert {name for name in foreign if not required & owners().get(name, {name})} == set()

"""python -m tests.deploy.audit: is what the app runs with what was pinned, was it withdrawn, is a weakness in it known?

Ends with 0 when nothing is wrong, with 1 when something is, and with 69 when nothing that is known is wrong, but an
index or a database of weaknesses gave no answer. So it never ends well without having asked.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution
from typing import Any, Final

from packaging.utils import canonicalize_name

from tests.deploy.installed import faults, pins
from tests.deploy.sbom import app_set

WELL: Final = 0
WRONG: Final = 1
NOT_ASKED: Final = 69  # EX_UNAVAILABLE of sysexits.h
SERVICES: Final = {"pypi": "PyPI", "osv": "OSV"}  # as pip-audit knows them, in the order in which they are asked
WITHDRAWN: Final = re.compile(
    r"is a yanked version: '([^']+)'"
)  # pip's warning; older ones do not have it in their report
PIP: Final = (
    "pip",
    "install",
    "--dry-run",
    "--ignore-installed",
    "--no-deps",
    "--quiet",
    "--retries",
    "1",
    "--report",
    "-",
)
PIP_AUDIT: Final = ("pip_audit", "--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off")

LONG: Final = 240  # letters of a reason that are shown

Done = subprocess.CompletedProcess[str]
Run = Callable[[Sequence[str]], Done]


@dataclass(frozen=True)
class Answer:
    """What was heard of some distributions.

    Attributes:
        bad: what is wrong, a line each.
        unheard: the names of those of which nothing was heard.
        reasons: why not, a line for everybody who was asked.
    """

    bad: tuple[str, ...]
    unheard: frozenset[str]
    reasons: tuple[str, ...] = ()


def main() -> int:
    """Print what was found and return the exit status."""
    status, lines = audit(app_set(), pins(), run_python)
    print("\n".join(lines))
    return status


def run_python(arguments: Sequence[str]) -> Done:
    """Run a module of this Python and return what it said."""
    return subprocess.run([sys.executable, "-m", *arguments], capture_output=True, text=True)


def audit(distributions: Mapping[str, Distribution], pinned: Mapping[str, str], run: Run) -> tuple[int, list[str]]:
    """Return the exit status and what to print, of installed distributions by name."""
    wrong = [f"  {name}: {fault}" for name, found in distributions.items() for fault in faults(found, pinned.get(name))]
    versions = {name: found.version for name, found in sorted(distributions.items())}
    answers = {
        "Withdrawn by their makers": withdrawn(versions, run),
        "With a known weakness": weaknesses(versions, run),
    }
    lines = [f"Not as pinned, not from an index, changed, or without a licence: {len(wrong)} faults", *wrong]
    for title, answer in answers.items():
        heard = len(versions) - len(answer.unheard)
        lines += [f"{title}: {len(answer.bad)} found, {heard} of {len(versions)} looked up"]
        lines += [f"  {line}" for line in answer.bad]
        if answer.unheard:
            lines += [
                f"  NOT KNOWN of {', '.join(sorted(answer.unheard)) if heard else 'any of them'}, as it was said:"
            ]
            lines += [f"    {reason}" for reason in answer.reasons]
    if wrong or any(answer.bad for answer in answers.values()):
        return WRONG, lines
    if any(answer.unheard for answer in answers.values()):
        return NOT_ASKED, [*lines, "So this is no all-clear: run it again where those answer that did not."]
    return WELL, lines


def withdrawn(versions: Mapping[str, str], run: Run) -> Answer:
    """Return which versions their makers withdrew (yanked, PEP 592), as pip hears of it from the index."""
    done = with_requirements(PIP, versions, run)
    if done.returncode:
        return Answer((), frozenset(versions), (f"pip: {_last_line(done.stderr)}",))
    sources: dict[str, str] = {
        canonicalize_name(item["metadata"]["name"]): item["download_info"]["url"]
        for item in json.loads(done.stdout)["install"]
    }
    # pip prefers files of a folder that it was told of (find-links), and those cannot say that they were withdrawn.
    unheard = frozenset(name for name in versions if not sources.get(name, "").startswith("https:"))
    bad = sorted({canonicalize_name(name) for name in WITHDRAWN.findall(done.stderr)})
    reasons = ("pip: took them from a folder of this machine",) if unheard else ()
    return Answer(tuple(f"{name} {versions[name]}" for name in bad), unheard, reasons)


def weaknesses(versions: Mapping[str, str], run: Run) -> Answer:
    """Return the weaknesses that pip-audit's services know of; who is silent on some leaves them to the next one."""
    unheard, bad, reasons = set(versions), list[str](), list[str]()
    for service, title in SERVICES.items():
        if not unheard:
            break
        asked = {name: versions[name] for name in sorted(unheard)}
        done = with_requirements([*PIP_AUDIT, "--vulnerability-service", service], asked, run)
        try:
            told = json.loads(done.stdout)["dependencies"]
        except ValueError:  # it ended before it wrote anything
            reasons.append(f"{title}: {_last_line(done.stderr)}")
            continue
        # pip-audit ends well when an index has no such page for anything, and calls that skipped.
        reasons += [f"{title}: {item['skip_reason']}" for item in told if "skip_reason" in item][:1]
        for item in told:
            if "skip_reason" not in item:
                unheard.discard(canonicalize_name(item["name"]))
                bad += [_weakness(item, found) for found in item["vulns"]]
    return Answer(tuple(bad), frozenset(unheard), tuple(reasons) if unheard else ())


def with_requirements(command: Sequence[str], versions: Mapping[str, str], run: Run) -> Done:
    """Run a command that reads what it is about from a file of requirements."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.writelines(f"{name}=={version}\n" for name, version in versions.items())
        file.flush()
        return run([*command, "--requirement", file.name])


def _weakness(item: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    names = ", ".join([found["id"], *found.get("aliases", ())])
    mended = ", ".join(found["fix_versions"])
    return f"{item['name']} {item['version']}: {names}; " + (f"mended in {mended}" if mended else "not mended yet")


def _last_line(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip() and not line.startswith("Tip:")] or ["gave no reason"]
    return lines[-1] if len(lines[-1]) <= LONG else f"{lines[-1][:LONG]}..."


if __name__ == "__main__":
    sys.exit(main())

"""The app's libraries are what was pinned, checked without a network; what the audit says of answers and of silence."""

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import Distribution
from pathlib import Path
from subprocess import CompletedProcess
from types import MappingProxyType

import pytest
import yaml

from tests.deploy import audit
from tests.deploy.installed import INACTIVE, faults, pins
from tests.deploy.sbom import app_set
from tests.support.repository import ROOT, text_of

WORKFLOW = yaml.safe_load(text_of(ROOT / ".github/workflows/audit.yml"))
PINNED = {"one": "1.0", "two": "2.0"}
UNREACHED = "requests.exceptions.ConnectionError: Failed to resolve 'api.osv.dev'"

Done = CompletedProcess[str]


def answer(said: object = None, error: str = "", status: int = 0) -> Done:
    return Done([], status, "" if said is None else json.dumps(said), error)


def told(**weaknesses: list[dict[str, object]]) -> Done:
    """What pip-audit writes of distributions that a database knows."""
    parts = [{"name": name, "version": PINNED[name], "vulns": found} for name, found in weaknesses.items()]
    return answer({"dependencies": parts, "fixes": []}, status=int(any(weaknesses.values())))


def skipped(*names: str) -> list[dict[str, str]]:
    return [{"name": name, "skip_reason": f"not found on PyPI: {name}"} for name in names]


def indexed(*names: str, address: str = "https://files.example/", error: str = "") -> Done:
    """What pip reports of distributions that an index has."""
    parts = [{"metadata": {"name": name}, "download_info": {"url": address}} for name in names]
    return answer({"install": parts}, error)


WELL = {"pip": indexed("one", "two"), "pypi": told(one=[], two=[]), "osv": answer(error=UNREACHED, status=1)}


def answering(**other: Done) -> Callable[[Sequence[str]], Done]:
    """Return what stands in for pip and pip-audit, and asks nobody."""

    def run(arguments: Sequence[str]) -> Done:
        asked = "pip" if arguments[0] == "pip" else arguments[arguments.index("--vulnerability-service") + 1]
        return (WELL | other)[asked]

    return run


def installed(folder: Path, name: str, version: str, files: Mapping[str, str] = MappingProxyType({})) -> Distribution:
    """Return a distribution as pip would have put it there, with a module, whose metadata files can be replaced."""
    module = folder / f"{name}.py"
    module.write_text("answer = 42\n")
    digest = base64.urlsafe_b64encode(hashlib.sha256(module.read_bytes()).digest()).decode().rstrip("=")
    about = folder / f"{name}-{version}.dist-info"
    about.mkdir()
    written = {
        "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nLicense: MIT\n",
        "RECORD": f"{module.name},sha256={digest},12\n{about.name}/RECORD,,\n",
    }
    for file, text in {**written, **files}.items():
        (about / file).write_text(text)
    return Distribution.at(about)


@pytest.fixture
def distributions(tmp_path: Path) -> dict[str, Distribution]:
    return {name: installed(tmp_path, name, version) for name, version in PINNED.items()}


@pytest.mark.parametrize("name", sorted(app_set()))
def test_what_is_installed_for_the_app_is_what_was_pinned(name: str) -> None:
    assert faults(app_set()[name], pins().get(name)) == []


@pytest.mark.parametrize(
    ("pinned", "files", "fault"),
    [
        ("1.0", {}, None),
        (None, {}, "not pinned"),
        ("1.1", {}, "1.0 is installed, constraints.txt has 1.1"),
        ("1.0", {"direct_url.json": "{}"}, "not from an index"),
        ("1.0", {"METADATA": "Name: one\nVersion: 1.0\n"}, "states no licence"),
        ("1.0", {"METADATA": f"Name: one\nVersion: 1.0\nLicense: MIT\nClassifier: {INACTIVE}\n"}, "given up"),
        ("1.0", {"RECORD": "one.py,sha256=AAAA,12\n"}, "one.py: not as it was installed"),
        ("1.0", {"RECORD": "gone.py,sha256=AAAA,12\n"}, "gone.py: not as it was installed"),
        ("1.0", {"RECORD": ""}, "no list of its files"),
    ],
)
def test_a_fault_is_found(tmp_path: Path, pinned: str | None, files: dict[str, str], fault: str | None) -> None:
    found = faults(installed(tmp_path, "one", "1.0", files), pinned)

    assert len(found) == (fault is not None)
    assert all(fault is not None and fault in said for said in found)


@pytest.mark.parametrize(
    ("answers", "status", "sentence"),
    [
        ({}, audit.WELL, "With a known weakness: 0 found, 2 of 2 looked up"),
        (
            {"pypi": told(one=[{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["1.1", "2.0"]}], two=[])},
            audit.WRONG,
            "one 1.0: PYSEC-1, CVE-1; mended in 1.1, 2.0",
        ),
        ({"pypi": told(one=[{"id": "X", "fix_versions": []}], two=[])}, audit.WRONG, "one 1.0: X; not mended yet"),
        ({"pip": indexed("one", "two", error="is a yanked version: 'two' candidate")}, audit.WRONG, "  two 2.0"),
        ({"pip": indexed("one", "two", address="file:///wheels/")}, audit.NOT_ASKED, "from a folder of this machine"),
        ({"pip": answer(error="ERROR: No matching", status=1)}, audit.NOT_ASKED, "pip: ERROR: No matching"),
        # The index has no pages on weaknesses, which pip-audit takes for a good end.
        ({"pypi": answer({"dependencies": skipped("one", "two")})}, audit.NOT_ASKED, "OSV: " + UNREACHED),
        ({"pypi": answer({"dependencies": skipped("one", "two")})}, audit.NOT_ASKED, "PyPI: not found on PyPI: one"),
        ({"pypi": answer(error="timed out\nTip: try another", status=1)}, audit.NOT_ASKED, "PyPI: timed out"),
        ({"pypi": answer(status=1)}, audit.NOT_ASKED, "PyPI: gave no reason"),
        ({"pypi": answer(status=1), "osv": told(one=[], two=[])}, audit.WELL, "0 found, 2 of 2 looked up"),
        ({"pypi": told(one=[])}, audit.NOT_ASKED, "NOT KNOWN of two, as"),
    ],
)
def test_the_audit_says_what_it_heard(
    distributions: dict[str, Distribution], answers: dict[str, Done], status: int, sentence: str
) -> None:
    ended, lines = audit.audit(distributions, PINNED, answering(**answers))

    assert ended == status
    assert sentence in "\n".join(lines)
    assert any("no all-clear" in line for line in lines) is (status == audit.NOT_ASKED)


def test_a_fault_of_the_installation_ends_the_audit_badly(distributions: dict[str, Distribution]) -> None:
    ended, lines = audit.audit(distributions, PINNED | {"two": "3.0"}, answering())

    assert ended == audit.WRONG
    assert "  two: 2.0 is installed, constraints.txt has 3.0" in lines


def test_it_asks_about_the_app_and_prints_what_it_heard(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "run_python", lambda arguments: answer(error="no route to host", status=1))

    assert audit.main() == audit.NOT_ASKED
    assert f"With a known weakness: 0 found, 0 of {len(app_set())} looked up" in capsys.readouterr().out


@pytest.fixture
def database() -> Iterator[str]:
    """A database of weaknesses on this machine, as OSV answers; it knows one, of the distribution "two"."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            package = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["package"]
            ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.1"}]}]
            known = {"id": "PYSEC-2", "aliases": ["CVE-2"], "affected": [{"package": package, "ranges": ranges}]}
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"vulns": [known]} if package["name"] == "two" else {}).encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


def test_pip_audit_itself_is_understood(database: str) -> None:
    def run(arguments: Sequence[str]) -> Done:
        return audit.run_python([*arguments, "--osv-url", database]) if "osv" in arguments else answer(status=1)

    heard = audit.weaknesses(PINNED, run)

    assert heard.bad == ("two 2.0: PYSEC-2, CVE-2; mended in 2.1",)
    assert heard.unheard == frozenset()


def test_the_hosted_service_audits_each_push_and_each_week() -> None:
    when = WORKFLOW[True]  # "on", which YAML 1.1 takes for a truth

    assert when["push"] == {"branches": ["main"]}
    assert [len(entry["cron"].split()) for entry in when["schedule"]] == [5]
    assert when["schedule"][0]["cron"].split()[-1].isdigit()
    steps = WORKFLOW["jobs"]["audit"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == ["make sbom", "make audit"]

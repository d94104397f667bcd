"""Finds the browser that the tests drive, and installs one where there is none.

`python tests/browser/chromium.py` prints the browser's path, or says on standard error what to do and exits with 1.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

VARIABLE: Final = "MIEN_TEST_BROWSER"
NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLAYWRIGHT: Final = (sys.executable, "-m", "playwright")
APT: Final = ("apt-get", "-o", "DPkg::Lock::Timeout=60")
START_SECONDS: Final = 30
DOWNLOAD_SECONDS: Final = 300
PACKAGE_SECONDS: Final = 600


def find(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return a browser that starts: the one named in MIEN_TEST_BROWSER, an installed one, or Playwright's own.

    Raises:
        FileNotFoundError: MIEN_TEST_BROWSER names something that does not start.
    """
    named = environ.get(VARIABLE, "")
    if named:
        if starts(Path(named)):
            return Path(named)
        raise FileNotFoundError(
            f"{VARIABLE}={named} is no browser that starts here: expected the path of a Chromium or Chrome. "
            f"Correct it, or unset it to have one looked for."
        )
    installed = (shutil.which(name, path=environ.get("PATH")) for name in NAMES)
    candidates = [Path(path) for path in installed if path]
    found = next((path for path in candidates if starts(path)), None)
    if found:
        return found
    downloaded = playwright_browser()
    return downloaded if downloaded and starts(downloaded) else None


def starts(browser: Path) -> bool:
    """Say whether the browser runs here; one whose system libraries are missing does not."""
    return _run([str(browser), "--version"], START_SECONDS) == ""


def playwright_browser() -> Path | None:
    """Return where Playwright keeps the browser that it downloaded, None without one or without Playwright."""
    # In a process of its own: Playwright cannot be started twice in one thread, and the tests have it running.
    code = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    try:
        answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=START_SECONDS)
    except subprocess.TimeoutExpired:
        return None
    path = Path(answer.stdout.strip())
    return path if answer.returncode == 0 and path.is_file() else None


def install() -> Path | None:
    """Download or install a browser, in bounded time, and return it; None when nothing worked."""
    _report("Looking for a browser for the tests: none here, so Playwright downloads one.")
    _try([*PLAYWRIGHT, "install", "chromium"], DOWNLOAD_SECONDS)
    found = find()
    if found is None and _may_use_apt():
        _report("That gave none that starts, so apt-get installs what is missing.")
        if playwright_browser():
            _try([*PLAYWRIGHT, "install-deps", "chromium"], PACKAGE_SECONDS)
        else:
            _try([*APT, "update", "-q"], PACKAGE_SECONDS)
            _try([*APT, "install", "-q", "-y", "--no-install-recommends", "chromium"], PACKAGE_SECONDS)
        found = find()
    return found


def advice(has_apt: bool, is_root: bool) -> str:
    """Return the one command that gives this machine a browser."""
    if has_apt:
        return "apt-get install -y chromium" if is_root else "sudo apt-get install -y chromium"
    return f"{Path(sys.executable)} -m playwright install chromium"


def main() -> int:
    """Print the browser's path; return the exit status."""
    try:
        found = find() or install()
    except FileNotFoundError as error:
        _report(str(error))
        return 1
    if found is None:
        _report("The tests need Chromium or Chrome, and none could be installed here. Run this, then try again:")
        _report(f"  {advice(shutil.which('apt-get') is not None, _is_root())}")
        return 1
    print(found)
    return 0


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _may_use_apt() -> bool:
    return _is_root() and shutil.which("apt-get") is not None


def _try(command: Sequence[str], seconds: float) -> None:
    problem = _run(command, seconds)
    if problem:
        _report(f"{' '.join(command[-3:])}: {problem}")


def _run(command: Sequence[str], seconds: float) -> str:
    """Return an empty string, or why the command failed in its last line."""
    try:
        answer = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=seconds,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    except subprocess.TimeoutExpired:
        return f"stopped after {seconds:.0f} seconds"
    except OSError as error:
        return str(error)
    lines = answer.stdout.strip().splitlines() or [f"exit status {answer.returncode}"]
    return "" if answer.returncode == 0 else lines[-1]


def _report(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

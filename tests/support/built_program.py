"""A program for browsers as `emotion.browser.build` leaves it, of a few bytes, in the place of the real one."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from emotion.browser import constants, files
from emotion.browser.build import CLIP
from emotion.browser.bundle import COMPRESSED, NOTICE, RUNTIME

LIBRARY = {"name": "@litertjs/core", "version": "2.0.0", "licence": "Apache-2.0"}
FILES: Mapping[str, bytes] = {
    "page.js": b"export default () => {}",
    "worker.js": b"self.onmessage = () => {}\n" * 50,
    **{f"{name}.js": f"// {name}".encode() for name in RUNTIME},
    **{f"{name}.wasm": b"\0asm" + name.encode() * 100 for name in RUNTIME},
    NOTICE: b"Whose it is.",
    CLIP: b"\0\0\0\x20ftypisom",
}


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write(folder: Path, **manifest: Any) -> None:
    """Write the files and their manifest into a new folder; what is given stands in the manifest instead."""
    folder.mkdir(parents=True)
    contents = dict(FILES)
    contents |= {
        f"{name}{files.PACKED}": gzip.compress(content, mtime=0)
        for name, content in FILES.items()
        if Path(name).suffix in COMPRESSED
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    values = {
        "constants": sha256(constants.as_json().encode()),
        "sources": "",
        "libraries": [LIBRARY],
        "files": {name: sha256(content) for name, content in contents.items()},
        **manifest,
    }
    (folder / files.MANIFEST).write_text(json.dumps(values))


def place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have a folder of its own be the one of the built program, with sources beside it, and return it; it is empty."""
    sources = folder / "browser"
    (sources / "src").mkdir(parents=True)
    for name in ("package.json", "package-lock.json", "tsconfig.json", "src/page.ts", "src/worker.ts"):
        (sources / name).write_text("{}")
    monkeypatch.setattr(files, "SOURCES", sources)
    monkeypatch.setattr(files, "BUILT", folder / "built")
    monkeypatch.setattr(files, "built", cache(files.read))
    return folder / "built"

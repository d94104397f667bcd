"""The steps from the TypeScript in browser/ to the files that browsers get."""

import gzip
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from emotion.browser import licences
from emotion.browser.files import PACKED
from emotion.browser.licences import LOCK, Package
from emotion.browser.node import BuildError, Node
from emotion.sample import scene

# The page takes its part as a module, the worker loads LiteRT's script beside itself, which modules cannot.
ENTRIES: Final = {"page": "esm", "worker": "iife"}
OPTIONS: Final = ("--bundle", "--minify", "--target=es2022", "--charset=utf8", "--legal-comments=eof")
QUIET: Final = "--log-level=error"
# With relaxed SIMD and without; of the other two one needs threads, for which the page would have to be cut off from
# other sites, and one JSPI, which few browsers have.
RUNTIME: Final = ("litert_wasm_internal", "litert_wasm_compat_internal")
FROM: Final = "node_modules/@litertjs/core/wasm"
INSTALLED: Final = "node_modules/.package-lock.json"  # written by npm when all is there
INSTALL: Final = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--include=dev")
COMPRESSED: Final = (".js", ".wasm")
NOTICE: Final = "NOTICE.txt"
SAMPLE: Final = Path(scene.__file__).parent


def install(node: Node, sources: Path) -> None:
    """Install what `package-lock.json` names, unless that was done since it changed.

    Raises:
        BuildError: npm failed, as it does without a way to its registry.
    """
    done = sources / INSTALLED
    if not done.exists() or done.stat().st_mtime < (sources / LOCK).stat().st_mtime:
        node.run([*node.npm, *INSTALL], sources)


def bundle(node: Node, sources: Path, folder: Path) -> list[Package]:
    """Make all files in a folder, with the compressed ones beside, and return what others wrote in them.

    Raises:
        BuildError: a source is missing or wrong, or a package is another than expected.
    """
    tool = shutil.which("esbuild", path=sources / "node_modules/.bin")
    if tool is None:
        raise BuildError(f"{sources / 'node_modules'}: has no esbuild; remove the folder and build again")
    for name, form in ENTRIES.items():
        output = folder / f"{name}.js"
        node.run([tool, f"src/{name}.ts", *OPTIONS, QUIET, f"--format={form}", f"--outfile={output}"], sources)
    for name in RUNTIME:
        for ending in COMPRESSED:
            # Only its bytes: npm's files may be executable, or not for all to read.
            (folder / f"{name}{ending}").write_bytes(_content(sources / FROM / f"{name}{ending}"))
    known = licences.packages(sources)
    (folder / NOTICE).write_text(licences.notice(known, sources), encoding="utf-8")
    for path in sorted(folder.iterdir()):
        if path.suffix in COMPRESSED:
            packed = gzip.compress(path.read_bytes(), mtime=0)  # no time, so that two servers have the same bytes
            path.with_name(f"{path.name}{PACKED}").write_bytes(packed)
    return known


def digest(sources: Path) -> str:
    """Return a SHA-256 of all that a build is made of: sources, lock, licences and these steps."""
    total = hashlib.sha256()
    for name, path in _made_of(sources):
        total.update(f"{name}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return total.hexdigest()


def _made_of(sources: Path) -> Iterator[tuple[str, Path]]:
    folders = [path for name in ("src", "licences") for path in sorted((sources / name).rglob("*")) if path.is_file()]
    for path in [*folders, sources / LOCK, sources / "tsconfig.json"]:
        yield path.relative_to(sources).as_posix(), path
    for module in (__file__, licences.__file__):
        yield Path(module).name, Path(module)
    for path in sorted(SAMPLE.iterdir()):  # what the clip is made of
        if path.is_file():
            yield f"sample/{path.name}", path


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BuildError(f"{path}: cannot be read ({error.strerror}); is it another version of LiteRT?") from error

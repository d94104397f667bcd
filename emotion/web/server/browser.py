"""Whether this server hands out the program with which browsers read faces themselves, and where its parts lie."""

from dataclasses import asdict
from threading import Event
from typing import Any, Final

from emotion.browser import files
from emotion.detection import model_files
from emotion.detection.model_files import FULL_RANGE_FILE, SHORT_RANGE_FILE, DetectorFile
from emotion.models.card import LITERT, Card
from emotion.models.loaded import LoadedModel

BASE: Final = "browser"  # below the page's own path, without slashes around it
PAGE: Final = "page.js"
WORKER: Final = "worker.js"
CLIP: Final = "clip.mp4"
RELAXED: Final = "litert_wasm_internal.wasm"  # for processors with relaxed SIMD
COMPATIBLE: Final = "litert_wasm_compat_internal.wasm"
NOT_SERVED: Final = "this server does not hand out the program for browsers: start the page with streamlit run serve.py"
_served: Final = Event()


def serve() -> None:
    """Note that this process answers under `BASE`; `emotion.web.serving.browser_files` does."""
    _served.set()


def problem() -> str:
    """Return why visitors' browsers cannot read faces themselves, a sentence; empty when they can."""
    return files.problem() or model_files.problem() if _served.is_set() else NOT_SERVED


def urls() -> dict[str, Any]:
    """Return where the parts of the program lie, as JSON takes them.

    Addresses are relative to the page's folder (`new URL(address, document.baseURI)`): a host may show all of this
    below a path that this server does not know. Files come with the SHA-256 and the size of what the browser gets.

    Returns:
        `page`: the module of the page's own part; `worker`: the worker's script; `files`: what the worker is to fetch,
        of which `runtime` is the folder of LiteRT's files, and `wasm`, `compat`, `full` and `short` are each a mapping
        of `url`, `sha256` and `size` in bytes.

    Raises:
        NotBuiltError: see `emotion.browser.files`; `problem` says so before.
        DetectorFileError: BlazeFace is not here; likewise.
    """
    built = files.built()
    folder = f"{BASE}/built/{built.version}/"
    parts = {key: (folder + name, built.files[name]) for key, name in (("wasm", RELAXED), ("compat", COMPATIBLE))}
    return {
        "page": folder + PAGE,
        "worker": folder + WORKER,
        "files": {
            "runtime": folder,
            **{key: _file(url, file.sha256, file.size) for key, (url, file) in parts.items()},
            "full": _detector(FULL_RANGE_FILE),
            "short": _detector(SHORT_RANGE_FILE),
        },
    }


def clip_url() -> dict[str, Any]:
    """Return where the sample clip lies, likewise."""
    built = files.built()
    return _file(f"{BASE}/built/{built.version}/{CLIP}", built.files[CLIP].sha256, built.files[CLIP].size)


def described(model: LoadedModel) -> dict[str, Any]:
    """Return what browsers need to know of a model, as `browser/src/messages.ts` has it, and its identity in files."""
    return {
        "file": network_url(model.card),
        "input": asdict(model.card.input),
        "calibration": asdict(model.calibration),
        "identity": asdict(model.identity),
    }


def network_url(card: Card) -> dict[str, Any]:
    """Return where a model's network lies, likewise."""
    stored = card.files[LITERT]
    return _network(stored.sha256, stored.size)


def _detector(file: DetectorFile) -> dict[str, Any]:
    return _network(file.sha256, len(model_files.content(file)))


def _network(sha256: str, size: int) -> dict[str, Any]:
    return _file(f"{BASE}/models/{sha256}.tflite", sha256, size)


def _file(url: str, sha256: str, size: int) -> dict[str, Any]:
    return {"url": url, "sha256": sha256, "size": size}

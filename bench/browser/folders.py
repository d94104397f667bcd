"""A small HTTP server of this machine that hands out folders, as a site does that has another program's files."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final
from urllib.parse import unquote, urlsplit

PAGE: Final = b"<!doctype html><meta charset=utf-8><title>A page</title><input type=file multiple>"
TYPES: Final = {".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json"}
# With these a page may have threads that share memory, which TensorFlow.js then uses.
ISOLATED: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


class Handler(SimpleHTTPRequestHandler):
    """Answers with a page at /, and with files below /NAME/ of the folder of that name."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | TYPES
    protocol_version = "HTTP/1.1"

    def __init__(self, *given: Any, folders: Mapping[str, Path]) -> None:
        self._folders = folders
        super().__init__(*given)

    def do_GET(self) -> None:
        """Answer."""
        if urlsplit(self.path).path != "/":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def translate_path(self, path: str) -> str:
        """Return the file that is asked for; one that is not there for all else."""
        _, name, *parts = unquote(urlsplit(path).path).split("/")
        folder = self._folders.get(name)
        if folder is None or ".." in parts:
            return "/nonexistent"
        return str(folder.joinpath(*parts))

    def end_headers(self) -> None:
        """Add those that let the page have threads."""
        for name, value in ISOLATED.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def handed_out(folders: Mapping[str, Path]) -> Iterator[str]:
    """Hand out folders by their names until the block ends, at the address that is given."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, folders=folders))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

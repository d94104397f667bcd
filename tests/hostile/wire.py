"""Bytes to a server as they are written here, and its answers as they came: no client between that would mend them."""

import io
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from typing import Final

HERE: Final = "127.0.0.1"
PATIENCE: Final = 60  # seconds for an answer on a busy machine; none takes this long when all is well
END: Final = b"Connection: close\r\n\r\n"  # with it the server ends the connection, so that all of its answer is read


@dataclass(frozen=True)
class Answer:
    """What came before the connection ended.

    Attributes:
        status: of the first answer; 0 where the connection ended without one.
        headers: of the first answer.
        body: of the first answer.
        rest: what came after the first answer.
    """

    status: int
    headers: Message
    body: bytes = b""
    rest: bytes = b""

    @property
    def kind(self) -> str:
        """The type of its content, without parameters; empty for none."""
        return str(self.headers.get("content-type", "")).partition(";")[0].strip().lower()


class _Read(io.BytesIO):
    """Stands in for a connection that has ended, whose bytes are all here."""

    def makefile(self, mode: str) -> "_Read":
        return self

    def close(self) -> None:
        """Stay open: what follows an answer is wanted too."""


def request(method: str, path: str, *headers: str, body: bytes = b"", host: str = HERE) -> bytes:
    """Return a request with these headers, after whose answer the connection ends; nothing is encoded or checked."""
    length = [f"Content-Length: {len(body)}"] if body else []
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", *length, *headers]
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1") + END + body


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    """Open a connection until the block ends."""
    with socket.create_connection((HERE, port), timeout=PATIENCE) as connection:
        yield connection


def exchange(port: int, sent: bytes) -> Answer:
    """Send bytes and return what came back until the server ended the connection."""
    with connected(port) as connection:
        with suppress(BrokenPipeError, ConnectionResetError):  # it had enough before the end; its answer may be there
            connection.sendall(sent)
        return parse(read(connection), sent.split(b" ", 1)[0].decode("latin-1"))


def parse(came: bytes, method: str) -> Answer:
    """Return the first answer in what came, and the rest."""
    file = _Read(came)
    response = HTTPResponse(file, method=method)  # type: ignore[arg-type]  # it needs no more of a socket
    try:
        response.begin()
        body = response.read()
    except (HTTPException, ValueError):
        return Answer(0, Message(), rest=came)
    return Answer(response.status, response.headers, body, file.read())


def read(connection: socket.socket) -> bytes:
    came = bytearray()
    with suppress(ConnectionResetError):  # as ended as by a farewell: it did not read all that was sent
        while more := connection.recv(2**16):
            came += more
    return bytes(came)

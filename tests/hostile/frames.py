"""A WebSocket of frames as they are written here, and a stranger who visits the page by one."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from time import monotonic
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.hostile.wire import HERE, PATIENCE, connected

STREAM: Final = "/_stcore/stream"
KEY: Final = "dGhlIHNhbXBsZSBub25jZQ=="
TEXT, BINARY, CLOSE, PING, PONG = 0x1, 0x2, 0x8, 0x9, 0xA


def frame(
    payload: bytes, kind: int = BINARY, final: bool = True, masked: bool = True, bits: int = 0, told: int | None = None
) -> bytes:
    """Return one frame.

    Args:
        payload: as it is before it is masked.
        kind: its opcode.
        final: whether it ends a message.
        masked: as frames of clients have to be.
        bits: the three that extensions own.
        told: the length that it says; None for the payload's.
    """
    length = len(payload) if told is None else told
    mask = 0x80 if masked else 0
    first = (0x80 if final else 0) | bits << 4 | kind
    if length < 126:
        head = struct.pack("!BB", first, mask | length)
    elif length < 2**16:
        head = struct.pack("!BBH", first, mask | 126, length)
    else:
        head = struct.pack("!BBQ", first, mask | 127, length)
    return head + (bytes(4) if masked else b"") + payload  # masked by zeros, which changes nothing


def upgrade(path: str = STREAM, *headers: str, method: str = "GET", version: str = "13", key: str = KEY) -> bytes:
    """Return a request to go on with frames, with more headers; an empty key or version is left out."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HERE}", "Upgrade: websocket", "Connection: Upgrade"]
    lines += [f"Sec-WebSocket-Key: {key}"] if key else []
    lines += [f"Sec-WebSocket-Version: {version}"] if version else []
    return "".join(f"{line}\r\n" for line in (*lines, *headers)).encode("latin-1") + b"\r\n"


@dataclass
class Frames:
    """An open WebSocket."""

    connection: socket.socket
    _came: bytes = b""

    def send(self, sent: bytes) -> None:
        """Send bytes; a server that has had enough before the end is no failure."""
        with suppress(BrokenPipeError, ConnectionResetError):
            self.connection.sendall(sent)

    def tell(self, message: BackMsg) -> None:
        """Send what a page tells its server."""
        self.send(frame(message.SerializeToString()))

    def next(self) -> tuple[int, bytes]:
        """Return the next frame's kind and payload; a close without payload where the connection just ended."""
        try:
            first, second = self._read(2)
            length = second & 0x7F
            if length > 125:
                length = int.from_bytes(self._read(2 if length == 126 else 8), "big")
            kind, payload = first & 0x0F, self._read(length)
        except (EOFError, ConnectionResetError):
            return CLOSE, b""
        if kind == PING:
            self.send(frame(payload, PONG))
        return kind, payload

    def outcome(self) -> int:
        """Return the code with which the server ends the connection, 0 for none; 1 where it goes on answering.

        While a page's program begins, Streamlit drops the answer; `run` tells then.
        """
        self.tell(BackMsg(app_heartbeat=True))
        for kind, payload in self._coming():
            if kind == CLOSE:
                return int.from_bytes(payload[:2], "big")
            if kind == BINARY and ForwardMsg.FromString(payload).WhichOneof("type") == "heartbeat_ack":
                return 1
        raise AssertionError("no answer")

    def run(self, state: ClientState | None = None) -> list[ForwardMsg]:
        """Have a page's program run, the first one's unless told, and return all that it said until it had finished."""
        self.tell(BackMsg(rerun_script=state or ClientState()))
        told: list[ForwardMsg] = []
        for kind, payload in self._coming():
            assert kind != CLOSE, payload
            if kind == BINARY:
                one = ForwardMsg.FromString(payload)
                said = one.WhichOneof("type")
                told = [one] if said == "new_session" else [*told, one]  # a page can send its program to another
                if said == "script_finished" and one.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return told
        raise AssertionError("it did not finish")

    def _coming(self) -> Iterator[tuple[int, bytes]]:
        end = monotonic() + PATIENCE  # the server's pings would keep a reader waiting for ever
        while monotonic() < end:
            yield self.next()

    def _read(self, size: int) -> bytes:
        while len(self._came) < size:
            more = self.connection.recv(2**16)
            if not more:
                raise EOFError
            self._came += more
        read, self._came = self._came[:size], self._came[size:]
        return read


@contextmanager
def opened(port: int, *headers: str) -> Iterator[Frames]:
    """Go on with frames until the block ends."""
    with connected(port) as connection:
        connection.sendall(upgrade(STREAM, *headers))
        came = b""
        while b"\r\n\r\n" not in came:
            more = connection.recv(2**12)
            assert more, came
            came += more
        head, _, rest = came.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101 "), head
        yield Frames(connection, rest)

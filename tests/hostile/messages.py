"""What is wrong with a WebSocket: how it is asked for, its frames, and what they say."""

from typing import Final

from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import FileURLsRequest

from tests.hostile.cases import Case, case
from tests.hostile.frames import BINARY, CLOSE, PING, STREAM, TEXT, frame, upgrade

ENDED: Final = 0  # without a code
ALIVE: Final = 1  # it goes on answering
WRONG, UNKNOWN, UNREADABLE, POLICY, LARGE = 1002, 1003, 1007, 1008, 1009  # codes of RFC 6455
ENTRY: Final = 25 * 10**6  # bytes of a message that Streamlit takes
CONTINUED: Final = 0x0
LONG: Final = upgrade(STREAM, "Origin: http://" + "a." * 15_000)  # websockets waits for nothing then, and says nothing


def asked(name: str, sent: bytes, *allowed: int) -> Case:
    return case(f"a WebSocket: {name}", sent, *allowed, upgrade=True)


REFUSED: Final = [
    asked("no key", upgrade(key=""), 400, 426),
    asked("a key that is none", upgrade(key="nonsense"), 400, 426),
    asked("no version", upgrade(version=""), 400, 426),
    asked("a version of tomorrow", upgrade(version="99"), 400, 426),
    asked("by POST", upgrade(method="POST"), 400, 405, 426),
    asked("another site's page", upgrade(STREAM, "Origin: http://example.org"), 403),
    asked("a page without a site", upgrade(STREAM, "Origin: null"), 403),
    asked("a site whose name begins as ours", upgrade(STREAM, "Origin: http://127.0.0.1.example.org"), 403),
    asked("ours as another's user", upgrade(STREAM, "Origin: http://127.0.0.1@example.org"), 403),
    asked("an origin that is none", upgrade(STREAM, "Origin: ::::"), 403),
    asked("an origin of brackets", upgrade(STREAM, "Origin: http://[::1"), 403),
    asked("an origin of 8 KB", upgrade(STREAM, "Origin: http://" + "a." * 4000), 400, 403),
    asked("the figures", upgrade("/metrics"), 403, 404),
    asked("the health", upgrade("/healthz"), 403, 404),
    asked("the page", upgrade("/"), 403, 404),
    asked("a path that leads out", upgrade("/_stcore/../serve.py"), 400, 403, 404),
]
FRAMES: Final[dict[str, tuple[bytes, tuple[int, ...]]]] = {
    "nothing": (frame(b""), (ALIVE,)),
    "noise": (frame(bytes(range(256))), (WRONG,)),
    "text": (frame(b"hello", TEXT), (WRONG, UNKNOWN)),
    "text that is none": (frame(b"\xff\xfe", TEXT), (UNREADABLE,)),
    "no mask": (frame(b"abc", masked=False), (WRONG,)),
    "no such kind": (frame(b"abc", 0x7), (WRONG,)),
    "bits of nobody": (frame(b"abc", bits=0b111), (WRONG,)),
    "packed, which was not agreed": (frame(b"abc", bits=0b100), (WRONG,)),
    "an end without a beginning": (frame(b"abc", CONTINUED), (WRONG,)),
    "two beginnings": (frame(b"a", final=False) + frame(b"b"), (WRONG,)),
    "a large ping": (frame(bytes(126), PING), (WRONG,)),
    "a ping in pieces": (frame(b"", PING, final=False), (WRONG,)),
    "a thousand pings": (frame(b"a", PING) * 1000, (ALIVE,)),
    "a code of one byte": (frame(b"\x03", CLOSE), (WRONG,)),
    "a code that is none": (frame((999).to_bytes(2, "big"), CLOSE), (WRONG,)),
    "a reason that is no text": (frame((1000).to_bytes(2, "big") + b"\xff", CLOSE), (UNREADABLE,)),
    "a length of 2^63": (frame(b"", told=2**63), (WRONG, LARGE)),
    "a length of 1 GB": (frame(b"", told=2**30), (LARGE,)),
    "too large": (frame(bytes(ENTRY + 1), BINARY), (LARGE,)),
    "5000 pieces": (
        frame(b"", final=False) + frame(b"", CONTINUED, final=False) * 5000 + frame(b"", CONTINUED),
        (ALIVE,),
    ),
    "HTTP again": (b"GET /metrics HTTP/1.1\r\n\r\n", (WRONG,)),
}
SAID: Final = {
    "end the server": BackMsg(debug_shutdown_runtime=True),
    "end the connection": BackMsg(debug_disconnect_websocket=True),
    "forget what all visitors share": BackMsg(clear_cache=True),
    "tell of the repository": BackMsg(load_git_info=True),
    "run when a file is saved": BackMsg(set_run_on_save=True),
    "stop what does not run": BackMsg(stop_script=True),
    "run a file": BackMsg(rerun_script=ClientState(page_script_hash="../../etc/passwd", page_name="../serve")),
    "run a page of 1 MB": BackMsg(rerun_script=ClientState(page_name="a" * 2**20, query_string="a=b&" * 10_000)),
    "run a fragment of nobody": BackMsg(rerun_script=ClientState(fragment_id="nobody")),
    "give a place for files of nobody": BackMsg(
        file_urls_request=FileURLsRequest(session_id="nobody", file_names=["../a"] * 1000)
    ),
    "do what nobody can": BackMsg(
        backend_operation_request=BackendOperationRequest(session_id="nobody", request_id="a")
    ),
}

"""The server that everything is sent to, and what an answer of it must not be."""

import json
import sys
from dataclasses import dataclass
from typing import Final

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from emotion.web.serving.headers import FIXED
from tests.browser.served import ROOT, Server
from tests.hostile.cases import CLOSED, Case
from tests.hostile.frames import Frames
from tests.hostile.paths import TARGETS
from tests.hostile.wire import Answer, exchange, request

REFUSED: Final = b"Invalid HTTP request received."  # uvicorn's own, before any program of ours has the request
HEADERS: Final = frozenset((*map(str.lower, FIXED), "content-security-policy"))


def secrets() -> dict[str, bytes]:
    """Return pieces of what is not public, by where they are from."""
    files = [ROOT / name for name in TARGETS if (ROOT / name).is_file()]
    found = {path.name: max(path.read_bytes().splitlines(), key=len).strip() for path in files}
    card = json.loads((ROOT / "models/compact/card.json").read_bytes())
    found |= {f"card of {role}": file["sha256"].encode() for role, file in card["files"].items()}
    traces = {
        "passwords": "root:x:0",
        "a network": "TFL3",
        "a traceback": "Traceback (most recent",
        "a frame": 'File "/',
    }
    paths = {"our folder": str(ROOT), "Python's folder": sys.prefix, "libraries": "site-packages"}
    return found | {name: text.encode() for name, text in (traces | paths).items()}


@dataclass(frozen=True)
class Target:
    """A server under fire.

    Attributes:
        server: itself.
        page: as everybody gets it.
        session: a stranger's, which is open.
        token: that a page sends with its files.
        component: the name of the camera's.
    """

    server: Server
    page: bytes
    session: str
    token: str
    component: str

    @property
    def port(self) -> int:
        return port_of(self.server)

    def filled(self, sent: bytes) -> bytes:
        """Return what is sent with this server's own names in it."""
        names = {"SESSION": self.session, "TOKEN": self.token, "COMPONENT": self.component}
        for name, value in names.items():
            sent = sent.replace(name.encode(), value.encode())
        return sent

    def wrong(self, case: Case) -> list[str]:
        """Send it and return what is wrong with the answer."""
        answer = exchange(self.port, self.filled(case.sent))
        return [f"{case.name}: {fault}" for fault in faults(answer, case, self.page)]


def target_of(server: Server, frames: Frames) -> Target:
    """Return a server that a page has run on, so that its component can be asked for; the frames are its visitor's."""
    told = frames.run()
    (session,) = {one.new_session.initialize.session_id for one in told if one.WhichOneof("type") == "new_session"}
    (component,) = {name for name in map(_component, told) if name}
    port = port_of(server)
    assert exchange(port, request("GET", f"/component/{component}/index.html")).status == 200
    cookie = exchange(port, request("GET", "/_stcore/health")).headers["set-cookie"]
    token = cookie.partition("=")[2].partition(";")[0]
    return Target(server, exchange(port, request("GET", "/")).body, session, token, component)


def port_of(server: Server) -> int:
    return int(server.url.rpartition(":")[2])


def faults(answer: Answer, case: Case, page: bytes) -> list[str]:
    """Return what is wrong with an answer, in words."""
    found = []
    if answer.status not in case.allowed:
        found.append(f"answered {answer.status} {answer.body[:80]!r}")
    if answer.status == 200 and not (answer.body == page if case.own is None else answer.body.startswith(case.own)):
        found.append(f"gave {answer.body[:80]!r}")
    if b" 200 " in answer.rest:
        found.append(f"gave a second answer {answer.rest[:80]!r}")
    lines = "\n".join(f"{name}: {value}" for name, value in answer.headers.items()).encode()
    found += [f"told of {what}" for what, piece in secrets().items() if piece in answer.body + answer.rest + lines]
    missing = HEADERS - {name.lower() for name in answer.headers}
    bare = answer.status == CLOSED or (answer.kind != "text/html" and (case.upgrade or answer.body == REFUSED))
    if missing and not bare:
        found.append(f"has no {', '.join(sorted(missing))}")
    location = answer.headers.get("location", "/")
    if not location.startswith("/") or location.startswith(("//", "/\\")):
        found.append(f"leads to {location}")
    return found


def _component(message: ForwardMsg) -> str:
    return str(message.delta.new_element.component_instance.component_name)

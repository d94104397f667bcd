"""What a server asked of the system while it ran, seen by strace: the files that it wrote, and whom it sent to."""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import Final

import psutil

from tests.browser.served import ROOT, await_that, free_port
from tests.hosting.relay import HERE
from tests.hosting.site import well
from tests.hosting.tools import beside

OPENING: Final = ("open", "openat", "openat2", "creat")
NAMING: Final = ("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat")
SENDING: Final = ("connect", "sendto", "sendmsg", "sendmmsg")
RINGS: Final = ("io_uring_setup",)  # with one, files and addresses could be used without any of these
# Only these stop the server, which goes on nearly as fast; of what is sent nothing is kept, and of names all.
OPTIONS: Final = ("-f", "-y", "-s", "0", "--seccomp-bpf", "-e")
CALLS: Final = f"trace={','.join((*OPENING, *NAMING, *SENDING, *RINGS, 'memfd_create', 'bind'))}"

LINE: Final = re.compile(r"(\d+) +(?:<\.\.\. \w+ resumed>(?P<rest>.*)|(?P<name>\w+)\((?P<begun>.*))")
UNFINISHED: Final = " <unfinished ...>"
WRITES: Final = re.compile(r"\bO_(WRONLY|RDWR|CREAT|TMPFILE|TRUNC|APPEND)\b")
NAMES: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
RESULT: Final = re.compile(r"\d+<(.*)>(?:\(deleted\))?$")
LOCAL: Final = re.compile(r'sun_path=@?"([^"]*)"')
INTERNET: Final = re.compile(
    r'sin_port=htons\((\d+)\), sin_addr=inet_addr\("([^"]+)"\)'
    r'|sin6_port=htons\((\d+)\)[^}]*?inet_pton\(AF_INET6, "([^"]+)"'
)


@dataclass(frozen=True)
class Call:
    """One call of the system that had an answer.

    Attributes:
        name: of the call.
        arguments: as strace writes them.
        result: likewise; a descriptor comes with what it is of.
    """

    name: str
    arguments: str
    result: str

    @property
    def failed(self) -> bool:
        return self.result.startswith("-1 ")


@dataclass(frozen=True)
class Trace:
    """A server under strace.

    Attributes:
        url: of its page.
        path: of what strace writes, which is complete once the server has ended.
    """

    url: str
    path: Path

    def calls(self) -> list[Call]:
        """Return all calls of the server and of whatever it started."""
        with self.path.open(encoding="utf-8", errors="surrogateescape") as lines:
            return list(parse(lines))


def parse(lines: Iterable[str]) -> Iterator[Call]:
    """Yield the calls in a trace of several threads, each when it was answered; signals and ends are left out."""
    begun: dict[str, tuple[str, str]] = {}
    for line in lines:
        found = LINE.match(line.rstrip("\n"))
        if not found:
            continue
        number, name, text = found[1], found["name"], found["begun"]
        if name is None:
            name, before = begun.pop(number, ("", ""))
            text = before + found["rest"]
        if text.endswith(UNFINISHED):
            begun[number] = name, text.removesuffix(UNFINISHED)
            continue
        arguments, equals, result = text.rpartition(" = ")
        if name and equals and not result.startswith("?"):
            yield Call(name, arguments.rstrip().removesuffix(")"), result)


def written(calls: Iterable[Call]) -> list[str]:
    """Return the paths of all files that were opened for writing, or were given a name; a nameless one's with "#"."""
    found = []
    for call in calls:
        names = NAMES.findall(call.arguments)
        if call.failed:
            continue
        if call.name in NAMING:
            found.append(names[-1])
        elif call.name == "memfd_create":
            found.append(f"memfd:{names[0]}")
        elif call.name == "creat" or (call.name in OPENING and WRITES.search(call.arguments)):
            resolved = RESULT.match(call.result)
            found.append(resolved[1] if resolved else names[-1])
    return found


def reached(calls: Iterable[Call]) -> set[tuple[str, int]]:
    """Return the addresses and ports of the internet's kind that were connected or sent to, or were tried."""
    found = set()
    for call in calls:
        if call.name in SENDING:
            for port, address, port6, address6 in INTERNET.findall(call.arguments):
                found.add((plain(address or address6), int(port or port6)))
    return found


def local(calls: Iterable[Call]) -> set[str]:
    """Return the names of this machine's own sockets that were connected or sent to, or were tried."""
    return {name for call in calls if call.name in SENDING for name in LOCAL.findall(call.arguments)}


def plain(address: str) -> str:
    """Return an address in its one form; one of IPv4 in IPv6 as the former."""
    parsed = ip_address(address)
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return str(mapped or parsed)


@contextmanager
def tracing(folder: Path, *options: str, **settings: str) -> Iterator[Trace]:
    """Run the app under strace until the block ends, its log and its trace in a folder.

    Args:
        folder: for both.
        options: of Streamlit's.
        settings: of the environment.
    """
    port = free_port()
    trace = Trace(f"http://{HERE}:{port}/", folder / "trace")
    command: list[str | Path] = ["strace", *OPTIONS, CALLS, "-o", trace.path, sys.executable, "-m", "streamlit", "run"]
    command += ["serve.py", "--server.headless", "true", "--server.port", str(port), *options]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MIEN_")}
    with beside(command, folder / "server.log", {**inherited, **settings}, ROOT) as tracer:
        try:
            await_that(partial(well, f"{trace.url}healthz"), "a healthy server")
            yield trace
        finally:
            for process in psutil.Process(tracer.pid).children():  # strace itself would leave it without being traced
                process.terminate()
            tracer.wait(timeout=60)

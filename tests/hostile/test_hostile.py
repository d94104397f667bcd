"""A server as users start it, and what strangers send: nothing that is not public comes back, and it goes on."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.browser.served import Server, await_that, serving
from tests.hostile import messages, paths, strange, uploads
from tests.hostile.cases import Case, case
from tests.hostile.frames import Frames, opened
from tests.hostile.target import Target, faults, port_of, target_of
from tests.hostile.wire import connected, parse, read, request

HELD = 20  # connections that are held open
GROWTH = 100 * 2**20  # bytes of memory that all of it together may leave behind
VISITS = 6  # that are there last
HOLDS = 3  # descriptors, each
HALVES = (
    b"GET / HT",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: ",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc",
    b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    messages.LONG,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with serving(folder, STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL="1") as server:  # who has gone is forgotten at once
        yield server


@pytest.fixture(scope="module")
def process(server: Server) -> psutil.Process:
    return psutil.Process(server.process.pid)


@pytest.fixture(scope="module")
def visitor(server: Server) -> Iterator[Frames]:
    with opened(port_of(server)) as frames:
        yield frames


@pytest.fixture(scope="module")
def first(server: Server, visitor: Frames, process: psutil.Process) -> tuple[Target, int, int]:
    """The server before anything was sent but a visit of its page, its memory in bytes, and its descriptors."""
    target = target_of(server, visitor)
    return target, process.memory_info().rss, process.num_fds()


@pytest.fixture
def target(first: tuple[Target, int, int], visitor: Frames) -> Target:
    """The server, and a visitor of it who is still there."""
    assert visitor.outcome() == messages.ALIVE
    return first[0]


def connections(process: psutil.Process) -> int:
    """Return how many connections to its page it has open; one is that of the visitor who stays."""
    return sum(one.status != psutil.CONN_LISTEN for one in process.net_connections("tcp"))


def named(cases: Sequence[Case]) -> list[Any]:
    return [pytest.param(one, id=one.name) for one in cases]


@pytest.mark.parametrize("one", named([*strange.all_of(), *uploads.all_of(), *messages.REFUSED]))
def test_it_is_turned_away(one: Case, target: Target) -> None:
    assert target.wrong(one) == []


@pytest.mark.parametrize("root", paths.ROOTS)
def test_no_path_leads_out(root: str, target: Target) -> None:
    assert [fault for one in paths.below(root) for fault in target.wrong(one)] == []


@pytest.mark.parametrize("place", strange.PLACES)
def test_places_are_for_reading(place: str, target: Target) -> None:
    assert [fault for one in strange.methods(place) for fault in target.wrong(one)] == []


def test_the_figures_stay_with_this_machine_whatever_somebody_says_of_where_he_is(target: Target) -> None:
    forged = [case(header, request("GET", "/metrics", header), 403) for header in strange.PROXIED]

    assert target.wrong(case("this machine", request("GET", "/metrics"), 200, own=b"# HELP")) == []
    assert [fault for one in forged for fault in target.wrong(one)] == []


@pytest.mark.parametrize("name", messages.FRAMES)
def test_a_frame_ends_at_most_its_own_connection(name: str, target: Target) -> None:
    sent, allowed = messages.FRAMES[name]
    with opened(target.port) as frames:
        frames.send(sent)

        assert frames.outcome() in allowed


@pytest.mark.parametrize("name", messages.SAID)
def test_a_message_does_nothing_to_others(name: str, target: Target) -> None:
    with opened(target.port) as frames:
        frames.tell(messages.SAID[name])

        told = [one.WhichOneof("type") for one in frames.run()]
    assert "git_info_changed" not in told
    assert target.server.report()["threads"].count("collector") == 1, "what all share is still the same"


def test_a_file_without_an_end_is_cut_off(target: Target) -> None:
    head, begun, piece = map(target.filled, uploads.endless())
    sent = 0
    with connected(target.port) as connection:
        try:
            connection.sendall(head + begun)
            while sent < 2 * uploads.LARGEST:
                connection.sendall(piece)
                sent += len(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
        answer = parse(read(connection), "PUT")

    assert sent < 2 * uploads.LARGEST
    assert faults(answer, case("without an end", b"", 413, 0), target.page) == []


def test_half_a_request_holds_up_nobody(target: Target, process: psutil.Process) -> None:
    with ExitStack() as held:
        for number in range(HELD):
            held.enter_context(connected(target.port)).sendall(HALVES[number % len(HALVES)])
        await_that(lambda: connections(process) > HELD, "all of them")

        assert target.wrong(case("the health", request("GET", "/healthz"), 200, own=strange.HEALTHY)) == []
        assert target.wrong(case("the page", request("GET", "/"), 200)) == []
    await_that(lambda: connections(process) == 1, "their end")


def test_who_goes_in_the_middle_of_a_file_leaves_nothing(target: Target, process: psutil.Process) -> None:
    sent = target.filled(uploads.put(uploads.part(content=bytes(2**21))))
    for _ in range(HELD):
        with connected(target.port) as connection:
            connection.sendall(sent[: 3 * len(sent) // 4])
    await_that(lambda: connections(process) == 1, "their end")


def test_after_all_of_it_the_server_is_as_it_was(
    first: tuple[Target, int, int], visitor: Frames, process: psutil.Process, folder: Path
) -> None:
    target, memory, descriptors = first
    assert target.wrong(case("the health", request("GET", "/healthz"), 200, own=strange.HEALTHY)) == []
    assert target.wrong(case("the page", request("GET", "/photo"), 200)) == []
    with ExitStack() as visits:
        for _ in range(VISITS):
            visits.enter_context(opened(target.port)).run()

    grown = process.memory_info().rss - memory
    print(f"grown by {grown / 2**20:.0f} MB, and {process.num_fds() - descriptors} descriptors")

    def forgotten() -> bool:  # while one visitor stays, who answers: the next one to go would end the others' visits
        return visitor.outcome() == messages.ALIVE and process.num_fds() <= descriptors + 2 * HOLDS

    await_that(forgotten, "the end of all visits but the last two")
    assert grown < GROWTH
    log = (folder / "server.log").read_text(errors="replace")
    said = (
        "Exception in ASGI application",
        "external IP",
    )  # a fault that reached the server, a question to a host outside
    assert {words: log.count(words) for words in said} == dict.fromkeys(said, 0)

"""`mien serve --ray`: the interface as one process gives it, more replicas where more ask, none lost with one."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import httpx2
import pytest
from ray.cluster_utils import Cluster

from emotion.place import ROOT
from emotion.sample.scene import PICTURE
from tests.browser.served import await_that
from tests.cluster.readers import PATIENCE

BODY: dict[str, Any] = {"content": PICTURE.read_bytes(), "headers": {"Content-Type": "image/jpeg"}}


@pytest.fixture(scope="module")
def client(cluster: Cluster) -> Iterator[httpx2.Client]:
    """Have the command answer, and return a client of it; the command ends well in the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    where = "--ray", cluster.address, "--port", str(port), "--address", "127.0.0.1", "--replicas", "2"
    command = [sys.executable, "-m", "emotion", "serve", *where]
    often = os.environ | {"MIEN_API_A_MINUTE": "100000"}
    process = subprocess.Popen(command, cwd=ROOT, env=often, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        assert f"answers at http://127.0.0.1:{port}/api/v1" in process.stderr.readline()
        with process.stderr, httpx2.Client(base_url=f"http://127.0.0.1:{port}/api/v1", timeout=PATIENCE) as client:
            # Replicas are ready then; that they are, each machine's proxy hears a moment later.
            await_that(lambda: "json" in client.get("/models").headers["content-type"], "the route of pictures")
            await_that(lambda: "json" in client.get("/videos/none").headers["content-type"], "the route of videos")
            yield client
    finally:
        process.terminate()
        assert process.wait(PATIENCE) == 0


def replicas() -> list[int]:
    """Return the numbers of the processes that read pictures."""
    names = {entry: _title(entry) for entry in os.listdir("/proc") if entry.isdecimal()}
    return sorted(int(entry) for entry, title in names.items() if "ServeReplica:mien-pictures" in title)


def _title(entry: str) -> str:
    try:
        with open(f"/proc/{entry}/cmdline", encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def test_a_picture_is_read_and_errors_are_the_interface_s_own(client: httpx2.Client) -> None:
    answer = client.post("/read", **BODY)
    assert answer.status_code == 200
    assert answer.json()["pictures"][0]["faces"][0]["label"] == "happy"
    assert client.get("/models").status_code == 200
    assert client.get("/openapi.json").json()["info"]["title"] == "Mien"
    assert client.post("/read", content=b"x", headers={"Content-Type": "text/plain"}).status_code == 415
    assert client.post("/read?model=none", **BODY).status_code == 422
    assert client.get("/nothing").status_code == 404


def test_a_video_is_asked_for_until_it_is_read(client: httpx2.Client, tmp_path: Any) -> None:
    from tests.cluster.test_read import write_video

    write_video(tmp_path / "video.mp4")
    sent = client.post("/videos", content=(tmp_path / "video.mp4").read_bytes(), headers={"Content-Type": "video/mp4"})
    assert sent.status_code == 202
    place = sent.headers["Location"].removeprefix("/api/v1")
    await_that(lambda: client.get(place).json()["phase"] == "done", "the end of the video")
    assert "happy" in client.get(f"{place}/results?format=csv").text
    assert client.delete(place).status_code == 204
    assert client.get(place).status_code == 404


def test_more_replicas_come_with_more_who_ask_and_one_that_dies_costs_who_asks_again_nothing(
    client: httpx2.Client,
) -> None:
    """Eight ask all the time, and again where an answer is none; a replica is killed twice."""
    over, first = Event(), client.post("/read", **BODY).json()

    def ask() -> tuple[int, int]:
        read = again = 0
        with httpx2.Client(base_url=client.base_url, timeout=PATIENCE) as mine:
            while not over.is_set():
                try:
                    answer = mine.post("/read", **BODY)
                except httpx2.TransportError:
                    again += 1
                    continue
                assert answer.status_code in (200, 500, 503), answer.text
                if answer.status_code == 200:
                    assert answer.json() == first
                    read += 1
                else:
                    again += 1
        return read, again

    with ThreadPoolExecutor(8) as threads:
        asking = [threads.submit(ask) for _ in range(8)]
        try:
            await_that(lambda: len(replicas()) == 2, "a second replica")
            for before in (replicas()[0], replicas()[1]):
                os.kill(before, signal.SIGKILL)
                await_that(lambda: len(replicas()) == 2 and before not in replicas(), "a new replica")  # noqa: B023
        finally:
            over.set()
        counts = [one.result() for one in asking]
    assert min(read for read, _ in counts) > 0, "everybody was answered"

"""A network's file is replaced while the server runs: what is loaded goes on, what is not is refused with a reason."""

import json
import os
import re
import shutil
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Selectbox_pb2 import Selectbox
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from bench.streams.measure import client, lines
from emotion.models.card import LITERT
from emotion.models.store import MODELS, load_card
from emotion.web.server.settings import HostSettings
from tests.browser.served import ROOT, await_that, free_port
from tests.hostile.frames import opened
from tests.hosting.tools import beside

HOSTS, OTHER, THIRD = HostSettings().model, "compact", "mirrored-large"
ANOTHER = re.compile(r"is not the file that the card describes: expected sha256 [0-9a-f]{12}\.\.\., found [0-9a-f]{12}")
GONE = re.compile(r"cannot be read \(No such file or directory\)")
READ = "mien_frames_analysed_total"
FAILED = "mien_frame_errors_total"


def file_of(models: Path, name: str) -> Path:
    return models / name / load_card(models / name).files[LITERT].path


def spoil(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


def exchange(path: Path) -> None:
    shutil.copy(file_of(MODELS, THIRD), path)


DAMAGE: dict[str, tuple[Callable[[Path], None], re.Pattern[str]]] = {
    "noise": (spoil, ANOTHER),
    "another network": (exchange, ANOTHER),
    "nothing": (Path.unlink, GONE),
}


@dataclass(frozen=True)
class Replaceable:
    """A running server, and the folder that it has its networks from."""

    port: int
    models: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def health(self) -> tuple[int, dict[str, str]]:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)
        except OSError:
            return 0, {}

    def count(self, name: str) -> float:
        with urllib.request.urlopen(f"{self.url}/metrics", timeout=60) as answer:
            (line,) = (line for line in answer.read().decode().splitlines() if line.startswith(f"{name} "))
        return float(line.split()[1])

    def goes_on(self) -> None:
        """Wait until ten more frames were read, none of them in vain."""
        read = self.count(READ)
        await_that(lambda: self.count(READ) >= read + 10, "frames that are read")
        assert self.count(FAILED) == 0


@contextmanager
def running(folder: Path, damage: Callable[[Path], None] | None = None) -> Iterator[Replaceable]:
    """Run a server with three networks, the host's damaged before where that is wanted, until the block ends."""
    models, log = folder / "models", folder / "server.log"
    for name in (HOSTS, OTHER, THIRD):
        shutil.copytree(MODELS / name, models / name)
    if damage:
        damage(file_of(models, HOSTS))
    server = Replaceable(free_port(), models)
    command: list[str | Path] = [sys.executable, ROOT / "tests/hostile/replaceable_server.py", models]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MIEN_")}
    environment = {**inherited, "PYTHONPATH": str(ROOT), "MIEN_MAX_STREAMS": "4"}
    with beside([*command, str(server.port)], log, environment, ROOT) as process:

        def answers() -> bool:
            assert process.poll() is None, log.read_text()
            return server.health()[0] != 0

        await_that(answers, "an answer")
        yield server
    assert "Traceback" not in log.read_text()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replaceable]:
    """A server whose camera has been read."""
    with running(tmp_path_factory.mktemp("replaced")) as server, client(server.url, True) as camera:
        assert lines(camera) == "ready\n"
        yield server


def choose(server: Replaceable, name: str) -> list[str]:
    """Open the page of photos, choose a network, and return the errors that the page then shows."""
    with opened(server.port) as frames:
        card = load_card(MODELS / name)
        offer = network_box(frames.run(ClientState(page_name="photo")))
        assert card.title in offer.options
        chosen = WidgetStates(widgets=[WidgetState(id=offer.id, string_value=card.title)])
        told = frames.run(ClientState(page_name="photo", widget_states=chosen))
    assert network_box(told).help == card.summary, "it is the chosen one"
    return errors(told)


def errors(told: Iterable[ForwardMsg]) -> list[str]:
    alerts = (one.delta.new_element.alert for one in told)
    return [one.body for one in alerts if one.format == Alert.ERROR]


def network_box(told: Iterable[ForwardMsg]) -> Selectbox:
    (box,) = (one.delta.new_element.selectbox for one in told if one.delta.new_element.selectbox.label == "Network")
    return box


@pytest.mark.parametrize("name", DAMAGE)
def test_a_camera_goes_on_with_what_was_loaded(name: str, server: Replaceable) -> None:
    damage, _ = DAMAGE[name]
    path = file_of(server.models, HOSTS)
    content = path.read_bytes()
    server.goes_on()

    damage(path)

    server.goes_on()
    status, told = server.health()
    assert (status, told["status"], told["model"]) == (200, "ok", HOSTS), "the page can be used"
    assert choose(server, HOSTS) == []
    path.write_bytes(content)


@pytest.mark.parametrize("name", DAMAGE)
def test_who_chooses_a_damaged_network_reads_why_not(name: str, server: Replaceable) -> None:
    damage, words = DAMAGE[name]
    path = file_of(server.models, OTHER)
    content = path.read_bytes()

    damage(path)

    (said,) = choose(server, OTHER)
    assert said.startswith("The page cannot start. ")
    assert words.search(said)
    assert f"Restore models/{OTHER} from the repository" in said
    server.goes_on()
    path.write_bytes(content)


def test_a_restored_network_can_be_chosen(server: Replaceable) -> None:
    assert choose(server, OTHER) == []


@pytest.mark.parametrize("name", DAMAGE)
def test_a_server_that_starts_with_a_damaged_network_says_so(name: str, tmp_path: Path) -> None:
    damage, words = DAMAGE[name]
    with running(tmp_path, damage) as server:
        status, told = server.health()

        assert (status, told["status"]) == (503, "broken")
        assert words.search(told["reason"])
        with opened(server.port) as frames:
            (said,) = errors(frames.run())
        assert words.search(said)

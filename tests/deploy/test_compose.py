"""compose.yaml, example.env and what they are filled into."""

import re

import pytest
import streamlit as st

from emotion.web.server.settings import host_settings
from tests.deploy.kit import (
    COMPOSE,
    DEPLOY,
    FILLED_IN,
    NGINX,
    NODES,
    TURNSERVER,
    example,
    image_environment,
    instructions,
    services,
    settings_of_ours,
    settings_of_streamlit,
)
from tests.support.repository import ROOT, text_of


@pytest.mark.parametrize("name", NODES)
def test_a_node_may_do_no_more_than_it_needs(name: str) -> None:
    node = services()[name]

    assert node["image"] == "mien"
    assert node["read_only"] is True
    assert [mount.partition(":")[0] for mount in node["tmpfs"]] == ["/tmp"]
    assert node["cap_drop"] == ["ALL"]
    assert "cap_add" not in node
    assert node["security_opt"] == ["no-new-privileges:true"]


def test_both_nodes_are_the_same_but_for_their_address() -> None:
    first, second = ({**services()[name], "networks": None} for name in NODES)

    assert first == second
    assert len({services()[name]["networks"]["inside"]["ipv4_address"][-3:] for name in NODES}) == len(NODES)


@pytest.mark.parametrize("name", sorted(services()))
def test_no_service_can_gain_powers(name: str) -> None:
    assert services()[name]["security_opt"] == ["no-new-privileges:true"]


def test_only_known_settings_are_set() -> None:
    known = settings_of_ours() | settings_of_streamlit() | {"FORWARDED_ALLOW_IPS"}  # the last is uvicorn's
    set_here = {name for node in NODES for name in services()[node]["environment"]}
    ours = {name for name in example() if name.startswith("MIEN_")}

    assert len(settings_of_ours()) > 10
    assert (set_here | ours) - known == set()


def test_everything_that_is_filled_in_stands_in_the_example() -> None:
    used = set(FILLED_IN.findall(COMPOSE))

    assert used - set(example()) == set()
    assert {name for name in example() if not name.startswith("MIEN_")} == used - {"MIEN_TURN_SECRET"}


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example as the nodes get it, with the one thing that has to be made up."""
    for name in settings_of_ours():
        monkeypatch.delenv(name, raising=False)
    for name, value in {**example(), "MIEN_TURN_SECRET": "made-up"}.items():
        if name.startswith("MIEN_"):
            monkeypatch.setenv(name, value)
    monkeypatch.setattr(st, "secrets", {})


def test_the_example_is_taken(taken: None) -> None:
    settings = host_settings()

    assert settings.turn
    assert settings.ice_policy == "relay"
    assert {url.partition("?")[0].rpartition(":")[0].partition(":")[2] for url in settings.turn.urls} == {
        example()["PUBLIC_HOST"]
    }


def test_the_relays_addresses_are_those_on_which_it_listens() -> None:
    ports = dict(re.findall(r"(?m)^(\S*listening-port)=(\d+)$", TURNSERVER))
    urls = example()["MIEN_TURN_URLS"].split()

    assert {re.search(r"^(turns?):.*:(\d+)\?", url).groups() for url in urls} == {
        ("turn", ports["listening-port"]),
        ("turns", ports["tls-listening-port"]),
    }
    assert f":{ports['listening-port']}?" in services()["app-a"]["environment"]["MIEN_TURN_SERVER_URLS"]


def test_nginx_gets_all_that_its_template_asks_for() -> None:
    given = dict(services()["nginx"]["environment"])
    passed = re.compile(given.pop("NGINX_ENVSUBST_FILTER"))

    assert set(FILLED_IN.findall(NGINX)) == set(given)
    assert [name for name in given if not passed.search(name)] == []


def test_nginx_and_the_relay_go_to_the_nodes() -> None:
    addresses = [services()[name]["networks"]["inside"]["ipv4_address"] for name in NODES]
    bare = [FILLED_IN.sub(r"${\1}", address) for address in addresses]
    asked = [services()["nginx"]["environment"][name] for name in ("NODE_A", "NODE_B")]
    allowed = [word for word in services()["coturn"]["command"] if word.startswith("--allowed-peer-ip=")]

    port = image_environment()["STREAMLIT_SERVER_PORT"]
    assert asked == [f"{address}:{port}" for address in bare]
    assert allowed == [f"--allowed-peer-ip={address}" for address in bare]
    assert instructions("EXPOSE") == [port]


def test_nginx_alone_may_say_whose_request_it_is() -> None:
    (nginx,) = {services()["nginx"]["networks"]["inside"]["ipv4_address"]}
    trusted = {services()[name]["environment"]["FORWARDED_ALLOW_IPS"] for name in NODES}

    assert {FILLED_IN.sub(r"${\1}", one) for one in trusted} == {nginx}
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in NGINX


def test_the_files_that_are_mounted_are_there() -> None:
    mounts = [mount for service in services().values() for mount in service.get("volumes", ())]
    files = [mount.split(":")[0] for mount in mounts if mount.startswith("./")]

    assert len(files) == 2
    assert [name for name in files if not (DEPLOY / name).is_file()] == []
    assert (DEPLOY / ".gitignore").read_text() == "/.env\n"


def test_the_firewall_is_told_the_relays_ports() -> None:
    document = text_of(ROOT / "docs/hosting.md")
    found = dict(re.findall(r"(?m)^([\w-]*port)=(\d+)$", TURNSERVER))

    assert f"{found['listening-port']} UDP and TCP; {found['tls-listening-port']} TCP" in document
    assert f"{found['min-port']} to {found['max-port']} UDP" in document

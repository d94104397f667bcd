"""What nginx lets through and adds, and whom the relay may reach."""

import ipaddress
import re
import tomllib

import pytest

from emotion.web.serving.endpoints import ROUTES
from emotion.web.serving.headers import FIXED
from tests.deploy.kit import NGINX, TURNSERVER, found
from tests.support.repository import ROOT, text_of

HSTS = "Strict-Transport-Security"


def closed(path: str, below: str = "") -> bool:
    """Whether nginx answers 404 by itself, the page being below a path."""
    pattern = found(r"location ~ (\S+) \{\s*return 404;", NGINX)[1]
    return bool(re.search(pattern.replace("${PUBLIC_PATH}", below), path))


@pytest.mark.parametrize("below", ["", "/mien"])
@pytest.mark.parametrize("path", ["/metrics", "/metrics/", "/_stcore/metrics", "/_stcore/script-health-check"])
def test_figures_are_closed_to_the_outside(path: str, below: str) -> None:
    assert closed(below + path, below)


@pytest.mark.parametrize("below", ["", "/mien"])
@pytest.mark.parametrize("path", ["/", "/photo", "/_stcore/health", "/_stcore/stream", "/static/metrics.js"])
def test_the_page_is_open(path: str, below: str) -> None:
    assert not closed(below + path, below)


def test_the_servers_own_figures_are_among_those_that_are_closed() -> None:
    assert {route.path for route in ROUTES if closed(route.path)} == {"/metrics"}


def test_uploads_end_at_streamlits_limit_and_not_at_nginx() -> None:
    ours = tomllib.loads(text_of(ROOT / ".streamlit/config.toml"))["server"]["maxUploadSize"]
    theirs = re.findall(r"client_max_body_size (\d+)m;", NGINX)

    assert [int(size) for size in theirs if ours < int(size) < 1.1 * ours] == [210]
    assert len(theirs) == 1


def test_nginx_leaves_to_the_app_what_the_app_sets() -> None:
    added = re.findall(r"(?m)^ *add_header (\S+)", NGINX)

    assert set(added) == {HSTS, "Set-Cookie"}
    assert set(added) & {*FIXED, "Content-Security-Policy"} == set()


def test_a_location_that_adds_a_header_adds_those_of_its_server_again() -> None:
    locations = re.findall(r"(?ms)^    location [^\n]*\{\n(.*?)^    \}", NGINX)
    adding = [location for location in locations if "add_header" in location]

    assert len(adding) == 1
    assert HSTS in adding[0]


@pytest.mark.parametrize(
    ("answered", "node"),
    [
        ("127.0.0.1:8501", "a"),
        ("127.0.0.1:8502", "b"),
        ("127.0.0.1:8501, 127.0.0.1:8502", "b"),
        ("127.0.0.1:8502, 127.0.0.1:8501", "a"),
        ("127.0.0.1:8502 : 127.0.0.1:8501", "a"),
        ("node_any", ""),
        ("9127.0.0.1:8501", ""),
    ],
)
def test_the_cookie_names_the_node_that_answered_last(answered: str, node: str) -> None:
    patterns = re.findall(r"'~([^']*\$\{NODE_[AB]\}[^']*)' ([ab]);", NGINX)
    named = {"${NODE_A}": "127.0.0.1:8501", "${NODE_B}": "127.0.0.1:8502"}
    filled = [(re.sub(r"\$\{NODE_[AB]\}", lambda name: named[name[0]], pattern), name) for pattern, name in patterns]

    assert [name for pattern, name in filled if re.search(pattern, answered)] == ([node] if node else [])


@pytest.mark.parametrize("node", ["a", "b"])
def test_a_visitor_of_a_node_goes_to_the_other_when_it_is_gone(node: str) -> None:
    other = {"a": "B", "b": "A"}[node]
    upstream = found(rf"(?ms)^upstream node_{node} \{{\n(.*?)^\}}", NGINX)[1]

    assert re.findall(r"server \$\{NODE_([AB])\}([^;]*);", upstream)[0][0] == node.upper()
    assert f"server ${{NODE_{other}}} backup;" in upstream
    assert re.search(rf"(?m)^    {node} node_{node};$", NGINX)


def test_the_app_is_told_who_asks_by_nginx_and_not_by_the_visitor() -> None:
    assert re.findall(r"proxy_set_header X-Forwarded-For (.*);", NGINX) == ["$remote_addr"]


def denied(address: str) -> bool:
    """Whether the relay passes nothing on to an address."""
    ranges = [line.split("=")[1].split("-") for line in TURNSERVER.splitlines() if line.startswith("denied-peer-ip=")]
    bounds = [(ipaddress.ip_address(one[0]), ipaddress.ip_address(one[-1])) for one in ranges]
    asked = ipaddress.ip_address(address)
    return any(low.version == asked.version and low <= asked <= high for low, high in bounds)  # type: ignore[operator]


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "10.0.0.1", "10.255.255.255", "100.64.0.1", "127.0.0.1", "127.255.0.1", "169.254.169.254"),
        *("172.16.0.1", "172.30.7.1", "172.31.255.255", "192.168.0.1", "192.168.255.255", "255.255.255.255"),
        *("::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "fc00::1", "fd12::1", "fe80::1"),
        *("192.0.2.2", "198.51.100.1", "203.0.113.1", "2001:db8::1"),
    ],
)
def test_the_relay_reaches_no_private_address(address: str) -> None:
    assert denied(address)


@pytest.mark.parametrize("address", ["9.255.255.255", "11.0.0.0", "172.15.0.1", "172.32.0.1", "2a00::1"])
def test_the_relay_reaches_the_others(address: str) -> None:
    assert not denied(address)


def test_the_relay_takes_credentials_that_expire_and_counts_no_name() -> None:
    options = {line.partition("=")[0] for line in TURNSERVER.splitlines() if line and not line.startswith("#")}

    assert {"use-auth-secret", "no-tcp-relay", "no-multicast-peers", "total-quota"} <= options
    assert options & {"user-quota", "allow-loopback-peers", "lt-cred-mech", "no-auth", "static-auth-secret"} == set()

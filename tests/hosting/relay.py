"""coturn as deploy/ has it, on this machine, and a certificate for its TLS."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from aioice.ice import get_host_addresses

from tests.browser.served import await_that, free_port
from tests.hosting.tools import beside, call
from tests.support.repository import ROOT

HERE: Final = "127.0.0.1"
SECRET: Final = "made-up-for-tests"
KINDS: Final = ("udp", "tcp", "tls")


@dataclass(frozen=True)
class Certificate:
    """A certificate for localhost that browsers and Python trust where they are told to.

    Attributes:
        folder: has fullchain.pem and privkey.pem.
        home: of a browser that trusts it.
    """

    folder: Path
    home: Path

    @property
    def chain(self) -> Path:
        return self.folder / "fullchain.pem"

    @property
    def key(self) -> Path:
        return self.folder / "privkey.pem"


def certify(folder: Path) -> Certificate:
    """Make a certificate in a folder."""
    made = Certificate(folder, folder / "home")
    names = ["-subj", "/CN=localhost", "-addext", f"subjectAltName=DNS:localhost,IP:{HERE}", "-days", "2"]
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    call("openssl", "req", "-x509", *curve, *names, "-keyout", made.key, "-out", made.chain)
    trusted = made.home / ".pki/nssdb"
    trusted.mkdir(parents=True)
    call("certutil", "-d", f"sql:{trusted}", "-N", "--empty-password")
    call("certutil", "-d", f"sql:{trusted}", "-A", "-t", "C,,", "-n", "localhost", "-i", made.chain)
    return made


@dataclass(frozen=True)
class Relay:
    """A running coturn, by its two ports."""

    port: int
    tls_port: int

    def urls(self) -> str:
        """Return its addresses as MIEN_TURN_URLS has them."""
        plain = f"turn:{HERE}:{self.port}?transport"
        return f"{plain}=udp {plain}=tcp turns:localhost:{self.tls_port}?transport=tcp"


@contextmanager
def relaying(folder: Path, certificate: Certificate, secret: str = SECRET, reaches: bool = True) -> Iterator[Relay]:
    """Run coturn with deploy/turnserver.conf and what compose.yaml adds to it, in a folder, until the block ends.

    Args:
        folder: for its log.
        certificate: of its TLS.
        secret: that it shares with the nodes.
        reaches: whether it may reach this machine's own addresses, where the nodes are.
    """
    relay, log = Relay(free_port(), free_port()), folder / "coturn.log"
    ours = get_host_addresses(use_ipv4=True, use_ipv6=False)
    if reaches:
        peers = [f"--allowed-peer-ip={address}" for address in ours]
    else:  # as the configuration has it; a public address is not among those that it denies
        peers = [f"--denied-peer-ip={address}" for address in ours if ip_address(address).is_global]
    options = {
        "realm": "localhost",
        "static-auth-secret": secret,
        "listening-ip": HERE,
        "relay-ip": HERE,
        "listening-port": relay.port,
        "tls-listening-port": relay.tls_port,
        "cert": certificate.chain,
        "pkey": certificate.key,
        "userdb": folder / "turndb",
        "pidfile": folder / "coturn.pid",
    }
    command = ["turnserver", "-c", str(ROOT / "deploy/turnserver.conf")]
    command += [f"--{name}={value}" for name, value in options.items()]
    with beside([*command, *peers], log) as process:

        def listening() -> bool:
            assert process.poll() is None, log.read_text()
            with socket.socket() as caller:
                return caller.connect_ex((HERE, relay.tls_port)) == 0

        await_that(listening, "a relay that listens")
        yield relay

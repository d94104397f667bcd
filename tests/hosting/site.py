"""A site as deploy/ makes it, on one machine: two nodes, and nginx with TLS and a path before them."""

import os
import re
import signal
import ssl
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPSConnection
from pathlib import Path
from subprocess import Popen
from typing import Final

from tests.browser.served import PATIENCE, await_that, free_port
from tests.hosting.relay import HERE, Certificate
from tests.hosting.tools import beside
from tests.support.repository import ROOT, text_of

BELOW: Final = "/mien"


@dataclass(frozen=True)
class Site:
    """A running site.

    Attributes:
        url: of its page.
        port: of its nginx.
        nodes: its nodes' processes by name.
        certificate: of its TLS.
    """

    url: str
    port: int
    nodes: Mapping[str, Popen[bytes]]
    certificate: Certificate

    def kill(self, name: str) -> None:
        """End a node as a crash does."""
        self.nodes[name].send_signal(signal.SIGKILL)
        self.nodes[name].wait()

    def ask(self, path: str, of: str = HERE, node: str = "") -> tuple[int, list[tuple[str, str]]]:
        """Return the status and the headers that nginx answers a path below its name with.

        Args:
            path: with a slash before it.
            of: address of who asks.
            node: that the cookie names; empty for no cookie.
        """
        trusting = ssl.create_default_context(cafile=self.certificate.chain)
        connection = HTTPSConnection("localhost", self.port, timeout=PATIENCE, source_address=(of, 0), context=trusting)
        with closing(connection):
            connection.request("GET", path, headers={"Cookie": f"mien_node={node}"} if node else {})
            answer = connection.getresponse()
            return answer.status, answer.getheaders()


def write(
    folder: Path, certificate: Certificate, ports: Mapping[str, int], http: int, https: int, below: str = BELOW
) -> None:
    """Write nginx.conf into a folder: what deploy/nginx.conf.template becomes in nginx's image, and what is round it.

    Args:
        folder: gets whatever nginx writes, too.
        certificate: of its TLS.
        ports: the nodes' by their names, a and b.
        http: its own port without TLS.
        https: its own port with TLS.
        below: the path at which the page is.
    """
    values = {f"NODE_{name.upper()}": f"{HERE}:{port}" for name, port in ports.items()}
    values |= {"HTTP_LISTEN": f"{HERE}:{http}", "HTTPS_LISTEN": f"{HERE}:{https}"}
    values |= {"PUBLIC_HOST": "localhost", "PUBLIC_PATH": below, "CERTIFICATE": str(certificate.folder)}
    template = text_of(ROOT / "deploy/nginx.conf.template")
    site = re.sub(r"\$\{([A-Z_]+)\}", lambda name: values[name[1]], template)
    (folder / "site.conf").write_text(site)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    own = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    (folder / "nginx.conf").write_text(
        f"user root;\ndaemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/nginx.log;\nevents {{}}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{own}include {folder}/site.conf;\n}}\n"
    )


@contextmanager
def serving_site(folder: Path, certificate: Certificate, **settings: str) -> Iterator[Site]:
    """Run two nodes with the host's settings, and nginx before them, until the block ends."""
    ports = {"a": free_port(), "b": free_port()}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MIEN_")}
    command: list[str | Path] = [sys.executable, "-m", "streamlit", "run", "serve.py", "--server.headless", "true"]
    command += ["--server.address", HERE, "--server.baseUrlPath", BELOW]
    environment = {**inherited, "SSL_CERT_FILE": str(certificate.chain), **settings}
    with ExitStack() as running:
        nodes = {
            name: running.enter_context(
                beside([*command, "--server.port", str(port)], folder / f"{name}.log", environment, ROOT)
            )
            for name, port in ports.items()
        }
        for name, port in ports.items():
            await_that(partial(well, f"http://{HERE}:{port}/healthz"), f"a healthy node {name}")
        http, https = free_port(), free_port()
        write(folder, certificate, ports, http, https)
        running.enter_context(beside(["nginx", "-c", folder / "nginx.conf"], folder / "nginx.out"))
        site = Site(f"https://localhost:{https}{BELOW}/", https, nodes, certificate)
        await_that(lambda: well(f"http://{HERE}:{http}/.well-known/acme-challenge/none", wanted=404), "nginx")
        yield site


def well(url: str, wanted: int = 200) -> bool:
    """Whether an address answers as it should."""
    try:
        return bool(urllib.request.urlopen(url, timeout=2).status == wanted)
    except urllib.error.HTTPError as error:
        return error.code == wanted
    except OSError:
        return False

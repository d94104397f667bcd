"""`mien serve`: the page, for this machine or for others; or the interface alone, by a cluster."""

import importlib.util
import os
import sys
import time
from contextlib import suppress
from typing import Final

import click

from emotion.cli.commands import stop_on_sigterm
from emotion.cluster.connection import MISSING, ClusterError, connected
from emotion.place import ROOT

LOOK: Final = 0.2  # seconds between two looks whether a signal came


@click.command()
@click.option("--address", default="localhost", show_default=True, help="To listen at; 0.0.0.0 for other machines.")
@click.option("--port", type=click.IntRange(0, 65535), default=8501, show_default=True)
@click.option("--browser/--no-browser", default=True, help="Open the page in a browser.")
@click.option("--ray", metavar="ADDRESS", help="Serve programs alone, by a Ray cluster: HOST:PORT, auto, or local.")
@click.option("--replicas", type=click.IntRange(min=1), help="Of them, at most.  [default: one a processor]")
def serve(address: str, port: int, browser: bool, ray: str | None, replicas: int | None) -> None:
    """Serve the page and the HTTP interface; docs/hosting.md says what others need beside them.

    A cluster serves the interface, without the page, until this command ends.
    """
    if ray:
        return _serve_by(ray, address, port, replicas)
    if importlib.util.find_spec("streamlit") is None:
        raise click.ClickException('the page needs more libraries: pip install "mien[app]"')
    options = {"server.address": address, "server.port": port, "server.headless": str(not browser).lower()}
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "serve.py")]
    os.environ.setdefault("MIEN_API", "on")
    os.chdir(ROOT)  # where the page's settings are looked for
    os.execv(sys.executable, [*command, *(f"--{name}={value}" for name, value in options.items())])


def _serve_by(cluster: str, address: str, port: int, replicas: int | None) -> None:
    try:
        from emotion.cluster.serving import answering
    except ModuleNotFoundError as error:
        raise ClusterError(MISSING) from error
    stop_on_sigterm()
    with suppress(KeyboardInterrupt), connected(cluster), answering(address, port, replicas):
        click.echo(f"The cluster answers at http://{address}:{port}/api/v1; this command ends it (Ctrl-C).", err=True)
        while True:  # not signal.pause(), which a signal does not end that one of Ray's threads gets
            time.sleep(LOOK)

"""`mien serve`: the page, for this machine or for others."""

import importlib.util
import os
import sys

import click

from emotion.place import ROOT


@click.command()
@click.option("--address", default="localhost", show_default=True, help="To listen at; 0.0.0.0 for other machines.")
@click.option("--port", type=click.IntRange(0, 65535), default=8501, show_default=True)
@click.option("--browser/--no-browser", default=True, help="Open the page in a browser.")
def serve(address: str, port: int, browser: bool) -> None:
    """Serve the page and the HTTP interface; docs/hosting.md says what others need beside them."""
    if importlib.util.find_spec("streamlit") is None:
        raise click.ClickException('the page needs more libraries: pip install "mien[app]"')
    options = {"server.address": address, "server.port": port, "server.headless": str(not browser).lower()}
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "serve.py")]
    os.environ.setdefault("MIEN_API", "on")
    os.chdir(ROOT)  # where the page's settings are looked for
    os.execv(sys.executable, [*command, *(f"--{name}={value}" for name, value in options.items())])

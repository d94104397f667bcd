"""Runs serve.py with the networks of another folder, and a way in for cameras that are programs.

python replaceable_server.py FOLDER PORT
"""

import os
import sys
from pathlib import Path

from starlette.routing import Route
from streamlit.web import cli

from bench.streams.server import asked, offer
from emotion.models import store
from emotion.web.serving import endpoints

ROOT = Path(__file__).resolve().parents[2]

if __name__ == "__main__":
    store.MODELS = Path(sys.argv[1])  # type: ignore[misc]
    ways_in = (Route("/bench/offer", offer, methods=["POST"]), Route("/bench/asked", asked))
    endpoints.ROUTES = (*endpoints.ROUTES, *ways_in)  # type: ignore[misc,assignment]
    os.chdir(ROOT)
    sys.argv = ["streamlit", "run", "serve.py", "--server.port", sys.argv[2], "--server.address", "127.0.0.1"]
    sys.argv += ["--server.headless", "true"]
    cli.main()

"""A client that asks and then neither reads nor closes does not keep a server that is told to end."""

import signal
import socket
from pathlib import Path

import psutil
import pytest
import streamlit

from tests.browser.made import made
from tests.browser.served import PATIENCE
from tests.hostile.wire import HERE, request

pytestmark = pytest.mark.browser  # it starts a server

# More than the buffers of a connection hold.
(LARGE,) = Path(streamlit.__file__).parent.glob("static/static/js/PlotlyChart.*.js")


def test_a_server_ends_although_a_client_is_silent() -> None:
    with made() as app, socket.socket() as silent:
        silent.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        silent.connect((HERE, int(app.url.rpartition(":")[2])))
        silent.sendall(request("GET", f"/static/js/{LARGE.name}"))
        assert silent.recv(12) == b"HTTP/1.1 200"

        web = psutil.Process(app.pid)
        web.send_signal(signal.SIGTERM)
        web.wait(PATIENCE)

"""What is said where a cluster cannot be used; tests/cluster has one that can."""

import importlib.util
import socket
import sys
from contextlib import ExitStack
from importlib.machinery import ModuleSpec

import pytest
from click.testing import CliRunner

from emotion.__main__ import main
from emotion.cluster.connection import MISSING, ClusterError, connected
from emotion.sample.scene import PICTURE


@pytest.mark.parametrize("command", [["read", str(PICTURE), "--out", "a.csv"], ["serve"]], ids=["read", "serve"])
def test_without_ray_it_says_how_to_install_it(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    result = CliRunner().invoke(main, [*command, "--ray", "auto"])
    assert result.exit_code == 1
    assert result.output.strip().splitlines()[-1] == f"Error: {MISSING}"


def test_where_nothing_answers_ray_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: ModuleSpec(name, None))
    monkeypatch.setitem(sys.modules, "ray", None)  # an import would fail
    with socket.socket() as taken, ExitStack() as stack:
        taken.bind(("127.0.0.1", 0))  # nobody listens
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ClusterError, match=f"no cluster can be used at {address}: nothing answers there"):
            stack.enter_context(connected(address))

"""Clusters on this machine, of logical machines whose processes are real."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from ray.cluster_utils import Cluster

from emotion.cluster.connection import QUIET
from emotion.place import ROOT
from emotion.sample.scene import PICTURE

# Before any of Ray's processes begins: they find the tests' own readers, and write no key into the user's folder.
os.environ.update({"PYTHONPATH": str(ROOT), "RAY_AUTH_MODE": "disabled", **QUIET})


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Return four machines with two processors each, one of them the head, until the last test has ended.

    The tests themselves never connect: Ray ends a process that did, once the head or the machine beside it is gone.
    """
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 2, "include_dashboard": False})
    try:
        for _ in range(3):
            cluster.add_node(num_cpus=2)
        cluster.wait_for_nodes()
        yield cluster
    finally:
        cluster.shutdown()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with forty pictures, one of which is none."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(40):
        shutil.copy(PICTURE, folder / f"{number:02}.jpg")
    (folder / "07.jpg").write_bytes(b"\xff\xd8\xff nothing")
    return folder

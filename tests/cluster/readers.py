"""Readers that die, or wait until somebody lets them go on; files beside the pictures tell them."""

import os
import signal
from typing import Any

import pyarrow as pa

from emotion.batch.reader import Job, Reader
from tests.browser.served import await_that

PATIENCE = 120  # seconds for a command on a busy machine; none takes this long when all is well


class Fragile(Reader):
    """Dies over a file of a certain name, once or whenever it reads it."""

    def read(self, job: Job, progress: Any = None) -> pa.Table:
        once = job.path.with_suffix(".once")
        if job.path.name.startswith("deadly") or once.exists():
            once.unlink(missing_ok=True)
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(job, progress)


class Waiting(Reader):
    """Says which machine reads a file, and reads it once it may."""

    def read(self, job: Job, progress: Any = None) -> pa.Table:
        import ray

        folder = job.path.parent
        if not (folder / "go").exists():
            (folder / f"{ray.get_runtime_context().get_node_id()}.begun").touch()
            await_that((folder / "go").exists, "leave to read")
        return super().read(job, progress)


READERS = {"fragile": Fragile, "waiting": Waiting}

"""Programs that the tests run beside the app, each of which must be here."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest


def need(name: str) -> str:
    """Return a program's path, or fail with what to do."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        pytest.fail(f"{name} is not here: make test-hosting, as root, installs it")
    return found


def call(*command: str | Path, **environment: str) -> str:
    """Run a program to its end and return what it printed; fail with all that it said."""
    done = subprocess.run(
        [need(str(command[0])), *command[1:]],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout[-2000:]}{done.stderr[-4000:]}"
    return done.stdout.strip()


@contextmanager
def beside(
    command: list[str | Path], log: Path, environment: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the block ends, what it says in a file."""
    with open(log, "wb") as output:
        process = subprocess.Popen(
            [need(str(command[0])), *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=None if environment is None else dict(environment),
            cwd=cwd,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

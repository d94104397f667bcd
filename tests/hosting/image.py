"""The image, built from a Debian of its own without a container engine, and run as its user on a read-only system."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from typing import Any, Final

from tests.hosting.tools import beside, call
from tests.support.repository import ROOT

BUNDLE: Final = "/etc/ssl/certs/ca-certificates.crt"
INCLUDED: Final = "python3,python3-venv,ca-certificates"
# In a mount namespace of its own: the image read-only but for /tmp, as in compose.yaml, then a command as its user.
CONFINE: Final = """
set -e
mount --bind "$1" "$1"
mount -o remount,bind,ro "$1"
mount -t tmpfs -o mode=1777 tmpfs "$1/tmp"
mount --bind /dev "$1/dev"
mount -t proc proc "$1/proc"
root=$1 user=$2 folder=$3
shift 3
exec chroot --userspec="$user:$user" "$root" env --chdir="$folder" -- "$@"
"""


@dataclass(frozen=True)
class Image:
    """A built image.

    Attributes:
        root: its files.
        configuration: what it says of itself, as Docker has it.
        storage: the configuration of the place where it lies.
    """

    root: Path
    configuration: Mapping[str, Any]
    storage: Path

    def size(self) -> int:
        """Return the bytes of its files."""
        sizes = {}
        for folder, _, names in os.walk(self.root):
            for name in names:
                found = os.lstat(os.path.join(folder, name))
                sizes[found.st_ino] = found.st_size
        return sum(sizes.values())

    def command(self, *command: str, **environment: str) -> list[str | Path]:
        """Return a command as it is run in a container of this image, in its environment and more."""
        variables = [*self.configuration["Env"], *(f"{name}={value}" for name, value in environment.items())]
        user, folder = self.configuration["User"], self.configuration["WorkingDir"]
        confined = ["unshare", "--mount", "sh", "-c", CONFINE, "sh", self.root, user, folder]
        return [*confined, "env", "-i", *variables, *command]

    def remove(self) -> None:
        """Give back the room on the disk."""
        call("buildah", "rm", "--all", CONTAINERS_STORAGE_CONF=str(self.storage))
        call("buildah", "rmi", "--all", "--force", CONTAINERS_STORAGE_CONF=str(self.storage))

    @contextmanager
    def running(self, log: Path, **environment: str) -> Iterator[Popen[bytes]]:
        """Run what the image starts until the block ends."""
        with beside(self.command(*self.configuration["Cmd"], **environment), log) as process:
            yield process


def build(folder: Path) -> Image:
    """Build the image as deploy/Dockerfile has it; its files lie in a folder. Takes minutes.

    The base is kept between runs, in the system's place for temporary files.
    """
    storage = folder / "storage.conf"
    graph, run = folder / "graph", folder / "run"
    storage.write_text(f'[storage]\ndriver = "vfs"\ngraphroot = "{graph}"\nrunroot = "{run}"\n')

    def buildah(*arguments: str | Path) -> str:
        return call("nice", "buildah", *arguments, CONTAINERS_STORAGE_CONF=str(storage))

    base = buildah("from", "scratch")
    buildah("add", "--quiet", base, debian(), "/")
    buildah("commit", "--quiet", "--format", "docker", base, "base")
    buildah("rm", base)
    options = ["--isolation", "chroot", "--format", "docker", "--build-arg", "BASE=localhost/base"]
    if Path(BUNDLE).exists():  # a network may have certificates of its own
        options += ["--volume", f"{BUNDLE}:{BUNDLE}:ro"]
    buildah("bud", *options, "--file", ROOT / "deploy/Dockerfile", "--tag", "mien", ROOT)
    container = buildah("from", "localhost/mien")
    described = json.loads(buildah("inspect", container))
    return Image(Path(buildah("mount", container)), described["Docker"]["config"], storage)


def debian() -> Path:
    """Return an archive with the smallest Debian that has Python."""
    kept = Path(tempfile.gettempdir()) / "mien-hosting" / "base.tar"
    if not kept.exists():
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        partial = kept.with_name("partial.tar")
        release = "bookworm"  # its Python is 3.11
        call("nice", "mmdebstrap", "--variant=minbase", f"--include={INCLUDED}", release, partial)
        shutil.move(partial, kept)
    return kept

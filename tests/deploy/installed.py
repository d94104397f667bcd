"""Whether an installed distribution is what was pinned, from an index and as its wheel was; asks no network."""

import base64
import hashlib
from importlib.metadata import Distribution, PackagePath
from typing import Final

from emotion import notices
from tests.support.repository import ROOT

INACTIVE: Final = "Development Status :: 7 - Inactive"


def pins() -> dict[str, str]:
    """Return the version that constraints.txt has of each distribution, by name."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def faults(distribution: Distribution, pinned: str | None) -> list[str]:
    """Return what is wrong with an installed distribution, a phrase each.

    Args:
        distribution: as it is installed.
        pinned: the version that it is to have; None where no version was pinned.
    """
    fields = distribution.metadata
    found = []
    if pinned is None:
        found.append("not pinned in constraints.txt")
    elif distribution.version != pinned:
        found.append(f"{distribution.version} is installed, constraints.txt has {pinned}")
    if distribution.read_text("direct_url.json") is not None:  # PEP 610: no index stands for what is in it
        found.append("installed from a folder or an address, not from an index")
    if notices.licence(fields) == notices.NOT_STATED:
        found.append("states no licence")
    if INACTIVE in (fields.get_all("Classifier") or ()):
        found.append("given up by those who make it")
    if not distribution.files:
        found.append("has no list of its files")
    return found + [f"{file}: not as it was installed" for file in distribution.files or () if is_changed(file)]


def is_changed(file: PackagePath) -> bool:
    """Return whether a file is missing or has another hash than its distribution's RECORD, where some have none."""
    if file.hash is None:
        return False
    try:
        digest = hashlib.new(file.hash.mode, file.read_binary()).digest()
    except OSError:
        return True
    return base64.urlsafe_b64encode(digest).decode().rstrip("=") != file.hash.value

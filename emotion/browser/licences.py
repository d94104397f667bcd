"""What others wrote in the program for browsers, and the text that goes with it wherever it is passed on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from emotion.browser.node import BuildError

APACHE: Final = "Apache-2.0"
TEXT: Final = "licences/Apache-2.0.txt"  # below browser/; the packages under it come without
LOCK: Final = "package-lock.json"
FOLDER: Final = "node_modules/"
NOTICE: Final = """\
The program with which browsers read faces holds, beside Mien's own code (MIT), unchanged or put together with it:

{packages}
All under the Apache License, Version 2.0, whose text follows.

{text}"""


@dataclass(frozen=True)
class Package:
    """A package from npm.

    Attributes:
        name: there.
        version: the one that is locked.
        licence: as its own description names it.
        address: of its sources.
    """

    name: str
    version: str
    licence: str
    address: str


def packages(sources: Path) -> list[Package]:
    """Return the packages that the program takes in, by the lock in its folder and what is installed there.

    Raises:
        BuildError: one is not under the licence whose text we have, or is not installed.
    """
    locked = json.loads((sources / LOCK).read_text(encoding="utf-8"))["packages"]
    # Tools are marked as such, and "" is the program itself.
    names = [path for path, values in locked.items() if path and not values.get("dev")]
    found = []
    for path in names:
        try:
            own = json.loads((sources / path / "package.json").read_text(encoding="utf-8"))
        except OSError as error:
            raise BuildError(f"{error.filename}: cannot be read ({error.strerror})") from error
        address = own["repository"]["url"].removeprefix("git+").removesuffix(".git")
        found.append(Package(path.rpartition(FOLDER)[2], own["version"], own["license"], address))
    others = [package for package in found if package.licence != APACHE]
    if others:
        raise BuildError(f"{others[0].name} is under {others[0].licence}: its text has to come with it ({__name__})")
    return found


def notice(known: Iterable[Package], sources: Path) -> str:
    """Return the text that goes with the program: what is in it, whose that is, and the licence."""
    lines = "".join(f"  {one.name} {one.version}, {one.licence}, {one.address}\n" for one in known)
    return NOTICE.format(packages=lines, text=(sources / TEXT).read_text(encoding="utf-8"))

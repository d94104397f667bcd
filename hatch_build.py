"""What hatchling does before it packs Mien: it has the program with which browsers read faces built, where it can.

A package made without it is whole but for that: its server reads the faces.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BrowserProgram(BuildHookInterface):  # type: ignore[type-arg]  # of a configuration that it does not use
    """Builds the program by `python -m emotion.browser.build`, which does nothing where it is built and fits."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build it, or say why that cannot be done; `version` is "editable" where nothing is packed."""
        if version == "editable":
            return
        # In a process of its own, since it imports the core, whose libraries pyproject.toml has a build install.
        done = subprocess.run(
            [sys.executable, "-m", "emotion.browser.build"], cwd=self.root, capture_output=True, text=True
        )
        if done.returncode:
            there = (Path(self.root) / "emotion/browser/built/manifest.json").exists()
            said = " ".join(done.stderr.strip().splitlines()[-2:])
            fate = "is packed as it was built before" if there else "is not in this package"
            self.app.display_warning(f"The program for browsers {fate}: {said}")

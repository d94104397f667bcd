"""The command line with the tests' tiny network added to it, for a process of its own."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from conftest import tiny_network  # type: ignore[import-not-found]  # found by the path above

from training import networks
from training.__main__ import main

networks.NETWORKS["tiny"] = tiny_network  # type: ignore[index]
main()

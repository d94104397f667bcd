"""The command line with the tests' tiny network added to it: python -m tests.support.training.tiny_command."""

from tests.support.training.tiny_network import tiny_network
from training import networks
from training.__main__ import main

networks.NETWORKS["tiny"] = tiny_network  # type: ignore[index]  # read-only for everybody else
main()

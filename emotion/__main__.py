"""python -m emotion, and the script mien: what Mien does without a browser."""

import click

from emotion import __version__
from emotion.cli.check import check
from emotion.cli.commands import Commands
from emotion.cli.models import models
from emotion.cli.read import read
from emotion.cli.serve import serve


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="mien")
def main() -> None:
    """Say what expressions the faces in pictures and videos look like: never what somebody feels."""


for command in (read, models, check, serve):
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="python -m emotion")

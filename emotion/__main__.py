"""python -m emotion, and the script mien: what Mien does without a browser."""

from typing import Any

import click

from emotion import __version__
from emotion.batch.pool import PoolError
from emotion.classification.base import ModelError
from emotion.cli.check import check
from emotion.cli.models import models
from emotion.cli.read import read
from emotion.cli.serve import serve


class Commands(click.Group):
    """Ends what a user can mend as one sentence; anything else is a fault of ours and keeps its traceback."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}") from error
        except (ValueError, ModelError, PoolError) as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="mien")
def main() -> None:
    """Say what expressions the faces in pictures and videos look like: never what somebody feels."""


for command in (read, models, check, serve):
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="python -m emotion")

"""A group of commands whose errors are sentences, for `mien` and for training."""

import signal
from types import FrameType
from typing import Any

import click

from emotion.classification.base import ModelError


class Commands(click.Group):
    """Ends what a user can mend as one sentence; anything else is a fault of ours and keeps its traceback."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(context)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}") from error
        except (ValueError, ModelError) as error:
            raise click.ClickException(str(error)) from error


def stop_on_sigterm() -> None:
    """Have SIGTERM stop a command as Ctrl-C does, also where SIGINT is ignored, as in a script's background."""
    signal.signal(signal.SIGTERM, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt

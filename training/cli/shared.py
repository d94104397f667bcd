"""What several commands share: options, and how data is read for them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from emotion.models.store import CARD, MODELS
from training.runs.command import DATA

if TYPE_CHECKING:
    from training.data.faceset import FaceSet

Command = TypeVar("Command", bound=Callable[..., Any])

path_type = click.Path(path_type=Path)
models_option = click.option(
    "--models", type=path_type, default=MODELS, show_default="models", help="Folder of the installed networks."
)


def data_options(command: Command) -> Command:
    """Give a command the options that say which faces it works on; `faces_of` takes their values."""
    for option in (
        click.option(
            "--own",
            is_flag=True,
            help="The data is a folder of your own pictures of any size: train/LABEL, public/LABEL, private/LABEL.",
        ),
        click.option(
            "--votes-file",
            type=path_type,
            show_default="fer2013new.csv beside the data, if it is there",
            help="The votes of FER+ on FER2013.",
        ),
        click.option(
            "--data",
            "source",
            type=path_type,
            default=DATA,
            show_default=True,
            help="FER2013: the CSV (plain, .zip, .gz, .tar.gz), a pack (.npz) or a folder of train and test folders.",
        ),
    ):
        command = option(command)
    return command


def check_entry(models: Path, name: str) -> None:
    """Refuse a name that no installed network has, before faces are read for it.

    Raises:
        ValueError: there is no such folder.
    """
    if not (models / name).is_dir():
        names = ", ".join(sorted(entry.parent.name for entry in models.glob(f"*/{CARD}"))) or "none"
        raise ValueError(f"{models / name}: no network of that name is installed; there are: {names}")


def faces_of(source: Path, votes_file: Path | None, own: bool) -> "FaceSet":
    """Read the faces that the options of `data_options` name, with a bar.

    Raises:
        ValueError: there are none, or the options contradict each other.
    """
    from training.data.read import read
    from training.progress import bar

    if not own:
        return read(source, bar, votes_file)
    if votes_file is not None:
        raise ValueError("--votes-file holds votes on FER2013; leave it out with --own")
    from training.data.read_other import advice, read_other

    try:
        return read_other(source, "folder", bar)
    except ValueError as error:
        raise ValueError(f"{error}{advice(source, own=True) if source.is_dir() else ''}") from error

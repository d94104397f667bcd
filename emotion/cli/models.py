"""`mien models`: the networks that can read."""

import click

from emotion.models.figures import Figures
from emotion.models.record import load_record
from emotion.models.store import DEFAULT_MODEL, MODELS, ModelStore
from emotion.wording import percent


@click.command()
def models() -> None:
    """List the networks that can read, and what they are worth."""
    names = ModelStore().names()
    width = max(map(len, names), default=0)
    click.echo("On FER2013's PublicTest, an everyday crowd expected: accuracy and mean recall.\n")
    click.echo(f"{'':{width}}  by its labels   by FER+ majority")
    for name in names:
        record = load_record(MODELS / name)
        public = record.evaluation.splits.public if record.evaluation else None
        default = " (default)" if name == DEFAULT_MODEL else ""
        worth = f"{_worth(public)}   {_worth(public and public.majority)}"
        click.echo(f"{name:{width}}  {worth}     {record.title}{default}")


def _worth(figures: Figures | None) -> str:
    if figures is None:
        return "not measured "
    return f"{percent(figures.accuracy, 1)} {percent(figures.balanced_accuracy, 1)}"

"""The command that teaches an installed network when not to answer: `doubts`."""

from pathlib import Path

import click

from training.cli.shared import check_entry, data_options, faces_of, models_option


@click.command()
@data_options
@click.option("--model", "name", required=True, help="Name of the installed network.")
@models_option
def doubts(source: Path, votes_file: Path | None, own: bool, name: str, models: Path) -> None:
    """Give an installed network a second output: "no face", and "cannot tell", learned from the FER+ votes.

    Its seven answers stay as they are, and so do all figures. `export` does the same to a new network by itself.
    """
    check_entry(models, name)
    from training.exporting.add_doubts import add_doubts
    from training.progress import bar

    card = add_doubts(models, name, faces_of(source, votes_file, own), bar)
    click.echo(f"{models / name} knows its doubts now: {card.files['litert'].size:,} bytes")

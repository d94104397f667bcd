"""The command that turns a run into a network of the app."""

from pathlib import Path

import click

from emotion.models.evaluation import load_evaluation
from emotion.models.store import EVALUATION
from training.cli.shared import data_options, faces_of, models_option, path_type
from training.exporting.install import check_name
from training.runs.folder import check_finished


@click.command()
@data_options
@click.option("--run", "folder", type=path_type, required=True, help="Folder of the run to export.")
@click.option("--name", required=True, help="Name of the entry: small letters, digits, - and _.")
@click.option("--title", default="", show_default="made of the network's name", help="For people, a few words.")
@click.option("--summary", default="", show_default="made of the figures", help="For people, a sentence or two.")
@click.option("--purpose", default="", show_default="none", help="What it is for, in at most six words.")
@click.option(
    "--ship",
    default="dynamic",
    show_default=True,
    help="Precision of the file that the app runs: float32, float16, dynamic (int8 weights) or int8.",
)
@click.option(
    "--calibrate-on",
    type=click.Choice(["labels", "voters"]),
    default="labels",
    show_default=True,
    help="Make the confidence say how often the data's labels, or how many of FER+'s voters, agree with the answer.",
)
@models_option
def export(
    source: Path,
    votes_file: Path | None,
    own: bool,
    folder: Path,
    name: str,
    title: str,
    summary: str,
    purpose: str,
    ship: str,
    calibrate_on: str,
    models: Path,
) -> None:
    """Convert a run's best network for the app, compare it with its source, and install it whole or not at all."""
    check_name(name)
    check_finished(folder)
    from training.suppress_output import load_tensorflow

    load_tensorflow()
    from training.exporting.card import ExportConfig
    from training.exporting.export import export as run_export
    from training.exporting.text import describe
    from training.progress import bar

    config = ExportConfig(name, models, title, summary, purpose, ship, calibrate_on, source.name)
    card = run_export(folder, faces_of(source, votes_file, own), config, progress=bar)
    click.echo(describe(card, load_evaluation(models / name / EVALUATION)))
    click.echo(f"Installed: {models / name}")

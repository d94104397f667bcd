"""The commands that make networks: `networks` lists them, `train` trains one."""

import sys
from pathlib import Path
from typing import Any

import click

from training.commands.shared import data_options, faces_of, path_type
from training.options import configuration, training_options
from training.recipes import RECIPES


@click.command()
def networks() -> None:
    """List the networks that can be trained, their size and what a face costs, and the recipes."""
    from training.muted import load_tensorflow

    load_tensorflow()
    from training import networks
    from training.networks.cost import multiply_adds

    click.echo("network          parameters  million multiply-adds a face")
    for name in networks.NETWORKS:
        network = networks.build(name)
        click.echo(f"{name:15} {network.count_params():11,}  {multiply_adds(network) / 1e6:28,.0f}")
    click.echo(f"\nRecipes, each for the network of its name: {', '.join(RECIPES)}")


@click.command()
@data_options
@click.option("--run", "folder", type=path_type, required=True, help="Folder of this run, such as runs/compact.")
@click.option("--tensorboard", is_flag=True, help="Also write the folder tensorboard into the run's, for that program.")
@training_options
def train(source: Path, votes_file: Path | None, own: bool, folder: Path, tensorboard: bool, **settings: Any) -> None:
    """Train a network, or go on with a run that was stopped."""
    config = configuration(settings)
    from training.muted import load_tensorflow

    load_tensorflow()
    from training import networks
    from training.normalisation import refresh_best
    from training.progress import bar
    from training.train import train as run_training

    networks.check(config.network)  # before the long reading of the data
    faces = faces_of(source, votes_file, own)
    verbose = "auto" if sys.stdout.isatty() else 2  # a line an epoch where nobody watches a bar
    try:
        best = run_training(config, faces, folder, verbose, tensorboard)
    except KeyboardInterrupt:
        raise click.ClickException(f"stopped; the same command goes on with {folder}") from None
    if config.refresh:
        outcome = refresh_best(folder, faces, bar)
        click.echo(
            f"Normalisation refreshed on plain faces: PublicTest accuracy {100 * outcome['before']:.2f} %, "
            f"then {100 * outcome['after']:.2f} %{'' if outcome['kept'] else ', so it was not kept'}"
        )
    click.echo(f"Best weights: {best}")

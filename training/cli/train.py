"""The commands that make networks: `networks` lists them, `train` trains one."""

import functools
import time
from pathlib import Path
from typing import Any

import click

from training.cli.options import configuration, training_options
from training.cli.shared import data_options, faces_of, path_type
from training.engine.run import check_run, train_run
from training.runs.recipes import RECIPES


@click.command()
def networks() -> None:
    """List the networks that can be trained, their size and what a face costs, and the recipes."""
    from training.suppress_output import load_keras

    load_keras()
    from training import networks
    from training.networks.cost import multiply_adds

    click.echo("network          parameters  million multiply-adds a face")
    for name in networks.NETWORKS:
        network = networks.build(name)
        click.echo(f"{name:15} {network.count_params():11,}  {multiply_adds(network) / 1e6:28,.0f}")
    click.echo(f"\nRecipes, each for the network of its name: {', '.join(RECIPES)}")


@click.command()
@data_options
@click.option("--run", "folder", type=path_type, required=True, help="Folder of this run, such as runs/mine.")
@click.option("--tensorboard", is_flag=True, help="Also write the folder tensorboard into the run's, for that program.")
@click.option(
    "--minutes", type=click.FloatRange(min=0, min_open=True), help="Instead of --epochs: as many as fit into that time."
)
@training_options
def train(
    source: Path,
    votes_file: Path | None,
    own: bool,
    folder: Path,
    tensorboard: bool,
    minutes: float | None,
    **settings: Any,
) -> None:
    """Train a network, or go on with a run that was stopped."""
    began, config = time.monotonic(), configuration(settings)
    read = functools.cache(lambda: faces_of(source, votes_file, own))
    try:
        if minutes is not None:
            check_run(config, tensorboard)
            from training.engine.timing import fitted

            config = fitted(config, minutes, began, read(), folder, click.echo)
        train_run(config, read, folder, tensorboard, click.echo)
    except KeyboardInterrupt:
        raise click.ClickException(f"stopped; the same command goes on with {folder}") from None

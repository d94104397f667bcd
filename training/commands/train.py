"""The commands that make networks: `networks` lists them, `train` trains one."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from training.commands.shared import data_options, faces_of, path_type
from training.config import TrainingConfig
from training.options import configuration, training_options
from training.recipes import RECIPES
from training.run_folder import BEST
from training.sizes import COMPACT

if TYPE_CHECKING:
    from training.data.faceset import FaceSet

AGAIN = "stopped; the same command goes on with {}"


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
@click.option(
    "--engine",
    type=click.Choice(["keras", "torch"]),
    default="keras",
    show_default=True,
    help="What trains: Keras trains every network; PyTorch, if it is installed, the compact ones, and sooner.",
)
@click.option("--device", default="cpu", show_default=True, help="Of --engine torch, such as cuda.")
@training_options
def train(
    source: Path,
    votes_file: Path | None,
    own: bool,
    folder: Path,
    tensorboard: bool,
    engine: str,
    device: str,
    **settings: Any,
) -> None:
    """Train a network, or go on with a run that was stopped."""
    config = configuration(settings)
    if engine == "torch":
        data = _train_in_torch(config, source, votes_file, own, folder, device)
    else:
        data = _train_in_keras(config, source, votes_file, own, folder, tensorboard)
    if config.refresh and (folder / BEST).exists():
        _refresh(folder, data)


def _train_in_keras(
    config: TrainingConfig, source: Path, votes_file: Path | None, own: bool, folder: Path, tensorboard: bool
) -> "FaceSet":
    from training.muted import load_tensorflow

    load_tensorflow()
    from training import networks
    from training.train import train as run_training

    networks.check(config.network)  # before the long reading of the data
    faces = faces_of(source, votes_file, own)
    verbose = "auto" if sys.stdout.isatty() else 2  # a line an epoch where nobody watches a bar
    try:
        best = run_training(config, faces, folder, verbose, tensorboard)
    except KeyboardInterrupt:
        raise click.ClickException(AGAIN.format(folder)) from None
    click.echo(f"Best weights: {best}")
    return faces


def _train_in_torch(
    config: TrainingConfig, source: Path, votes_file: Path | None, own: bool, folder: Path, device: str
) -> "FaceSet":
    if find_spec("torch") is None:
        raise ValueError("--engine torch needs PyTorch: python -m pip install torch")
    from training.pytorch.train import check
    from training.pytorch.train import train as run_training

    check(config, device)
    faces = faces_of(source, votes_file, own)
    try:
        run_training(config, faces, folder, device, max(1, (os.cpu_count() or 1) // 2), click.echo)
    except KeyboardInterrupt:
        raise click.ClickException(AGAIN.format(folder)) from None
    if config.network not in COMPACT:
        click.echo(f"Trained, to teach; it stays in PyTorch: {folder}")
        return faces
    if find_spec("keras") is None:
        raise click.ClickException(f"{folder}: trained; the same command where Keras is installed brings it into Keras")
    from training.muted import load_tensorflow

    load_tensorflow()
    from training.pytorch.finish import finish

    click.echo(f"Best weights: {finish(folder)}")
    return faces


def _refresh(folder: Path, data: "FaceSet") -> None:
    from training.normalisation import refresh_best
    from training.progress import bar

    outcome = refresh_best(folder, data, bar)
    click.echo(
        f"Normalisation refreshed on plain faces: PublicTest accuracy {100 * outcome['before']:.2f} %, "
        f"then {100 * outcome['after']:.2f} %{'' if outcome['kept'] else ', so it was not kept'}"
    )

"""The command that makes an installed network anew: `reproduce`."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from emotion.models import facts
from emotion.models.card import LITERT, Card
from emotion.models.evaluation import Evaluation, load_evaluation
from emotion.models.store import EVALUATION, load_card
from training.cli.shared import check_entry, data_options, faces_of, models_option, path_type
from training.engine.run import check_run, train_run
from training.experiments.reproduction import (
    best_accuracy,
    check_published,
    comparison,
    rebuild,
    shorter,
    spread,
    stages,
)
from training.runs.config import TrainingConfig

if TYPE_CHECKING:
    from training.data.faceset import FaceSet


@click.command()
@data_options
@click.option("--name", default="mirrored-large", show_default=True, help="Of the installed network.")
@models_option
@click.option(
    "--folder", type=path_type, default=Path("runs/reproduced"), show_default=True, help="Gets the runs and the entry."
)
@click.option("--final", is_flag=True, help="Also read PrivateTest with the rebuilt network. Each reading is recorded.")
@click.option("--seeds", type=click.IntRange(min=1), help="Instead: this many short runs, each with a seed of its own.")
@click.option("--epochs", type=click.IntRange(min=1), default=10, show_default=True, help="Of each short run.")
def reproduce(
    source: Path,
    votes_file: Path | None,
    own: bool,
    name: str,
    models: Path,
    folder: Path,
    final: bool,
    seeds: int | None,
    epochs: int,
) -> None:
    """Train an installed network anew as its card says, and compare the figures.

    The same command goes on where it was stopped. Nothing in models/ changes. With --seeds, the network's last run is
    made several times in short, from new weights, which says how much chance there is in a figure.
    """
    check_entry(models, name)
    card = load_card(models / name)
    parts = stages(card)
    read = functools.cache(lambda: faces_of(source, votes_file, own))

    def train(config: TrainingConfig, run: Path) -> None:
        click.echo(f"Training {run}: {config.network}, {config.epochs} epochs, seed {config.seed}")
        train_run(config, read, run, say=click.echo)

    try:
        if seeds is not None:
            _short_runs(parts[card.name], folder / name, seeds, epochs, train)
        else:
            check_published(card)
            published = load_evaluation(models / name / EVALUATION)
            for config in parts.values():
                check_run(config)
            run = rebuild(parts, folder / name, train)
            _compare(card, published, run, read(), folder / "models", source.name, final)
    except KeyboardInterrupt:
        raise click.ClickException(f"stopped; the same command goes on with {folder / name}") from None


def _short_runs(
    config: TrainingConfig, folder: Path, seeds: int, epochs: int, train: Callable[[TrainingConfig, Path], None]
) -> None:
    accuracies = []
    for seed in range(1, seeds + 1):
        run = folder / f"{epochs}epochs-seed{seed}"
        train(shorter(config, epochs, seed), run)
        accuracies.append(best_accuracy(run))
        click.echo(f"Seed {seed}: PublicTest accuracy {100 * accuracies[-1]:.2f} %")
    click.echo(f"\n{epochs} epochs, {spread(accuracies)}")


def _compare(
    card: Card, published: Evaluation, run: Path, faces: "FaceSet", models: Path, source: str, final: bool
) -> None:
    from training.suppress_output import load_tensorflow

    load_tensorflow()
    from training.evaluation.evaluate import evaluate_entry
    from training.exporting.card import ExportConfig
    from training.exporting.export import export
    from training.progress import bar

    precision = card.files[LITERT].precision
    wishes = ExportConfig(
        card.name, models, card.title, card.summary, card.purpose, precision, card.calibrated_on, source
    )
    export(run, faces, wishes, progress=bar)
    rebuilt = evaluate_entry(models / card.name, faces, source, final, bar)
    click.echo("\n".join(["", *comparison(published, rebuilt)]))
    took = facts.making(load_card(models / card.name)).get("Training took", "unknown")
    click.echo(f"\nRebuilt: {models / card.name}. Training took {took}")

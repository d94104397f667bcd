"""The command that says what settings are worth: `ablation`."""

import functools
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from emotion.models.evaluation import Evaluation, load_evaluation, plain_values
from emotion.models.store import EVALUATION
from training.cli.options import configuration, training_options
from training.cli.shared import data_options, faces_of, path_type
from training.engine.run import check_run, train_run
from training.experiments.ablation import (
    CONTROL,
    SEED,
    Outcome,
    Variant,
    changed,
    outcome,
    rows,
    run_folder,
    table,
    variant,
)
from training.runs.atomic_write import atomic_write
from training.runs.config import TrainingConfig
from training.runs.folder import BEST
from training.runs.records import read_json, write_json

if TYPE_CHECKING:
    from training.data.faceset import FaceSet

TABLE = "ablation.md"
ROWS = "ablation.csv"
CORRUPTED = "spoilt.json"
Read = Callable[[], "FaceSet"]


@click.command()
@data_options
@click.option("--folder", type=path_type, default=Path("runs/ablation"), show_default=True, help="Gets all runs.")
@click.option(
    "--vary",
    "texts",
    multiple=True,
    required=True,
    help="What one variant is told otherwise, such as 'mixup=0.2' or 'small steps: batch-size=64 learning-rate=0.05'; "
    f"{SEED} stands for the run's seed. May be repeated.",
)
@click.option("--seeds", type=click.IntRange(min=1), default=1, show_default=True, help="Runs of each variant.")
@click.option(
    "--control-seeds", type=click.IntRange(min=1), show_default="as --seeds", help="Runs of the control alone."
)
@training_options
def ablation(
    source: Path,
    votes_file: Path | None,
    own: bool,
    folder: Path,
    texts: tuple[str, ...],
    seeds: int,
    control_seeds: int | None,
    **settings: Any,
) -> None:
    """Train a control and variants that differ from it in one thing, and put what each is worth into a table.

    The other options are the control's, as those of the command train. Runs with the same seed begin alike and meet the
    faces in the same order. The same command goes on where it was stopped, and takes finished runs as they are.
    """
    if settings["seed"] is not None:
        raise click.UsageError("say --seeds, how many there are to be, instead of --seed")
    control = configuration(settings)
    variants = [Variant(CONTROL, {}), *map(variant, texts)]
    counts = [control_seeds or seeds, *(seeds for _ in texts)]
    planned = [
        (chosen, [changed(control, chosen, seed) for seed in range(1, count + 1)])
        for chosen, count in zip(variants, counts, strict=True)
    ]
    for chosen, configs in planned:
        _check(chosen.name, configs[0])
    names = [chosen.name for chosen in variants]
    if len(set(names)) < len(names):
        raise click.UsageError("two variants have the same name; give one another, as in 'short: epochs=5'")
    read = functools.cache(lambda: faces_of(source, votes_file, own))

    def measured(config: TrainingConfig, run: Path) -> dict[str, Any]:
        train_run(config, read, run, say=click.echo)
        return {**plain_values(_evaluated(run, read, source.name))["splits"]["public"], "spoilt": _corrupted(run, read)}

    outcomes: list[Outcome] = []
    try:
        for chosen, configs in planned:
            records = []
            for config in configs:
                run = run_folder(folder, chosen.name, config.seed)
                click.echo(f"Training {run}: {config.epochs} epochs")
                records.append(measured(config, run))
                click.echo(f"{run}: PublicTest accuracy {100 * records[-1]['accuracy']:.2f} %\n")
            outcomes.append(outcome(chosen.name, configs[0].epochs, records))
    except KeyboardInterrupt:
        raise click.ClickException(f"stopped; the same command goes on with {folder}") from None
    for name, text in ((TABLE, table(outcomes) + "\n"), (ROWS, rows(outcomes))):
        with atomic_write(folder / name) as partial:
            partial.write_text(text, encoding="utf-8")
    click.echo(f"{table(outcomes)}\n\nTable: {folder / TABLE}; figures of each run: {folder / ROWS}")


def _check(name: str, config: TrainingConfig) -> None:
    """Refuse a run that cannot be made, before the first of them takes its hours."""
    try:
        check_run(config)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def _evaluated(run: Path, read: Read, source: str) -> Evaluation:
    """Return the evaluation of a run's best weights, which is written unless it is there."""
    from training.evaluation.evaluate import evaluate_run
    from training.progress import bar

    known = load_evaluation(run / EVALUATION) if (run / EVALUATION).exists() else None
    if known and known.evaluated.sha256 == _best(run):
        return known
    return evaluate_run(run, read(), source, False, bar)


def _corrupted(run: Path, read: Read) -> dict[str, Any]:
    """Return `spoilt.json`, what a run's best weights make of corrupted faces; it is written unless it is there."""
    from training.evaluation.predictors import keras_predictor
    from training.evaluation.robustness import corrupted
    from training.networks.rebuild import best_network
    from training.progress import bar

    path, best = run / CORRUPTED, _best(run)
    known = read_json(path) if path.exists() else None
    if known and known["sha256"] == best:
        return dict(known)
    figures = {**corrupted(keras_predictor(best_network(run)), read().split("public"), bar), "sha256": best}
    write_json(path, figures)
    return figures


def _best(run: Path) -> str:
    return hashlib.sha256((run / BEST).read_bytes()).hexdigest()

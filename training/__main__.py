"""The training module's command line: python -m training COMMAND."""

import os
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import click

from emotion.model_store import MODELS, ModelError
from training.config import TrainingConfig
from training.options import training_options


class Commands(click.Group):
    """Ends what a user can mend as one sentence; anything else is a fault of ours and keeps its traceback."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}") from error
        except (ValueError, ModelError) as error:
            raise click.ClickException(str(error)) from error


path_type = click.Path(path_type=Path)
data_option = click.option(
    "--data",
    "source",
    type=path_type,
    default=Path("data/fer2013.csv"),
    show_default=True,
    help="FER2013: the CSV (plain, .gz, .tar.gz) or a folder of train and test image folders.",
)
models_option = click.option(
    "--models", type=path_type, default=MODELS, show_default="models", help="Folder of the installed networks."
)


@click.group(cls=Commands)
def main() -> None:
    """Look at FER2013, and train, evaluate and export expression networks on it."""


@main.command()
@click.argument("source", type=path_type, default=Path("data/fer2013.csv"))
@click.option(
    "--sheet",
    type=path_type,
    default=Path("runs/contact-sheet.png"),
    show_default=True,
    help="Picture to write: some Training faces of each label. It shows people; keep it local.",
)
def data(source: Path, sheet: Path) -> None:
    """Count the faces of SOURCE (data/fer2013.csv unless named), find twins and blank ones, draw a contact sheet."""
    from PIL import Image

    from training.data import read
    from training.progress import bar
    from training.sheet import contact_sheet
    from training.survey import describe

    faces = read(source, bar)
    click.echo(describe(faces))
    sheet.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(contact_sheet(faces.split("train"))).save(sheet)
    click.echo(f"\nFaces of each label: {sheet}")


@main.command()
@data_option
@click.option("--run", "folder", type=path_type, required=True, help="Folder of this run, such as runs/compact.")
@training_options
def train(source: Path, folder: Path, **settings: Any) -> None:
    """Train a network, or go on with a run that was stopped."""
    config = TrainingConfig(**settings)
    from training.muted import load_tensorflow

    load_tensorflow()
    from training import networks
    from training.data import read
    from training.normalisation import refresh_best
    from training.progress import bar
    from training.train import train as run_training

    networks.check(config.network)  # before the long reading of the data
    faces = read(source, bar)
    best = run_training(config, faces, folder)
    outcome = refresh_best(folder, faces, bar)
    click.echo(
        f"Normalisation refreshed on plain faces: PublicTest accuracy {100 * outcome['before']:.2f} %, "
        f"then {100 * outcome['after']:.2f} %{'' if outcome['kept'] else ', so it was not kept'}"
    )
    click.echo(f"Best weights: {best}")


@main.command()
@data_option
@click.option("--run", "folder", type=path_type, help="Folder of the run whose best weights are evaluated.")
@click.option("--model", "name", help="Name of the installed network that is evaluated, instead of a run.")
@models_option
@click.option("--final", is_flag=True, help="Also read PrivateTest. Each reading is recorded for good.")
def evaluate(source: Path, folder: Path | None, name: str | None, models: Path, final: bool) -> None:
    """Measure a run (--run) or an installed network (--model) on PublicTest and write evaluation.json beside it."""
    if (folder is None) == (name is None):
        raise click.UsageError("name either --run FOLDER or --model NAME")
    from training.muted import load_tensorflow

    if folder is not None:
        load_tensorflow()
    from training.data import read
    from training.evaluate import describe, evaluate_entry, evaluate_run
    from training.progress import bar

    if folder is not None:
        document = evaluate_run(folder, read(source, bar), source.name, final, bar)
    else:
        document = evaluate_entry(models / str(name), read(source, bar), source.name, final, bar)
    click.echo(describe(document))


@main.command()
@data_option
@click.option("--run", "folder", type=path_type, required=True, help="Folder of the run to export.")
@click.option("--name", required=True, help="Name of the entry: small letters, digits, - and _.")
@click.option("--title", default="", show_default="made of the network's name", help="For people, a few words.")
@click.option("--summary", default="", show_default="made of the figures", help="For people, a sentence or two.")
@click.option(
    "--ship",
    default="dynamic",
    show_default=True,
    help="Precision of the file that the app runs: float32, float16 or dynamic (int8).",
)
@models_option
def export(source: Path, folder: Path, name: str, title: str, summary: str, ship: str, models: Path) -> None:
    """Convert a run's best network for the app, compare it with its source, and install it whole or not at all."""
    from training.muted import load_tensorflow

    load_tensorflow()
    from training.card import ExportConfig
    from training.data import read
    from training.export import describe
    from training.export import export as run_export
    from training.progress import bar

    config = ExportConfig(name, models, title, summary, ship, source.name)
    card = run_export(folder, read(source, bar), config, progress=bar)
    click.echo(describe(card))
    click.echo(f"Installed: {models / name}")


@main.command()
@data_option
@click.option("--count", default=4000, show_default=True, help="Training faces to measure, from the first on.")
def framing(source: Path, count: int) -> None:
    """Measure how a face fills FER2013's frame, in the eyes of the app's detector: the margin of our crops."""
    from training.data import read
    from training.framing import measure
    from training.progress import bar

    faces = read(source, bar).split("train").pixels[:count]
    result = measure(faces)
    click.echo(f"{len(faces):,} faces, {100 * result.found:.1f} % found; medians as shares of the frame's side:")
    click.echo(f"margin {result.margin:.3f}, box right of the middle {result.right:.3f}, below it {result.down:.3f}")


if __name__ == "__main__":
    main(prog_name="python -m training")

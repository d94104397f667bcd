"""The commands that measure: `data` and `framing` the faces, `evaluate` one network, `compare` several."""

from pathlib import Path
from typing import Any, Final

import click

from emotion.models.store import EVALUATION
from training.cli.shared import check_entry, data_options, faces_of, models_option, path_type
from training.runs.folder import check_finished

SHOWN: Final = "models/, runs/ and runs/measured/"  # folders that the page on training lists


@click.command()
@data_options
@click.argument("named", metavar="[SOURCE]", type=path_type, required=False)
@click.option(
    "--sheet",
    type=path_type,
    default=Path("runs/contact-sheet.png"),
    show_default=True,
    help="Picture to write: some Training faces of each label. It shows people; keep it local.",
)
@click.option(
    "--pack", type=path_type, help="Also write Training and PublicTest into this file, such as faces.npz, as --data."
)
def data(source: Path, votes_file: Path | None, own: bool, named: Path | None, sheet: Path, pack: Path | None) -> None:
    """Count the faces of SOURCE (or --data), find twins and blank ones, draw a contact sheet."""
    from PIL import Image

    from training.data.archive import write_archive
    from training.data.contact_sheet import contact_sheet
    from training.data.dataset_summary import describe

    faces = faces_of(named or source, votes_file, own)
    click.echo(describe(faces))
    sheet.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(contact_sheet(faces.split("train"))).save(sheet)
    click.echo(f"\nFaces of each label: {sheet}")
    if pack is not None:
        click.echo(f"{write_archive(pack, faces):,} faces without PrivateTest: {pack}")


@click.command()
@data_options
@click.option("--run", "folder", type=path_type, help="Folder of the run whose best weights are evaluated.")
@click.option("--model", "name", help="Name of the installed network that is evaluated, instead of a run.")
@models_option
@click.option(
    "--record",
    is_flag=True,
    help="Write the figures into the network's own card.json and evaluation.json; its card's data alone will do.",
)
@click.option(
    "--final",
    is_flag=True,
    help="Also read PrivateTest. Each reading is recorded for good: that of a card's data on the card, with --record.",
)
@click.option("--robustness", is_flag=True, help="Also measure darker, blurred, turned, hidden, ... PublicTest faces.")
@click.option(
    "--also",
    "folders",
    type=path_type,
    multiple=True,
    help="Other faces to measure on: CK+, JAFFE, or folders of your own named after the labels. May be repeated.",
)
@click.option(
    "--group",
    "columns",
    metavar="COLUMN",
    multiple=True,
    help="Also measure own faces by this column of groups.csv in their folder, which has a row for each picture. "
    "May be repeated.",
)
@click.option(
    "--into",
    type=path_type,
    show_default="the run's folder, or runs/measured/NAME-DATA; runs/installed/NAME with --record",
    help="Folder for errors.png, and with --model also for the figures unless --record is given. errors.png shows "
    "people; keep it local.",
)
def evaluate(
    source: Path,
    votes_file: Path | None,
    own: bool,
    folder: Path | None,
    name: str | None,
    models: Path,
    record: bool,
    final: bool,
    robustness: bool,
    folders: tuple[Path, ...],
    columns: tuple[str, ...],
    into: Path | None,
) -> None:
    """Measure a run (--run) or an installed network (--model) on PublicTest.

    Writes evaluation.json, whose figures the Training page of the app draws, and the most confident errors as a
    picture: a run's into its folder, an installed network's into a folder of their own, so that nothing in models/
    changes without --record.
    """
    if (folder is None) == (name is None):
        raise click.UsageError("name either --run FOLDER or --model NAME")
    if record and name is None:
        raise click.UsageError("--record is for an installed network; name it with --model NAME")
    if columns and (record or name is None or not own):
        raise click.UsageError("--group is for own faces, which change no record: --model NAME --own --data FOLDER")
    from training.suppress_output import load_tensorflow

    if folder is not None:
        check_finished(folder)
        load_tensorflow()
    else:
        check_entry(models, str(name))
    from training.data.groups import read_groups
    from training.data.read_other import read_others
    from training.evaluation.evaluate import evaluate_entry, evaluate_run
    from training.evaluation.measurement import data_name, measure_entry, measurement_folder
    from training.evaluation.text import describe
    from training.progress import bar

    entry, origin = models / str(name), data_name(source)
    if folder is not None:
        evaluated, into = folder, into or folder
    elif record:
        evaluated, into = entry, into or Path("runs/installed") / str(name)
    else:
        evaluated = into = into or measurement_folder(str(name), source)
    groupings = read_groups(source, columns) if columns else ()
    others = read_others(folders, bar)
    faces = faces_of(source, votes_file, own)
    beside: dict[str, Any] = {"robustness": robustness, "others": others, "errors": into / "errors.png"}
    if folder is not None:
        document = evaluate_run(folder, faces, origin, final, bar, **beside)
    elif record:
        document = evaluate_entry(entry, faces, origin, final, bar, **beside)
    else:
        document = measure_entry(entry, faces, origin, final, into, bar, **beside, groupings=groupings)
    click.echo(describe(document))
    click.echo(f"\nFigures: {evaluated / EVALUATION}. The app's Training page draws those in {SHOWN}")
    click.echo(f"Most confident errors: {into / 'errors.png'}")


@click.command()
@click.argument("folders", metavar="RUN...", nargs=-1, required=True, type=path_type)
def compare(folders: tuple[Path, ...]) -> None:
    """Put runs, installed networks and measurements side by side.

    Name their folders, such as runs/mine, models/compact and runs/measured/compact-mine. The app's Training page draws
    their figures over each other.
    """
    from training.experiments.compare import compare, table

    click.echo(table(compare(folders)))


@click.command()
@data_options
@click.option("--count", default=4000, show_default=True, help="Training faces to measure, from the first on.")
def framing(source: Path, votes_file: Path | None, own: bool, count: int) -> None:
    """Measure how a face fills FER2013's frame, in the eyes of the app's detector: the margin of our crops."""
    from training.data.crop_calibration import measure

    faces = faces_of(source, votes_file, own).split("train").pixels[:count]
    result = measure(faces)
    click.echo(f"{len(faces):,} faces, {100 * result.detected:.1f} % found; medians as shares of the frame's side:")
    click.echo(f"margin {result.margin:.3f}, box right of the middle {result.right:.3f}, below it {result.down:.3f}")

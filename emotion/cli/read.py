"""`mien read`: pictures, folders and videos to one table."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from emotion.batch.reader import BatchSettings
from emotion.batch.run import Newest, read_files
from emotion.classification.calibration import Expectation
from emotion.cli.commands import stop_on_sigterm
from emotion.cluster.connection import connected
from emotion.cluster.pool import RayPool
from emotion.detection.presets import DETECTORS, SENSITIVITIES, DetectorChoice
from emotion.models.store import DEFAULT_MODEL
from emotion.wording import counted

SOME_FAILED = 1  # exit status where a file could not be read; 2 is of wrong words on the command line
STOPPED = 130  # likewise after Ctrl-C, as shells have it

path_type = click.Path(path_type=Path)


@click.command(no_args_is_help=True)
@click.argument("paths", nargs=-1, required=True, type=path_type)
@click.option("--out", required=True, type=path_type, help="Where results go: a .parquet, .csv or .jsonl file.")
@click.option(
    "--model", default=DEFAULT_MODEL, show_default=True, help="`mien models` lists them; or a model's folder."
)
@click.option(
    "--expect",
    type=click.Choice([one.value for one in Expectation]),
    default=Expectation.ALIKE.value,
    show_default=True,
    help="Any expression alike, or the frequencies of an everyday crowd.",
)
@click.option("--detector", type=click.Choice(list(DETECTORS)), help="What finds faces.  [default: best that runs]")
@click.option("--sensitivity", type=click.Choice(SENSITIVITIES), default="normal", show_default=True)
@click.option("--every", type=click.IntRange(min=1), help="Of videos each Nth frame.  [default: 12 to 15 a second]")
@click.option("--annotated", type=path_type, help="Folder for copies with boxes and labels.")
@click.option("--blur", is_flag=True, help="Make the faces in these copies unrecognisable.")
@click.option("--scores/--no-scores", default=True, help="Draw the seven bars beside each face of the copies.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes side by side.  [default: one for each processor]")
@click.option("--ray", metavar="ADDRESS", help="Read by a Ray cluster: HOST:PORT, auto, or local to begin one here.")
@click.option("--overwrite", is_flag=True, help="Begin anew instead of going on with what was written.")
def read(
    paths: tuple[Path, ...], out: Path, jobs: int | None, ray: str | None, overwrite: bool, **settings: Any
) -> None:
    """Read pictures and videos, also all of a folder, and write what each face looks like.

    The same command goes on where an earlier one was stopped, or killed. A file that cannot be read has a row that
    says why. Ends with 0 when all was read, with 1 when some files could not be.
    """
    stop_on_sigterm()
    chosen = _settings(**settings)
    try:
        with ExitStack() as stack:
            if ray:
                stack.enter_context(connected(ray))
            pool = RayPool(chosen, jobs) if ray else None
            bar = stack.enter_context(tqdm(unit=" files", dynamic_ncols=True, mininterval=0.5))
            newest = read_files(paths, out, chosen, jobs, overwrite, lambda newest: _tell(bar, newest), pool)
    except KeyboardInterrupt:
        click.echo(f"Stopped. What was read is kept; the same command goes on to {out}.", err=True)
        sys.exit(STOPPED)
    click.echo(f"{counted(newest.files, 'file')} read, {newest.errors} of them not or not to the end: {out}", err=True)
    if newest.errors:
        sys.exit(SOME_FAILED)


def _settings(
    model: str,
    expect: str,
    detector: str | None,
    sensitivity: Any,
    every: int | None,
    annotated: Path | None,
    blur: bool,
    scores: bool,
) -> BatchSettings:
    if blur and annotated is None:
        raise click.UsageError("--blur is of the annotated copies: --annotated says where they go")
    choice = DetectorChoice(detector or "", sensitivity)
    return BatchSettings(model, Expectation(expect), choice, every, annotated, blur, scores)


def _tell(bar: "tqdm[Any]", newest: Newest) -> None:
    if bar.total is None:  # what an earlier command read counts as done, but not for the rate
        bar.reset(newest.files)
        bar.initial = bar.n = newest.done - 1 if newest.done else 0
    videos = [f"{name} {share:.0%}" for name, share in list(newest.videos.items())[:3]]
    failed = [f"{newest.errors} not read"] if newest.errors else []
    bar.set_postfix_str(", ".join(failed + videos), refresh=False)
    bar.update(newest.done - bar.n)

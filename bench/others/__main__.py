"""python -m bench.others: Mien beside other programs over the same pictures, in turns; installs them first (8 GB)."""

import os
import platform
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import click

from bench.files import write_pictures
from bench.others import table
from bench.others.environments import FOLDER, backend, make
from bench.others.finds import Finds, read, score
from bench.others.programs import PROGRAMS, Program, commands
from bench.others.runs import run
from bench.others.scenes import scenes
from bench.others.speed import SHORT, Round, Speed, measure, summed
from bench.others.table import Others
from bench.record import empty
from emotion import __version__
from emotion.export.photos import picture_bytes

SECONDS: Final = 15.0
ROUNDS: Final = 3
Places = dict[str, Path]  # the programs' environments, by their names


@click.command()
@click.option("--folder", type=click.Path(path_type=Path), default=FOLDER, show_default=True, help="To install into.")
@click.option("--clips", type=click.Path(exists=True, path_type=Path), help="The clips named in clips.json.")
@click.option("--seconds", default=SECONDS, show_default=True, help="For each to read in a round, about.")
@click.option("--rounds", default=ROUNDS, show_default=True)
@click.option("--only", multiple=True, type=click.Choice([one.name for one in PROGRAMS]), help="These alone.")
def main(folder: Path, clips: Path | None, seconds: float, rounds: int, only: tuple[str, ...]) -> None:
    """Measure; a run of all programs, as long as usual, is written into docs/."""
    programs = [one for one in PROGRAMS if not only or one.name in only]
    places = {one.environment.name: make(one.environment, folder.expanduser()) for one in programs}
    machine = empty()
    found = Others(
        date=machine.date,
        machine=machine.machine,
        versions=versions(programs, places),
        seconds=seconds,
        finds=tuple(finds(programs, places, clips)),
        speeds=tuple(speeds(programs, places, seconds, rounds)),
    )
    print(f"\n{table.markdown(found)}")
    if not only and seconds >= SECONDS and rounds >= ROUNDS:
        table.write(found)


def finds(programs: list[Program], places: Places, clips: Path | None) -> list[Finds]:
    """Let each program find the faces of all scenes."""
    found = []
    with tempfile.TemporaryDirectory() as name:
        made = {Path(name) / f"{number:04}.jpg": scene for number, scene in enumerate(scenes(clips))}
        for path, scene in made.items():
            path.write_bytes(picture_bytes(scene.picture))
        by_name = {path.name: scene for path, scene in made.items()}
        for program in programs:
            place = places[program.environment.name]
            with tempfile.TemporaryDirectory() as other:
                work = Path(other)
                run(commands(program, place, list(made), processors(), work), place, work)
                its = score(program.name, by_name, read(work))
            told = (f"{one.kind} {one.found} of {one.faces}, {one.false} false" for one in its)
            print(f"{program.name}: {'; '.join(told)}", flush=True)
            found += its
    return found


def speeds(programs: list[Program], places: Places, seconds: float, rounds: int) -> list[Speed]:
    """Let each program read pictures with one face, alone and by a process for each processor, in turns."""
    ways = [(program, processes) for program in programs for processes in sorted({1, processors()})]
    measured: dict[tuple[Program, int], list[Round]] = {way: [] for way in ways}
    with tempfile.TemporaryDirectory() as name:
        pictures = write_pictures(Path(name))
        for turn in range(rounds + 1):  # the first tells how many pictures take the time, and is not counted
            for (program, processes), its in measured.items():
                count = max(2 * SHORT, round(seconds * its[-1].rate)) if its else 2 * SHORT
                its.append(measure(program, places[program.environment.name], pictures, processes, count))
                print(f"round {turn}, {program.name}, {processes}: {its[-1].rate:.1f} pictures a second", flush=True)
    return [summed(program.name, processes, its[1:]) for (program, processes), its in measured.items()]


def versions(programs: list[Program], places: Places) -> dict[str, str]:
    """Return the versions of what is measured, and what those for Node.js compute with."""
    first = [one.environment.packages[0] for one in programs if one.runner]
    found = {"Mien": __version__, "Python": platform.python_version()}
    found |= {name: version for name, _, version in (re.split("(==|(?<!^)@)", one) for one in first)}
    node = next((places[one.environment.name] for one in programs if one.environment.kind == "npm"), None)
    if node:
        told = subprocess.run(["node", "--version"], check=True, capture_output=True, text=True).stdout
        found |= {"Node.js": told.strip().removeprefix("v"), "TensorFlow.js by": backend(node)}
    return found


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


if __name__ == "__main__":
    main()

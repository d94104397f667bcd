"""A program's run over pictures: seconds, processor time, the memory of all its processes, and what it printed."""

import resource
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Final

import psutil

LOOK: Final = 0.2  # seconds between two looks at the memory


@dataclass(frozen=True)
class Run:
    """What a run took.

    Attributes:
        seconds: from its start to its end.
        processor: seconds of processor time of all its processes.
        resident: MB at most, of all processes at once; what two of them share counts twice.
        proportional: MB at most; what they share is shared among them.
    """

    seconds: float
    processor: float
    resident: float
    proportional: float


def run(commands: Sequence[Sequence[str]], place: Path, work: Path) -> Run:
    """Run commands at once until all have ended; what each prints goes into printed0.jsonl ... of `work`.

    Raises:
        RuntimeError: one ended with an error; the message has the end of what it said.
    """
    before, started = _spent(), monotonic()
    with ExitStack() as stack:
        processes = []
        for number, command in enumerate(commands):
            printed = stack.enter_context((work / f"printed{number}.jsonl").open("wb"))
            said = stack.enter_context((work / f"said{number}.txt").open("wb"))
            processes.append(subprocess.Popen(command, cwd=place, stdout=printed, stderr=said))
        most = (0.0, 0.0)
        try:
            while any(process.poll() is None for process in processes):
                now = [memory(process.pid) for process in processes if process.returncode is None]
                most = max(most[0], sum(one for one, _ in now)), max(most[1], sum(other for _, other in now))
                sleep(LOOK)
        finally:
            for process in processes:
                if process.poll() is None:
                    process.terminate()
                    process.wait()
    seconds = monotonic() - started
    for number, process in enumerate(processes):
        if process.returncode:
            said_last = (work / f"said{number}.txt").read_text(encoding="utf-8", errors="replace")[-2000:]
            raise RuntimeError(f"{' '.join(commands[number])}: ended with {process.returncode}\n{said_last}")
    return Run(seconds, _spent() - before, *most)


def memory(number: int) -> tuple[float, float]:
    """Return the memory of a process and its children, MB: resident, and with a share of what is shared."""
    resident = proportional = 0
    try:
        processes = [psutil.Process(number), *psutil.Process(number).children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0.0, 0.0
    for process in processes:
        try:
            found = process.memory_full_info()
        except (psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
        resident, proportional = resident + found.rss, proportional + found.pss
    return resident / 2**20, proportional / 2**20


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime

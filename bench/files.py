"""python -m bench.files [COUNT [SMALL]]: what `mien read` makes of many pictures: how many a second, in which memory.

With a second word the pictures are of 64×48 pixels, by which many more are read in a time: for memory over a long run.
"""

import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Final

import cv2
import psutil

from emotion.export.photos import picture_bytes
from emotion.place import ROOT
from emotion.sample.scene import PART, RATE, frames

COUNT: Final = 2000
LOOK: Final = 0.5  # seconds between two looks at the memory


def files(count: int = COUNT, small: bool = False) -> dict[str, float]:
    """Read as many links to the frames of the sample's first part, 640×480 with one face each."""
    with tempfile.TemporaryDirectory() as name:
        pictures = write_pictures(Path(name), small)
        folder = Path(name) / "in"
        folder.mkdir()
        for number in range(count):
            (folder / f"{number:07}.jpg").symlink_to(pictures[number % len(pictures)])
        command = [sys.executable, "-m", "emotion", "read", str(folder), "--out", str(Path(name) / "all.parquet")]
        started = monotonic()
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        memory = []
        while process.poll() is None:
            memory.append(_memory(process.pid))
            try:
                process.wait(LOOK)
            except subprocess.TimeoutExpired:
                continue
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)}: ended with {process.returncode}")
        return {
            "pictures": count,
            "pictures a second, from start to end": count / (monotonic() - started),
            "MB of all its processes after a tenth of the time": memory[len(memory) // 10],
            "MB at most after that": max(memory[len(memory) // 10 :]),
            "MB near the end": memory[-max(2, len(memory) // 50)],
        }


def write_pictures(folder: Path, small: bool = False) -> list[Path]:
    """Write the frames of the sample's first part into a folder, and return the files."""
    paths = []
    for number, picture in enumerate(islice(frames(), PART * RATE)):
        paths.append(folder / f"{number}.jpg")
        paths[-1].write_bytes(picture_bytes(cv2.resize(picture, (64, 48)) if small else picture))  # type: ignore[arg-type]
    return paths


def _memory(number: int) -> float:
    """Return the memory of a process and its children, MB; what they share is shared among them."""
    found = 0
    for process in [psutil.Process(number), *psutil.Process(number).children(recursive=True)]:
        try:
            found += process.memory_full_info().pss
        except psutil.NoSuchProcess:
            continue
    return found / 2**20


if __name__ == "__main__":
    for row, value in files(int(sys.argv[1]) if sys.argv[1:] else COUNT, len(sys.argv) > 2).items():
        print(f"{row:60} {value:10.1f}")

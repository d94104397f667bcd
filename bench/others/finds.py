"""What a program found in the pictures, held against the faces that are in them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.detection.scoring import Score
from bench.others.programs import RESULTS
from bench.others.scenes import Scene
from emotion.results import Box


@dataclass(frozen=True)
class Finds:
    """What a program found in one kind of pictures.

    Attributes:
        program: its name.
        kind: of the pictures.
        faces: that were to be found.
        found: of them.
        false: what it took for a face where none is, or a second time for the same.
    """

    program: str
    kind: str
    faces: int
    found: int
    false: int


def read(work: Path) -> dict[str, list[Box]]:
    """Return the boxes that a run left in its folder, by the pictures' names, which stand there without a face too."""
    results = work / RESULTS
    files = [results] if results.is_file() else sorted(work.glob("printed*.jsonl"))
    boxes: dict[str, list[Box]] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("{"):  # libraries may print words
                name, found = _boxes(json.loads(line))
                boxes.setdefault(name, []).extend(found)
    return boxes


def _boxes(line: Mapping[str, Any]) -> tuple[str, list[Box]]:
    """Return a picture's name and the boxes of a line: all of the picture, or that of one row of Mien's table."""
    if "file" not in line:
        return Path(line["picture"]).name, [_box(face["box"]) for face in line["faces"]]
    if line["error"]:
        raise ValueError(f"{line['file']}: {line['error']}")
    found = [] if line["face"] is None else [_box([line[name] for name in ("left", "top", "width", "height")])]
    return Path(line["file"]).name, found


def _box(values: Iterable[float]) -> Box:
    left, top, width, height = (round(value) for value in values)
    return Box(left, top, max(1, width), max(1, height))


def score(program: str, scenes: Mapping[str, Scene], boxes: Mapping[str, list[Box]]) -> list[Finds]:
    """Return what was found, for each kind of pictures.

    Args:
        program: its name.
        scenes: by the names of their files.
        boxes: what the program found, likewise.

    Raises:
        KeyError: it did not read one.
    """
    kinds: dict[str, Score] = defaultdict(Score)
    for name, scene in scenes.items():
        kinds[scene.kind].add(scene.faces, scene.ignored, boxes[name])
    return [Finds(program, kind, one.faces, one.found, one.false) for kind, one in kinds.items()]

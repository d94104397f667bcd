"""The programs whose frames a second in a browser are set beside each other, and what each is told."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from bench.browser.clips import FACES
from bench.others.environments import FOLDER, make
from bench.others.programs import FACE_API, HUMAN, Environment
from emotion.browser.constants import camel
from emotion.models.store import ModelStore
from emotion.tracking import TrackingSettings
from emotion.web.server import browser
from emotion.web.server.settings import HostSettings

SCRIPTS: Final = Path(__file__).parent / "scripts"
EXPRESSIONS: Final[Mapping[str, Any]] = {  # what human is told, so that it does nothing that says nothing of them
    "filter": {"enabled": False},
    "gesture": {"enabled": False},
    "body": {"enabled": False},
    "hand": {"enabled": False},
    "cacheSensitivity": 0,
}


@dataclass(frozen=True)
class Reader:
    """A program that reads faces in a browser.

    Attributes:
        name: as tables have it.
        script: of `SCRIPTS`, which makes a page read with it.
        environment: where it is installed; None for Mien.
        told: what the script is told.
        faces: the clips that it reads, by their faces.
    """

    name: str
    script: str
    environment: Environment | None = None
    told: Mapping[str, Any] = field(default_factory=dict)
    faces: Sequence[int] = FACES


def _human(mesh: bool, **more: Any) -> dict[str, Any]:
    off = {name: {"enabled": False} for name in ("iris", "description")}
    face = {"detector": {"maxDetected": 20}, "mesh": {"enabled": mesh}, **off, "emotion": {"enabled": True}}
    return {"config": {**EXPRESSIONS, "face": face, **more}}


MIEN: Final = Reader("Mien", "mien.js")
READERS: Final = (
    MIEN,
    Reader("human", "human.js", HUMAN, _human(mesh=True)),
    Reader("human, no mesh", "human.js", HUMAN, _human(mesh=False)),
    Reader(
        "face-api, tiny",
        "face_api.js",
        FACE_API,
        {"detector": "tinyFaceDetector", "options": "TinyFaceDetectorOptions"},
    ),
    Reader(
        "face-api, SSD",
        "face_api.js",
        FACE_API,
        {"detector": "ssdMobilenetv1", "options": "SsdMobilenetv1Options"},
        faces=(1,),
    ),
)


def mien() -> dict[str, Any]:
    """Return what the worker is told: where its files lie, and the settings that a visitor begins with."""
    model = ModelStore().load_model(HostSettings().model)
    addresses = browser.urls()
    return {
        "worker": addresses["worker"],
        "files": addresses["files"],
        "model": {
            "file": browser.network_url(model.card),
            "input": asdict(model.card.input),
            "calibration": asdict(model.calibration),
        },
        "settings": {
            "tracking": camel(asdict(TrackingSettings(model.threshold))),
            "sensitivity": "normal",
            "resting": None,
        },
    }


def installed(folder: Path = FOLDER) -> tuple[dict[str, Path], list[str]]:
    """Return the folders that pages of the other programs need, by their names there, and why programs are left out."""
    folders, problems = {}, []
    for environment in (HUMAN, FACE_API):
        try:
            modules = make(environment, folder.expanduser()) / "node_modules"
        except (RuntimeError, OSError) as error:
            problems.append(f"Without {environment.name}, which could not be installed: {str(error).splitlines()[0]}")
            continue
        folders[environment.name] = modules / "@vladmandic" / environment.name
        folders["wasm"] = modules / "@tensorflow" / "tfjs-backend-wasm"
    return folders, problems

"""`mien check`: what works on this machine, tried."""

import platform
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from time import perf_counter
from typing import Final

import click

from emotion import __version__
from emotion.analysis import analyze
from emotion.batch.run import processors
from emotion.detection.presets import DETECTORS, make_detector
from emotion.models.store import DEFAULT_MODEL, ModelStore
from emotion.sample.scene import astronaut
from emotion.video.writer import encoder
from emotion.wording import percent

LIBRARIES: Final = ("numpy", "opencv-python-headless", "ai-edge-litert", "av", "pillow", "pillow-heif", "pyarrow")
EXTRAS: Final = ("streamlit", "streamlit-webrtc", "tensorflow", "ray")


@click.command()
def check() -> None:
    """Try what Mien needs on this machine, without a camera: ends with 1 where something is wrong."""
    click.echo(
        f"Mien {__version__}, Python {platform.python_version()}, {platform.platform()}, {processors()} processors"
    )
    click.echo(", ".join(f"{name} {_version(name)}" for name in (*LIBRARIES, *EXTRAS)))
    wrong = 0
    for name, tried in _trials():
        try:
            said = tried()
        except Exception as error:
            said, wrong = f"WRONG: {error}", wrong + 1
        click.echo(f"{name}: {said}")
    if wrong:
        sys.exit(1)


def _trials() -> Iterator[tuple[str, Callable[[], str]]]:
    store = ModelStore()
    for name in store.names():
        yield f"network {name}", lambda name=name: _loaded(store, name)  # type: ignore[misc]
    for name, detector in DETECTORS.items():
        yield f"detector {name}", lambda detector=detector: detector.problem() or "runs"  # type: ignore[misc]
    yield "a picture", _read
    yield "annotated videos", lambda: f"coded by {encoder()[0]}"


def _loaded(store: ModelStore, name: str) -> str:
    model = store.load_model(name)
    model.classifier()
    return f"its file is the one on its card, sha256 {model.card.files['litert'].sha256[:12]}, and runs"


def _read() -> str:
    model, detector = ModelStore().load_model(DEFAULT_MODEL), make_detector("photo")
    classifier, picture = model.classifier(), astronaut()
    started = perf_counter()
    faces = analyze(picture, detector, classifier, model.threshold).result.faces
    if len(faces) != 1:
        raise ValueError(f"expected the one face of the sample picture, found {len(faces)}")
    answer = f"{faces[0].words.lower()}, {percent(faces[0].confidence)}"
    return f"the sample picture's face was found and read in {1000 * (perf_counter() - started):.0f} ms: {answer}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"

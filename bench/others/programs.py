"""The programs that are set beside each other: what is installed for each, and how each is told to read pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from bench.record import ROOT

RUNNERS: Final = Path(__file__).parent / "runners"
RESULTS: Final = "results.jsonl"  # Mien's, in the folder where the others' lines are
TFJS: Final = tuple(f"@tensorflow/{name}@4.22.0" for name in ("tfjs", "tfjs-core", "tfjs-converter"))
WASM: Final = (*TFJS, "@tensorflow/tfjs-backend-wasm@4.22.0", "sharp@0.35.5")
NATIVE: Final = "@tensorflow/tfjs-node@4.22.0"  # faster, but it fetches TensorFlow from a site while it is installed


@dataclass(frozen=True)
class Environment:
    """A folder in which one program is installed, and nothing else.

    Attributes:
        name: the folder's.
        kind: what installs it.
        packages: with their versions.
        wished: what is installed too where that works.
    """

    name: str
    kind: Literal["pip", "npm"]
    packages: tuple[str, ...]
    wished: tuple[str, ...] = ()


@dataclass(frozen=True)
class Program:
    """A program with one of its face detectors.

    Attributes:
        name: as tables have it.
        environment: where it is installed.
        runner: the script that reads a list of pictures with it; none for Mien, whose command does.
        detector: what the script is told to find faces with.
    """

    name: str
    environment: Environment
    runner: str = ""
    detector: str = ""


MIEN: Final = Environment("mien", "pip", (str(ROOT),))
FER: Final = Environment(
    "fer",
    "pip",
    (
        *("fer==25.10.3", "tensorflow==2.21.0", "keras==3.15.1", "opencv-contrib-python==4.11.0.86", "numpy==1.26.4"),
        *("facenet-pytorch==2.6.0", "torch==2.2.2", "torchvision==0.17.2", "moviepy==1.0.3"),
        "setuptools==80.9.0",  # it imports pkg_resources, which later ones do not have
    ),
)
HUMAN: Final = Environment("human", "npm", ("@vladmandic/human@3.3.6", *WASM), (NATIVE,))
FACE_API: Final = Environment("face-api", "npm", ("@vladmandic/face-api@1.7.15", *WASM), (NATIVE,))

PROGRAMS: Final = (
    Program("Mien", MIEN),
    Program("fer, Haar", FER, "with_fer.py", "haar"),
    Program("fer, MTCNN", FER, "with_fer.py", "mtcnn"),
    Program("human", HUMAN, "human.mjs"),
    Program("face-api, SSD", FACE_API, "face_api.mjs", "ssdMobilenetv1"),
    Program("face-api, tiny", FACE_API, "face_api.mjs", "tinyFaceDetector"),
)


def commands(program: Program, place: Path, pictures: Sequence[Path], processes: int, work: Path) -> list[list[str]]:
    """Return the commands that read pictures side by side, one for all of Mien's processes, else one for each.

    Args:
        program: which.
        place: its environment.
        pictures: files, all of which lie in the folder of the first, which has no others.
        processes: how many read.
        work: an empty folder for lists of pictures, and for Mien's results.
    """
    if not program.runner:
        read = [str(place / "bin" / "mien"), "read", str(pictures[0].parent)]
        return [[*read, "--out", str(work / RESULTS), "--jobs", str(processes)]]
    interpreter = "node" if program.environment.kind == "npm" else str(place / "bin" / "python")
    made = []
    for number in range(processes):
        listed = work / f"pictures{number}.txt"
        listed.write_text("".join(f"{path}\n" for path in pictures[number::processes]), encoding="utf-8")
        # Beside others a process takes one thread; alone as many as its libraries do by themselves.
        threads = "1" if processes > 1 else "0"
        made.append([interpreter, str(RUNNERS / program.runner), str(listed), program.detector, threads])
    return made

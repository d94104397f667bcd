"""Reads the pictures of a list with fer, and prints a JSON line for each: python with_fer.py LIST DETECTOR THREADS."""

import json
import sys
from importlib import import_module  # nothing of it is installed where this file is checked
from pathlib import Path


def main(listed: Path, detector: str, threads: int) -> None:
    """Read as fer's own documents do: one reader, one picture after the other; with 0 its libraries choose threads."""
    if threads and detector == "mtcnn":
        import_module("torch").set_num_threads(threads)
    elif threads:
        import_module("cv2").setNumThreads(threads)
    reader = import_module("fer.fer").FER(mtcnn=detector == "mtcnn")
    for picture in listed.read_text(encoding="utf-8").splitlines():
        faces = [
            {
                "box": [int(number) for number in face["box"]],
                "label": max(face["emotions"], key=face["emotions"].get),
            }
            for face in reader.detect_emotions(picture)
        ]
        print(json.dumps({"picture": picture, "faces": faces}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))

"""The errors that a network was surest of, to see what it takes for what. It shows people; keep it local."""

from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from emotion.labels import DISPLAY_NAMES, LABELS
from training.data.faceset import FaceSet
from training.runs.atomic_write import atomic_write

FACE: Final = 168  # pixels, side of an enlarged face
TEXT: Final = 16  # pixels, height of letters
CELL: Final = (FACE + 16, FACE + 3 * TEXT + 8)  # width and height: the face, two lines and some space
COLUMNS: Final = 5


def error_sheet(
    faces: npt.NDArray[np.uint8],
    labels: npt.NDArray[np.int64],
    probabilities: npt.NDArray[np.floating[Any]],
    count: int = 25,
) -> npt.NDArray[np.uint8]:
    """Return an RGB picture of the most confident errors, the surest first, with label, answer and its probability.

    Args:
        faces: uint8 [n, 48, 48].
        labels: int [n], the true index into `LABELS`.
        probabilities: [n, 7], after the temperature where they shall mean what they say.
        count: faces at most.

    Returns:
        uint8 [rows * 224, 5 * 184, 3], five faces in a row; "No errors" where there is none.
    """
    answers, best = probabilities.argmax(axis=1), probabilities.max(axis=1)
    wrong = np.flatnonzero(answers != labels)
    shown = wrong[np.argsort(-best[wrong], kind="stable")][:count]
    rows = max(1, -(-len(shown) // COLUMNS))
    sheet = Image.new("RGB", (COLUMNS * CELL[0], rows * CELL[1]))
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(TEXT)
    if not len(shown):
        draw.text((8, 8), "No errors", fill="white", font=font)
    for place, index in enumerate(shown):
        row, column = divmod(place, COLUMNS)
        left, top = column * CELL[0] + 8, row * CELL[1] + 8
        sheet.paste(Image.fromarray(faces[index]).resize((FACE, FACE), Image.Resampling.BICUBIC), (left, top))
        true, answer = (DISPLAY_NAMES[LABELS[number]] for number in (labels[index], answers[index]))
        draw.text((left, top + FACE + 4), f"Label {true}", fill="white", font=font)
        text = f"Read {answer} {100 * best[index]:.0f} %"
        draw.text((left, top + FACE + 4 + 1.25 * TEXT), text, fill="white", font=font)
    return np.asarray(sheet)


def write_error_sheet(path: Path, faces: FaceSet, probabilities: npt.NDArray[np.floating[Any]]) -> None:
    """Write the `error_sheet` of faces as a picture; its name's end says in which format.

    Raises:
        OSError, ValueError: it cannot be written there, or no such format is known.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as partial:
        Image.fromarray(error_sheet(faces.pixels, faces.labels, probabilities)).save(partial)

"""A contact sheet: some faces of each label, to see what a network learns from. It shows people; keep it local."""

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from emotion.classification.crops import FACE_SIZE
from emotion.labels import DISPLAY_NAMES, LABELS
from training.data.faceset import FaceSet

MARGIN = 80  # pixels left of the faces, for the label


def contact_sheet(data: FaceSet, columns: int = 20) -> npt.NDArray[np.uint8]:
    """Return an RGB picture with a row for each label, its faces taken at even distances through the set.

    Returns:
        uint8 [7 * 48, 80 + columns * 48, 3]; a label with fewer faces leaves the rest of its row black.
    """
    sheet = Image.new("RGB", (MARGIN + columns * FACE_SIZE, len(LABELS) * FACE_SIZE))
    draw = ImageDraw.Draw(sheet)
    for row, label in enumerate(LABELS):
        draw.text((8, row * FACE_SIZE + FACE_SIZE // 3), DISPLAY_NAMES[label], fill="white")
        faces = data.pixels[data.labels == row]
        chosen = np.linspace(0, len(faces) - 1, min(columns, len(faces))).round().astype(int)
        for column, index in enumerate(chosen):
            sheet.paste(Image.fromarray(faces[index]), (MARGIN + column * FACE_SIZE, row * FACE_SIZE))
    return np.asarray(sheet)

"""Whether a stream shows another scene all at once: a cut in a video, or a camera that was moved or turned."""

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

# Correlation of two small pictures in a row under which they show two scenes. Measured on five clips: three cuts 0.30
# and less; other frames in a row 0.75 and more, every second one 0.48 and more, every sixth one 0.05 in a fast pan and
# 0.38 and more otherwise. A bar that passes close before the camera: 0.35.
ANOTHER: Final = 0.33
SIZE: Final = (16, 12)  # width and height of the small pictures, pixels
FLAT: Final = 1.0  # levels of 255, standard deviation under which a picture shows nothing to compare


class SceneWatch:
    """Compares each picture of a stream with the one before. Brighter or darker light is no other scene."""

    def __init__(self) -> None:
        """Begin without a picture."""
        self._before: npt.NDArray[np.float64] | None = None

    def changed(self, grey: npt.NDArray[np.uint8]) -> bool:
        """Return whether a stream's next picture, grey [height, width], shows another scene than the one before."""
        small = np.asarray(cv2.resize(grey, SIZE, interpolation=cv2.INTER_AREA), np.float64)
        small -= small.mean()
        before, self._before = self._before, small
        if before is None or min(before.std(), small.std()) < FLAT:
            return False
        return float((before * small).mean() / (before.std() * small.std())) < ANOTHER

"""The detector's interface: what every part that needs faces asks for."""

from typing import Protocol

import numpy as np
import numpy.typing as npt

from emotion.results import Box


class FaceDetector(Protocol):
    """Anything that finds faces."""

    def detect(self, grey: npt.NDArray[np.uint8]) -> tuple[Box, ...]:
        """Return the faces of a grey picture [height, width], largest first; boxes lie inside the picture."""
        ...

"""The classifier's interface: what reads the expression of cut-out faces."""

from typing import Protocol

import numpy as np
import numpy.typing as npt


class ExpressionClassifier(Protocol):
    """Anything that gives seven probabilities for a face."""

    def classify(self, faces: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """Return probabilities [n, 7] in the order of `LABELS` for grey faces [n, 48, 48] of 0 to 255; n may be 0."""
        ...

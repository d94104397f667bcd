"""An occlusion map drawn over the face that it is of, in one hue that everybody can tell from grey."""

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from emotion.classification.occlusion import edges
from emotion.drawing.primitives import Colour
from emotion.images.types import Picture

HUE: Final[Colour] = (0, 114, 178)  # blue, which stays apart from grey for every kind of colour vision (Okabe & Ito)
DENSEST: Final = 0.8  # share of the hue where covering matters most, so that the face shows through
LEAST_SCALE: Final = 0.1  # fall of a probability that gets the full hue at least, so that nothing is made of noise


def scale_of(falls: npt.NDArray[np.float32]) -> float:
    """Return the fall of the probability that gets the full hue in this map, 0.1 to 1."""
    return max(LEAST_SCALE, float(falls.max()))


def draw_occlusion(crop: npt.NDArray[np.uint8], falls: npt.NDArray[np.float32], side: int) -> Picture:
    """Return a crop in grey, enlarged, with more of the hue the more the probability falls where it is covered.

    Args:
        crop: uint8 [height, width] or [height, width, 3].
        falls: of this crop, [7, 7], as `emotion.classification.occlusion.occlusion_maps` gives them; below 0 nothing
            is drawn.
        side: pixels of the picture that is returned, which is square.
    """
    grey = crop if crop.ndim == 2 else cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)
    enlarged = cv2.resize(grey, (side, side), interpolation=cv2.INTER_NEAREST)
    sizes = np.diff(edges(side))
    density = np.repeat(np.repeat(np.clip(falls / scale_of(falls), 0, 1), sizes, axis=0), sizes, axis=1)
    share = DENSEST * density[..., None]
    return np.asarray(np.round(enlarged[..., None] * (1 - share) + np.array(HUE) * share), np.uint8)

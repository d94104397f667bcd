"""The picture that detectors and models get: grey at once, in colour for those that ask, of photos and frames alike."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

import av
import numpy as np
import numpy.typing as npt

from emotion.images.frames import rgb_of
from emotion.images.luma import full_range, luma, to_grey
from emotion.images.types import Picture


@dataclass(frozen=True, eq=False)
class InputPicture:
    """A picture to find and read faces in.

    Attributes:
        grey: uint8 [height, width]; from a frame a view of the frame's own memory, to be read only.
        limited_range: True where black is 16 and white 235 in `grey`, as in most video; `full_range` spreads it.
        to_colour: makes the same picture in colour, see `colour`; None where there is no colour.
    """

    grey: npt.NDArray[np.uint8]
    limited_range: bool = False
    to_colour: Callable[[], Picture] | None = None

    @classmethod
    def of_rgb(cls, picture: Picture) -> "InputPicture":
        """Return a still picture, RGB uint8 [height, width, 3]."""
        return cls(to_grey(picture).pixels, to_colour=lambda: picture)

    @classmethod
    def of_frame(cls, frame: av.VideoFrame) -> "InputPicture":
        """Return a frame of a stream as it is stored."""
        grey = luma(frame)
        return cls(grey.pixels, grey.limited_range, partial(rgb_of, frame))

    @cached_property
    def colour(self) -> Picture:
        """RGB uint8 [height, width, 3] in full range, converted when first asked for; grey where there is no colour."""
        if self.to_colour is None:
            return np.repeat(full_range(self.grey, self.limited_range)[..., None], 3, axis=2)
        return self.to_colour()

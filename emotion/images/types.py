"""The picture that travels through everything that shows pixels."""

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]  # RGB [height, width, 3]

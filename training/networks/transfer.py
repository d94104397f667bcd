"""Networks made for colour photographs of a thousand things, given a new head that reads expressions.

Sources: VGG16, Simonyan and Zisserman 2015 (arXiv 1409.1556); ResNet50, He et al. 2016 (arXiv 1512.03385); MobileNetV2,
Sandler et al. 2018 (arXiv 1801.04381). All three come from `keras.applications` and are built without their weights;
`training.networks.pretrained` brings those.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import keras
from keras import layers

BACKBONE: Final = "backbone"
SIDE: Final = 96  # pixels; at 48 the five halvings of these networks leave a single point or two

# What VGG16 and ResNet50 were trained on: 0 to 255 less the mean of ImageNet's blue, green and red.
_MEANS: Final = (103.939, 116.779, 123.68)


@dataclass(frozen=True)
class Application:
    """A network of `keras.applications`.

    Attributes:
        build: makes it.
        scale: what values of 0 to 255 are multiplied with, to be what it was trained on.
        offset: added after that, one number or one for each channel.
        dropout: share of features dropped before the new last layer while training.
    """

    build: Callable[..., keras.Model]
    scale: float | list[float]
    offset: float | list[float]
    dropout: float


APPLICATIONS: Final[dict[str, Application]] = {
    "vgg16": Application(keras.applications.VGG16, [1.0, 1.0, 1.0], [-mean for mean in _MEANS], 0.5),
    "resnet50": Application(keras.applications.ResNet50, [1.0, 1.0, 1.0], [-mean for mean in _MEANS], 0.5),
    "mobilenet": Application(keras.applications.MobileNetV2, 1 / 127.5, -1, 0.3),
}


def with_new_head(
    name: str, input_shape: tuple[int, int, int], num_classes: int, dropout: float | None = None
) -> keras.Model:
    """Build the network: grey faces of 0 to 255 in, class probabilities out.

    The face is enlarged to 96x96 and repeated in three channels within the network.

    Args:
        name: one of `APPLICATIONS`, and the network's.
        input_shape: height, width and channels of a face, (48, 48, 1).
        num_classes: length of the output.
        dropout: share of features dropped before the last layer while training; unless given, the application's.
    """
    inputs = keras.Input(input_shape, name="face")
    x = layers.Resizing(SIDE, SIDE, interpolation="bilinear", dtype="float32", name="enlarge")(inputs)
    x = layers.Concatenate(name="colour")([x, x, x])
    application = APPLICATIONS[name]
    x = layers.Rescaling(application.scale, offset=application.offset, dtype="float32", name="scale")(x)
    backbone = application.build(include_top=False, weights=None, input_shape=(SIDE, SIDE, 3), name=BACKBONE)
    x = backbone(x)
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    x = layers.Dropout(application.dropout if dropout is None else dropout, name="dropout")(x)
    outputs = layers.Dense(num_classes, activation="softmax", dtype="float32", name="probabilities")(x)
    return keras.Model(inputs, outputs, name=name)

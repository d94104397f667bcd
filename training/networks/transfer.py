"""Networks made for colour photographs of a thousand things, given a new head that reads expressions.

Sources: VGG16, Simonyan and Zisserman 2015 (arXiv 1409.1556); ResNet50, He et al. 2016 (arXiv 1512.03385); MobileNetV2,
Sandler et al. 2018 (arXiv 1801.04381). All three come from `keras.applications` and are built without their weights;
`training.networks.pretrained` brings those.
"""

from collections.abc import Callable
from typing import Final

import keras
from keras import layers

BACKBONE: Final = "backbone"
SIDE: Final = 96  # pixels; at 48 the five halvings of these networks leave a single point or two

# What VGG16 and ResNet50 were trained on: 0 to 255 less the mean of ImageNet's blue, green and red.
_MEANS: Final = (103.939, 116.779, 123.68)


def vgg16(input_shape: tuple[int, int, int], num_classes: int, dropout: float = 0.5) -> keras.Model:
    """Build VGG16 with a new head; arguments as `with_new_head`."""
    return with_new_head(keras.applications.VGG16, _less_means, input_shape, num_classes, dropout, "vgg16")


def resnet50(input_shape: tuple[int, int, int], num_classes: int, dropout: float = 0.5) -> keras.Model:
    """Build ResNet50 with a new head; arguments as `with_new_head`."""
    return with_new_head(keras.applications.ResNet50, _less_means, input_shape, num_classes, dropout, "resnet50")


def mobilenet(input_shape: tuple[int, int, int], num_classes: int, dropout: float = 0.3) -> keras.Model:
    """Build MobileNetV2 with a new head; arguments as `with_new_head`."""
    return with_new_head(keras.applications.MobileNetV2, _to_one, input_shape, num_classes, dropout, "mobilenet")


def with_new_head(
    application: Callable[..., keras.Model],
    scale: Callable[[keras.KerasTensor], keras.KerasTensor],
    input_shape: tuple[int, int, int],
    num_classes: int,
    dropout: float,
    name: str,
) -> keras.Model:
    """Build the network: grey faces of 0 to 255 in, class probabilities out.

    The face is enlarged to 96x96 and repeated in three channels within the network.

    Args:
        application: one of `keras.applications`.
        scale: brings values of 0 to 255, three equal channels, to what the application was trained on.
        input_shape: height, width and channels of a face, (48, 48, 1).
        num_classes: length of the output.
        dropout: share of features dropped before the last layer while training.
        name: of the network.
    """
    inputs = keras.Input(input_shape, name="face")
    x = layers.Resizing(SIDE, SIDE, interpolation="bilinear", dtype="float32", name="enlarge")(inputs)
    x = layers.Concatenate(name="colour")([x, x, x])
    x = scale(x)
    backbone = application(include_top=False, weights=None, input_shape=(SIDE, SIDE, 3), name=BACKBONE)
    x = backbone(x)
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    x = layers.Dropout(dropout, name="dropout")(x)
    outputs = layers.Dense(num_classes, activation="softmax", dtype="float32", name="probabilities")(x)
    return keras.Model(inputs, outputs, name=name)


def _less_means(x: keras.KerasTensor) -> keras.KerasTensor:
    return layers.Rescaling([1.0, 1.0, 1.0], offset=[-mean for mean in _MEANS], dtype="float32", name="scale")(x)


def _to_one(x: keras.KerasTensor) -> keras.KerasTensor:
    return layers.Rescaling(1 / 127.5, offset=-1, dtype="float32", name="scale")(x)

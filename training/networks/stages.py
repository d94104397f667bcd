"""The stages of a network, from its layers: what a card lists and the page on training draws."""

import re
from collections.abc import Mapping
from typing import Final

import keras
from keras import layers

from emotion.models.stages import Stage
from training.networks.cost import flat_layers

# How our own families and VGG name their layers: stem_conv, stage1_2_a_conv, block1_pool.
OURS: Final = re.compile(r"(?P<word>stem|(stage|block)(?=\d))(?P<number>\d*)")
NUMBERED: Final = re.compile(r"[a-z]+(?P<number>\d+)[a-z]?")  # the articles' conv1a, pool1, norm1; dense6, norm6
FACE: Final = "face"
ANSWER: Final = "answer"


def stages(network: keras.Model) -> tuple[Stage, ...]:
    """Return a network's stages in order; their parameters add up to the network's.

    A layer belongs to the stage that its name tells of, and without one to the stage before it; what turns places into
    plain numbers is a stage of its own. A network whose layers' names say nothing is divided where pictures get another
    size.
    """
    found: dict[str, Stage] = {}
    dense: set[str] = set()
    name = FACE
    all_layers = list(flat_layers(network))
    told = any(OURS.match(layer.name) or NUMBERED.fullmatch(layer.name) for layer in all_layers)
    for layer in all_layers:
        shape = tuple(int(size) for size in layer.output.shape[1:])
        of_its_own = ANSWER if layer is all_layers[-1] else _plain(layer)
        name = of_its_own or (_named(layer, dense) if told else _sized(layer, shape, found)) or name
        before = found[name].parameters if name in found else 0
        found[name] = Stage(name, shape, before + layer.count_params())
    return tuple(found.values())


def _plain(layer: keras.layers.Layer) -> str:
    """Return the name of a stage that turns places into plain numbers, empty for another layer."""
    if isinstance(layer, layers.GlobalAveragePooling2D) and not layer.keepdims:
        return "mean"
    return "flat" if isinstance(layer, layers.Flatten) else ""


def _named(layer: keras.layers.Layer, dense: set[str]) -> str:
    """Return the stage that a layer's name tells of, empty where it does not.

    Args:
        layer: of the network.
        dense: numbers of the stages that began with a dense layer; changed in place.
    """
    ours, numbered = OURS.match(layer.name), NUMBERED.fullmatch(layer.name)
    if ours:
        return f"{ours['word']} {ours['number']}".strip()
    if numbered is None:
        return ""
    if isinstance(layer, layers.Dense):
        dense.add(numbered["number"])
    return f"{'dense' if numbered['number'] in dense else 'block'} {numbered['number']}"


def _sized(layer: keras.layers.Layer, shape: tuple[int, ...], found: Mapping[str, Stage]) -> str:
    """Return a stage for a new size of picture; empty where the size is no new one, or nothing is learned there."""
    last = list(found.values())[-1] if found else None
    if last is None or len(shape) == 1 or shape[:2] == last.shape[:2] or not layer.count_params():
        return ""
    return f"part {1 + sum(name.startswith('part') for name in found)}"

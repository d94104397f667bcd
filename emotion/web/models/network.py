"""A network as a drawing: a picture for each stage, from the face to the answer, with what it gives in numbers."""

import math
from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from emotion.models.card import Card
from emotion.models.stages import Stage
from emotion.web.models.shown import explain, unbroken

LARGEST: Final = 48  # pixels of a face's side, drawn at `SIDE`
SIDE: Final = 46.0
SMALLEST: Final = 7.0
MOST_SHEETS: Final = 6  # behind the first, of a stage of a thousand channels
APART: Final = 3  # pixels between sheets


def network(card: Card) -> None:
    """Draw the stages of a model's network; nothing where its card does not list them."""
    if card.stages:
        st.subheader("The network", anchor=False)
        st.markdown(unbroken(in_words(card)))
        st.html(drawing(card.stages))
        explain("Parameters", "Multiply-adds")


def in_words(card: Card) -> str:
    """Return what the drawing shows, as a sentence or two."""
    face, answer = ("×".join(map(str, stage.shape[:2])) for stage in (card.stages[0], card.stages[-1]))
    largest = max(card.stages, key=lambda stage: stage.parameters)
    share = largest.parameters / card.parameters if card.parameters else 0
    return (
        f"From a face of {face} pixels to {answer} probabilities in {len(card.stages) - 1} stages. Most of its "
        f"{card.parameters:,} parameters are in {largest.name}: {100 * share:.0f} %."
    )


def drawing(stages: Sequence[Stage]) -> str:
    """Return the stages as an HTML list, each with its drawing, shape and parameters; names are shown as they are."""
    whole = max((stage.parameters for stage in stages), default=0) or 1
    items = "".join(_item(stage, stage.parameters / whole) for stage in stages)
    return f'<ol class="mien-stages" aria-label="Stages of the network">{items}</ol>'


def _item(stage: Stage, share: float) -> str:
    held = f"{stage.parameters:,} parameters" if stage.parameters else "nothing to learn"
    name = escape(f"{stage.name[:1].upper()}{stage.name[1:]}")
    return (
        f"<li>{_sheets(stage)}<div><strong>{name}</strong><span>{_shape(stage)}</span><span>{held}</span>"
        f'<span class="held" aria-hidden="true"><i style="width: {100 * share:.1f}%"></i></span></div></li>'
    )


def _shape(stage: Stage) -> str:
    if not stage.is_picture:
        return f"{stage.numbers:,} numbers"
    height, width, channels = stage.shape
    return f"{height}×{width}, {channels:,} {'channel' if channels == 1 else 'channels'}"


def _sheets(stage: Stage) -> str:
    """Return the drawing: as wide and high as the picture is, more sheets for more channels; numbers as a bar.

    Boxes and their shadows, since Streamlit leaves no SVG in a page's HTML.
    """
    if stage.is_picture:
        high, wide = (max(SMALLEST, min(SIDE, SIDE * side / LARGEST)) for side in stage.shape[:2])
        more = round(MOST_SHEETS * min(1.0, math.log2(stage.shape[2]) / 10))
    else:
        high, wide, more = min(SIDE, 5 * math.log2(stage.numbers + 1)), SMALLEST, 0
    shadows = [
        f"{APART * place:g}px -{APART * place:g}px 0 {edge}"
        for place in range(1, more + 1)
        for edge in ("-1px var(--sheet)", "0 var(--edge)")
    ]
    shadow = f"; box-shadow: {', '.join(shadows)}" if shadows else ""
    size = f"width: {wide:.0f}px; height: {high:.0f}px"
    return f'<span class="place" aria-hidden="true"><b style="{size}{shadow}"></b></span>'

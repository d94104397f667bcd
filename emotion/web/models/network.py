"""A network as a drawing: a picture for each stage, from the face to the answer, with what it gives in numbers."""

import math
from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from emotion.models.card import Card
from emotion.models.stages import Stage
from emotion.web.models.shown import explain

WIDTH: Final = 76  # pixels of a drawing
HEIGHT: Final = 64
LARGEST: Final = 48  # pixels of a face's side, drawn at `SIDE`
SIDE: Final = 46.0
SMALLEST: Final = 7.0
SHEETS: Final = 6  # that a stage of a thousand channels is drawn as
APART: Final = 3.0  # pixels between sheets


def network(card: Card) -> None:
    """Draw the stages of a model's network; nothing where its card does not list them."""
    if card.stages:
        st.subheader("The network", anchor=False)
        st.markdown(in_words(card))
        st.html(drawing(card.stages))
        explain("Parameters", "Multiply-adds")


def in_words(card: Card) -> str:
    """Return what the drawing shows, as a sentence or two."""
    first, last = card.stages[0], card.stages[-1]
    largest = max(card.stages, key=lambda stage: stage.parameters)
    share = largest.parameters / card.parameters if card.parameters else 0
    return (
        f"From the face of {_shape(first)} to {last.numbers} probabilities in {len(card.stages) - 1} stages. Most of "
        f"its {card.parameters:,} parameters are in {largest.name}: {100 * share:.0f} %."
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
    """Return the drawing: as wide and high as the picture is, more sheets for more channels; numbers as a bar."""
    if stage.is_picture:
        high, wide = (max(SMALLEST, min(SIDE, SIDE * side / LARGEST)) for side in stage.shape[:2])
        count = 1 + round((SHEETS - 1) * min(1.0, math.log2(stage.shape[2]) / 10))
    else:
        high, wide, count = min(HEIGHT - 4.0, 6 * math.log2(stage.numbers + 1)), SMALLEST, 1
    left = (WIDTH - wide - APART * (count - 1)) / 2
    top = (HEIGHT - high + APART * (count - 1)) / 2
    sheets = "".join(
        f'<rect x="{left + APART * place:.1f}" y="{top - APART * place:.1f}" width="{wide:.1f}" height="{high:.1f}"/>'
        for place in reversed(range(count))
    )
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" aria-hidden="true">{sheets}</svg>'

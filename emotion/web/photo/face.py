"""The chosen face in detail: as the network sees it, how well it is seen, the answers, and what they depend on."""

from collections.abc import Sequence
from html import escape
from typing import Final

import numpy as np
import streamlit as st
from PIL import Image
from streamlit.delta_generator import DeltaGenerator

from emotion.analysis import PhotoResult
from emotion.classification.occlusion import occlusion_maps
from emotion.drawing.occlusion import DENSEST, HUE, draw_occlusion, scale_of
from emotion.labels import DISPLAY_NAMES, LABELS
from emotion.models.loaded import LoadedModel
from emotion.results import FaceResult
from emotion.web.photo.album import Photo, Way
from emotion.web.shared import bars
from emotion.wording import NEGLIGIBLE, percent

Asked = Sequence[tuple[LoadedModel, Way, PhotoResult]]  # networks, how each read a picture, and what it says
CROP: Final = 192  # pixels, the side at which a crop is shown
MIDDLE: Final = 128  # of 255, the grey under the hue in the legend
WHY: Final = (
    "Each patch of the face is covered in turn with the crop's mean grey, and the network is asked again. "
    "It shows where covering changes the answer most, not what the person feels, nor why the network was trained so."
)


def show(photo: Photo, number: int, asked: Asked, blurred: bool, beside: DeltaGenerator, below: DeltaGenerator) -> None:
    """Show a face as the first network saw it, each network's answer, and how well the face can be seen.

    Two networks' answers stand side by side. A blurred face is not shown enlarged, and so not explained on its crop.

    Args:
        photo: the picture.
        number: of the face.
        asked: the networks that read it.
        blurred: whether faces are made unrecognisable.
        beside: place beside the picture.
        below: place that is as wide as two networks' answers need.
    """
    several = len(asked) > 1
    enlarged, single, more = beside.container(), beside.container(), beside.container()
    with more:
        st.caption(quality(asked[0][2].result.faces[number - 1]))
        explained = not blurred and st.toggle("Why this answer", key="photo why", persist_state="session")
    places = below.columns(len(asked), gap="large") if several else [single]
    for place, (model, way, found) in zip(places, asked, strict=True):
        with place:
            if several:
                st.markdown(f"**{model.card.title}**")
            if several and explained:
                explanation(photo, number, model, way, found)
            answer(found, number)
    with enlarged:
        if explained and not several:
            explanation(photo, number, *asked[0])
        elif not blurred:
            crop(asked[0][2], number)


def crop(found: PhotoResult, number: int) -> None:
    """Show a face as the model saw it."""
    enlarged = Image.fromarray(found.crops[number - 1]).resize((CROP, CROP), Image.Resampling.NEAREST)
    height, width = found.crops.shape[1:3]
    colour = "grey" if found.crops.ndim == 3 else "in colour"
    st.image(np.asarray(enlarged), width=CROP, alt=f"The face, cut out, {colour} and coarse")
    st.caption(f"As the network sees it: {width}×{height}, {colour}")


def quality(face: FaceResult) -> str:
    """Return how large a face is, and how well it can be seen as far as that is known, in words."""
    known = [f"{face.box.width}×{face.box.height} pixels of the picture"]
    for angle, turned in ((face.quality.yaw, "turned"), (face.quality.roll, "tilted")):
        if angle is not None:
            side = "right" if angle > 0 else "left"
            known.append(f"{turned} {abs(round(angle))}° to the {side}" if round(angle) else f"not {turned}")
    if face.quality.score is not None:
        known.append(f"detection score {face.quality.score:.2f}")
    return "The face: " + ", ".join([*known, *face.quality.words])


def answer(found: PhotoResult, number: int) -> None:
    """Show the seven confidences of a face and the second guess."""
    face = found.result.faces[number - 1]
    st.html(bars.panel(found.result, face))
    st.caption(second_guess(face))


def second_guess(face: FaceResult) -> str:
    """Return the second best label with its confidence as a sentence."""
    index = int(np.argsort(face.probabilities)[-2])
    return f"Second guess: {DISPLAY_NAMES[LABELS[index]].lower()}, {percent(face.probabilities[index])}"


def explanation(photo: Photo, number: int, model: LoadedModel, way: Way, found: PhotoResult) -> None:
    """Show over a face's crop what the answer of a network depends on, made when it is first asked for."""
    label = found.result.faces[number - 1].label
    crop = found.crops[number - 1]
    if (way, number) not in photo.occlusions:
        (falls,) = occlusion_maps(crop[None], model.classifier(), [LABELS.index(label)])
        photo.occlusions[way, number] = falls
    falls = photo.occlusions[way, number]
    words = most(falls, label)
    st.image(draw_occlusion(crop, falls, CROP), width=CROP, alt=f"The same with patches in blue. {words}")
    st.html(legend(scale_of(falls), label))
    st.caption(f"{words} {WHY}")


def most(falls: np.ndarray, label: str) -> str:
    """Return in a sentence where covering lowers a probability most, by an occlusion map [7, 7]."""
    row, column = (int(place) + 1 for place in np.unravel_index(falls.argmax(), falls.shape))
    name = DISPLAY_NAMES[label].lower()
    if falls.max() < NEGLIGIBLE:
        return f"Covering no single patch lowers {name}."
    points = f"{100 * float(falls.max()):.0f} points"
    return f"Most: {name} falls by {points} where row {row}, column {column} of {len(falls)} is covered."


def legend(scale: float, label: str) -> str:
    """Return as HTML what the hue means: from nothing to a fall of the probability, 0 to 1, that has all of it."""
    full = ", ".join(f"{MIDDLE * (1 - DENSEST) + tone * DENSEST:.0f}" for tone in HUE)
    name = escape(DISPLAY_NAMES[label].lower())
    return (
        f'<div class="mien-legend"><span>0</span><i style="background:linear-gradient(to right, '
        f'rgb({MIDDLE}, {MIDDLE}, {MIDDLE}), rgb({full}))"></i><span>{100 * scale:.0f} points less {name}</span></div>'
    )

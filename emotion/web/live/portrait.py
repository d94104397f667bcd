"""The picture that stands in the camera's place before anybody has agreed: the astronaut, read by the chosen model."""

import base64
from typing import Final

import cv2
import streamlit as st

from emotion.classification.calibration import Expectation
from emotion.models.loaded import LoadedModel
from emotion.sample.clip import annotated_photo
from emotion.sample.scene import HEIGHT, WIDTH

CAPTION: Final = "The astronaut Eileen Collins (NASA, public domain), read by this page."


def portrait(model: LoadedModel) -> str:
    """Return the astronaut as the model reads her, as HTML: quicker than Streamlit's own picture."""
    return _portrait(model.card.name, model.expectation, model)


@st.cache_resource(show_spinner=False, max_entries=8)
def _portrait(name: str, expectation: Expectation, _model: LoadedModel) -> str:
    written, data = cv2.imencode(".jpg", cv2.cvtColor(annotated_photo(_model), cv2.COLOR_RGB2BGR))
    assert written
    picture = base64.b64encode(data.tobytes()).decode()
    return (
        f'<figure class="mien-portrait"><img src="data:image/jpeg;base64,{picture}" width="{WIDTH}" height="{HEIGHT}" '
        f'alt="A face in a frame, with a label over it and seven bars beside it">'
        f"<figcaption>{CAPTION}</figcaption></figure>"
    )

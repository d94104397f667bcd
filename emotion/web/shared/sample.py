"""A way to see it work without a camera: the astronaut Eileen Collins, NASA's picture in the public domain."""

from pathlib import Path
from typing import Final

import streamlit as st

from emotion.analysis import Analyzer
from emotion.detection.presets import make_detector
from emotion.drawing.overlay import draw
from emotion.images.decode import decode
from emotion.images.input import InputPicture
from emotion.models.loaded import LoadedModel
from emotion.web.shared import bars

PICTURE: Final = Path(__file__).parent / "astronaut.jpg"


def offer(model: LoadedModel) -> None:
    """Offer the astronaut, analysed, one click away."""
    st.header("Without a camera", anchor=False)
    if not st.toggle("Show it on a photograph"):
        return
    picture = decode(PICTURE.read_bytes())
    analyzer = Analyzer(make_detector("video"), model.classifier(), model.threshold)
    result = analyzer.analyze(InputPicture.of_rgb(picture)).result
    shown, numbers = st.columns([3, 2], gap="large")
    shown.image(
        draw(picture, result),
        caption="Eileen Collins, astronaut. NASA, public domain.",
        width="content",
    )
    numbers.html(bars.panel(result, result.largest))

"""A way to see it work without a camera: the astronaut Eileen Collins, NASA's picture in the public domain."""

from pathlib import Path
from typing import Final

import streamlit as st

from emotion.analysis import Analyzer
from emotion.detection.haar import HaarDetector
from emotion.drawing.overlay import draw
from emotion.images.decode import decode
from emotion.images.luma import gray
from emotion.web.shared import bars
from emotion.web.shared.resources import Network

PICTURE: Final = Path(__file__).parent / "astronaut.jpg"


def offer(network: Network) -> None:
    """Offer the astronaut, analysed, one click away."""
    st.header("Without a camera", anchor=False)
    if not st.toggle("Show it on a photograph"):
        return
    picture = decode(PICTURE.read_bytes())
    analyzer = Analyzer(HaarDetector(), network.classifier(), network.card.threshold)
    reading = analyzer.analyze(gray(picture)).reading
    shown, numbers = st.columns([3, 2], gap="large")
    shown.image(
        draw(picture, reading),
        caption="Eileen Collins, astronaut. NASA, public domain.",
        width="content",
    )
    numbers.html(bars.panel(reading, reading.largest, running=True))

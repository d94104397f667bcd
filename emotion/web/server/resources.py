"""What all visitors of one process share: the verified model, the places for cameras, and a quiet collector."""

import gc
import logging
from itertools import cycle, islice
from threading import Event
from typing import Final

import cv2
import streamlit as st

from emotion.analysis import Analyzer
from emotion.detection import model_files
from emotion.detection.presets import make_detector
from emotion.images.input import InputPicture
from emotion.live.pace import Pace
from emotion.models import store
from emotion.models.loaded import LoadedModel
from emotion.models.store import ModelError, ModelStore
from emotion.sample.scene import RATE, frames
from emotion.web.server import capacity, metrics
from emotion.web.server.collector import Collector
from emotion.web.server.settings import host_settings
from emotion.web.server.slots import StreamSlots

logger = logging.getLogger(__name__)

UNKNOWN: Final = 4  # places where no model reads


# Neither shows a spinner: that would stand on the page in a process's first run alone, and shift all that follows it.
@st.cache_resource(show_spinner=False)
def loaded_model(name: str) -> LoadedModel:
    """Load and try an entry of the store once for the whole process.

    Raises:
        ModelError: as `emotion.models.store.load_model`.
    """
    # One thread for each stream: several streams share the processors better than several threads share one frame.
    cv2.setNumThreads(1)
    loaded = ModelStore(store.MODELS).load_model(name)
    loaded.classifier()
    make_detector("stream")
    if model_files.problem():
        logger.warning("the Haar cascade finds faces alone: %s", model_files.problem())
    # Everything that lives goes out of the collector's sight: walking through all modules would hold up the video.
    # Cycles made later, such as those of a closed connection, are still collected.
    gc.collect()
    gc.freeze()
    collector()
    return loaded


@st.cache_resource(show_spinner=False)
def collector() -> Collector:
    """Return the process's collector of garbage, which runs from the first call on."""
    return Collector()


@st.cache_resource(show_spinner=False)
def slots() -> StreamSlots:
    """Return the places for cameras of this process."""
    host = host_settings()
    places = StreamSlots(host.max_streams or _held(host.model))
    metrics.PLACES.set(places.size)
    metrics.STREAMS.set_function(places.taken)
    return places


def _held(name: str) -> int:
    """Return how many cameras this machine holds, reading with an entry of the store; a few where it cannot be read."""
    try:
        model = loaded_model(name)
    except ModelError:
        return UNKNOWN
    analyzer = Analyzer(make_detector("stream"), model.classifier(), model.threshold)
    second = [InputPicture.of_rgb(frame) for frame in islice(frames(), RATE)]
    coming = cycle(second)
    places = capacity.places(lambda: analyzer.analyze(next(coming)), len(second))
    logger.info("this machine holds %d cameras at once", places)
    return places


@st.cache_resource(show_spinner=False)
def pace() -> Pace:
    """Return how often the cameras of this process are read."""
    return Pace()


@st.cache_resource(show_spinner=False)
def ending() -> Event:
    """Return what is set once the process is about to end: no camera starts any more, and videos stop."""
    return Event()

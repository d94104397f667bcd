"""What all visitors of one process share: the verified model, the places for cameras, and a quiet collector."""

import gc
from dataclasses import dataclass

import cv2
import streamlit as st

from emotion.classification.litert import LiteRTClassifier
from emotion.detection.presets import make_detector
from emotion.models import store
from emotion.models.card import Card
from emotion.web.shared.collector import Collector
from emotion.web.shared.settings import host_settings
from emotion.web.shared.slots import StreamSlots


@dataclass(frozen=True)
class LoadedModel:
    """A verified model, from which each stream makes an interpreter of its own."""

    card: Card
    content: bytes

    def classifier(self) -> LiteRTClassifier:
        """Return a classifier that is warm and belongs to the caller alone."""
        return LiteRTClassifier(self.content, self.card.temperature)


# Neither shows a spinner: that would stand on the page in a process's first run alone, and shift all that follows it.
@st.cache_resource(show_spinner=False)
def loaded_model(name: str) -> LoadedModel:
    """Load and try an entry of the store once for the whole process.

    Afterwards everything that lives is taken out of the collector's sight, as walking through all imported modules
    would hold up the video. Cycles made later, such as those of a closed connection, are still collected.

    Raises:
        ModelError: as `emotion.models.store.load_model`.
    """
    # One thread for each stream: several streams share the processors better than several threads share one frame.
    cv2.setNumThreads(1)
    loaded = LoadedModel(*store.load_model(store.MODELS / name))
    loaded.classifier()
    make_detector("stream")
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
    return StreamSlots(host_settings().max_streams)
